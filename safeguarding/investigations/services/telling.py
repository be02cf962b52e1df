"""Representations, interviews, updates to those who are owed them, and the letters of twelve and of six months."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core.errors import Invalid
from safeguarding.core.services import save_fields
from safeguarding.core.workingdays import nth_working_day_after
from safeguarding.deadlines.rules import last_day_of_months_beginning_with
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.investigations.choices import Act, GivenHow, InterviewStatus, LetterTo, UpdateTo
from safeguarding.investigations.models import (
    Interview,
    Investigation,
    InvestigationNotice,
    ProgressUpdate,
    Representation,
    TimelinessLetter,
)
from safeguarding.investigations.rules.gates import alternative_refusal
from safeguarding.investigations.selectors.facts import open_interview
from safeguarding.investigations.services.taking import finish, past, since, take_for
from safeguarding.tracks.services.clocks import meet_clock, start_clock

ALTERNATIVE_DAYS = 5
UPDATE_CLOCKS: dict[str, tuple[tuple[str, ...], str]] = {
    UpdateTo.COMPLAINANT: (("complainant_update_1", "complainant_update_n"), "complainant_update_n"),
    UpdateTo.SUBJECT: (("subject_update",), "subject_update"),
}
LETTER_CLOCKS = ("timeliness_letter_12m", "timeliness_letter_6m")


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
        refused = alternative_refusal(set_for, latest)
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


@transaction.atomic
def update(
    *, investigation: Investigation, to: str, sent_on: dt.date, how: str, said: str, by: User,
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """An update went out: the clock of the next begins with the day it was sent (PCMR 2020 reg 34(2)(a))."""
    held = take_for(investigation, Act.UPDATE, by=by, version=version)
    require(to in UpdateTo.values, "to", "Choose whom it was for.")
    require(how in GivenHow.values, "how", "Choose how it was given.")
    said = required(said, field="said", message="Enter what the update said.")
    since(past(sent_on, "sent_on"), held.came_on, "sent_on", "It came in")
    ProgressUpdate.objects.create(investigation=held, to=to, sent_on=sent_on, how=how, said=said, by=by)
    meets, starts = UPDATE_CLOCKS[to]
    for rule_key in meets:
        meet_clock(held.track, rule_key, on=sent_on, by=by)
    start_clock(held.track, starts, on=sent_on, why="The last update was sent", by=by)
    return finish(held, Act.UPDATE, by=by)


@transaction.atomic
def letter(
    *, investigation: Investigation, to: str, sent_on: dt.date, progress: str, expected_on: dt.date, why_so_long: str,
    planned: str, by: User, version: int | None = None,
) -> Investigation:  # fmt: skip
    """The letter that is due when a period has ended: twelve months, then each six (PCMR 2020 reg 13; PCR reg 19)."""
    held = take_for(investigation, Act.LETTER, by=by, version=version)
    require(to in LetterTo.values, "to", "Choose to whom it went.")
    told = {
        name: required(text, field=name, message="The letter needs this.")
        for name, text in (("progress", progress), ("why_so_long", why_so_long), ("planned", planned))
    }
    since(past(sent_on, "sent_on"), held.came_on, "sent_on", "It came in")
    notice = InvestigationNotice.objects.filter(investigation=held).first()
    TimelinessLetter.objects.create(
        investigation=held, to=to, sent_on=sent_on, came_on=held.came_on, expected_on=expected_on, by=by,
        notice_on=notice.deemed_on if notice else None, **told,
    )  # fmt: skip
    _next_period(held, sent_on, by=by)
    return finish(held, Act.LETTER, by=by)


def period_end(came_on: dt.date, on: dt.date) -> dt.date | None:
    """The last day of the latest period that had ended on that day: twelve months, then six and six."""
    end, latest = last_day_of_months_beginning_with(came_on, 12), None
    while end < on:
        latest = end
        end = last_day_of_months_beginning_with(end + dt.timedelta(days=1), 6)
    return latest


def _next_period(held: Investigation, sent_on: dt.date, *, by: User) -> None:
    """A letter sent after a period ended meets its clock, and the next six months begin the day after."""
    ended = period_end(held.came_on, sent_on)
    if ended is None:
        return
    for rule_key in LETTER_CLOCKS:
        meet_clock(held.track, rule_key, on=sent_on, by=by)
    begins = ended + dt.timedelta(days=1)
    start_clock(held.track, "timeliness_letter_6m", on=begins, why="The day after the period ended", by=by)
