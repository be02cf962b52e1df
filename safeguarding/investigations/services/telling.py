"""What the person investigated says to it: representations and interviews."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core.errors import Invalid
from safeguarding.core.services import save_fields
from safeguarding.core.workingdays import nth_working_day_after
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.investigations.choices import Act, GivenHow, InterviewStatus
from safeguarding.investigations.models import (
    Interview,
    Investigation,
    InvestigationNotice,
    Representation,
)
from safeguarding.investigations.rules.gates import alternative_refusal
from safeguarding.investigations.selectors.facts import open_interview
from safeguarding.investigations.services.taking import finish, past, since, take_for
from safeguarding.tracks.services.clocks import meet_clock

ALTERNATIVE_DAYS = 5


@transaction.atomic
def represent(
    *, investigation: Investigation, given_on: dt.date, how: str, said: str, by: User, version: int | None = None
) -> Investigation:
    """What the person investigated says to it, in writing or by word of mouth."""
    held = take_for(investigation, Act.REPRESENT, by=by, version=version)
    require(how in GivenHow.values, "how", "Choose how it was said.")
    said = required(said, field="said", message="Enter what was said.")
    notice = InvestigationNotice.objects.get(investigation=held)
    since(past(given_on, "given_on"), notice.sent_on, "given_on", "The notice was sent")
    Representation.objects.create(investigation=held, given_on=given_on, how=how, said=said, by=by)
    meet_clock(held.track, "representations", on=given_on, by=by)
    return finish(held, Act.REPRESENT, by=by)


@transaction.atomic
def set_interview(
    *, investigation: Investigation, set_for: dt.date, by: User, version: int | None = None
) -> Investigation:
    """Set an interview; where one is set already, this is the alternative date, within five working days of it."""
    held = take_for(investigation, Act.INTERVIEW, by=by, version=version)
    earlier = open_interview(held)
    since(set_for, held.terms_given_on, "set_for", "The terms of reference were given")
    if earlier is not None:
        latest = nth_working_day_after(earlier.set_for, ALTERNATIVE_DAYS, bank_holiday_overrides())
        refused = alternative_refusal(set_for, latest, held.regime)
        if refused:
            raise Invalid({"set_for": [refused]})
        save_fields(earlier, status=InterviewStatus.MOVED)
    Interview.objects.create(investigation=held, set_for=set_for, instead_of=earlier)
    return finish(held, Act.INTERVIEW, by=by)


@transaction.atomic
def hold_interview(
    *, investigation: Investigation, held_on: dt.date, account: str, by: User, companion: str = "",
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """The interview was held: when, who went with the person, and what was said."""
    held = take_for(investigation, Act.INTERVIEWED, by=by, version=version)
    interview = open_interview(held)
    assert interview is not None  # noqa: S101  # the gate asks for it
    account = required(account, field="account", message="Enter what was said.")
    since(past(held_on, "held_on"), held.terms_given_on, "held_on", "The terms of reference were given")
    save_fields(interview, status=InterviewStatus.HELD, held_on=held_on, account=account, companion=companion.strip())
    return finish(held, Act.INTERVIEWED, by=by)
