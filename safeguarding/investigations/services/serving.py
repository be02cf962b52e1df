"""Terms of reference, and the notice of investigation: served by a method with its deemed day, or withheld."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.investigations.choices import Act, NoticeStatus, ServedMethod
from safeguarding.investigations.models import Investigation, InvestigationNotice
from safeguarding.investigations.rules.notices import deemed_on, service_refusal
from safeguarding.investigations.rules.regimes import notice_regime
from safeguarding.investigations.selectors.facts import latest_severity
from safeguarding.investigations.selectors.letters import notice_letters
from safeguarding.investigations.selectors.notices import as_data, notice_parts
from safeguarding.investigations.services.taking import finish, past, since, take_for, walk_if
from safeguarding.letters.models import Letter
from safeguarding.tracks.services.clocks import meet_clock, put_clock, start_clock

WITHHELD = "notice_withheld_review"


@transaction.atomic
def set_terms(
    *, investigation: Investigation, terms: str, terms_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """Set the terms of reference. Once they were given they do not change."""
    held = take_for(investigation, Act.TERMS, by=by, version=version)
    terms = required(terms, field="terms", message="Enter the terms of reference.")
    since(past(terms_on, "terms_on"), held.came_on, "terms_on", "It came in")
    return finish(held, Act.TERMS, by=by, terms=terms, terms_on=terms_on)


@transaction.atomic
def withhold(
    *, investigation: Investigation, reason: str, review_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """Withhold the notice as it could prejudice an investigation, with the day on which that is looked at again."""
    held = take_for(investigation, Act.WITHHOLD, by=by, version=version)
    reason = required(reason, field="reason", message="Say what it would prejudice.")
    require(review_on > clock.today(), "review_on", "Enter a day to come on which it is looked at again.")
    notice = InvestigationNotice.objects.filter(investigation=held).first()
    regime = notice_regime(held.regime, held.recording)
    if notice is None:
        InvestigationNotice.objects.create(
            investigation=held, regime=regime, status=NoticeStatus.WITHHELD, withheld_because=reason,
            review_on=review_on,
        )  # fmt: skip
        _walk_on_unserved(held, by=by)
    else:
        save_fields(notice, withheld_because=reason, review_on=review_on)
        meet_clock(held.track, WITHHELD, on=clock.today(), by=by)
    why = "The notice is withheld"
    put_clock(held.track, WITHHELD, start_at=clock.now(), why=why, by=by, due_on=review_on)
    return finish(held, Act.WITHHOLD, by=by)


@transaction.atomic
def serve(
    *, investigation: Investigation, method: str, sent_on: dt.date, by: User, with_terms: bool = False,
    letter: Letter | None = None, version: int | None = None,
) -> Investigation:  # fmt: skip
    """Serve the notice, as it is made from the facts; from its deemed day the clocks of the person run.

    Where it went as a letter of this system, the two name each other.
    """
    held = take_for(investigation, Act.SERVE, by=by, version=version)
    require(method in ServedMethod.values, "method", "Choose how it was served.")
    severity = latest_severity(held)
    assert severity is not None  # noqa: S101  # the gate asks for it
    since(past(sent_on, "sent_on"), severity.assessed_on, "sent_on", "The severity was assessed")
    since(sent_on, held.terms_on, "sent_on", "The terms of reference were set")
    if letter is not None and not notice_letters(held).filter(pk=letter.pk).exists():
        raise Invalid({"letter": ["Choose a notice of this track that was issued as a letter."]})
    refused = service_refusal(method, sent_on, held.regime)
    if refused:
        raise Invalid({"method": [refused]})
    given_on = deemed_on(method, sent_on, bank_holiday_overrides())
    _put_notice(held, method, sent_on, given_on, letter)
    walk_if(held, "serve_notice", by=by, on=sent_on)
    meet_clock(held.track, WITHHELD, on=sent_on, by=by)
    start_clock(held.track, "representations", on=given_on, why="The notice was given", by=by)
    start_clock(held.track, "subject_update", on=given_on, why="The notice was given", by=by)
    if not with_terms:
        return finish(held, Act.SERVE, by=by)
    walk_if(held, "investigate", by=by, on=sent_on)
    return finish(held, Act.SERVE, by=by, terms_given_on=given_on)


@transaction.atomic
def give_terms(
    *, investigation: Investigation, given_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """Record that the terms of reference were given: a duty of its own, and no interview comes before it."""
    held = take_for(investigation, Act.GIVE_TERMS, by=by, version=version)
    since(past(given_on, "given_on"), held.terms_on, "given_on", "The terms of reference were set")
    walk_if(held, "investigate", by=by, on=given_on)
    return finish(held, Act.GIVE_TERMS, by=by, terms_given_on=given_on)


@transaction.atomic
def note_notice_opened(*, investigation: Investigation, by: User) -> None:
    """The notice was opened to be printed: a disclosure, and written down."""
    data = {"investigation_id": investigation.pk}
    record("investigation.notice_opened", by=by, obj=investigation.case, data=data)


def _put_notice(held: Investigation, method: str, sent_on: dt.date, given_on: dt.date, letter: Letter | None) -> None:
    fields = {
        "status": NoticeStatus.SERVED, "method": method, "sent_on": sent_on, "deemed_on": given_on,
        "regime": notice_regime(held.regime, held.recording), "said": as_data(notice_parts(held)),
        "letter": letter,
    }  # fmt: skip
    notice = InvestigationNotice.objects.select_for_update(no_key=True).filter(investigation=held).first()
    if notice is None:
        InvestigationNotice.objects.create(investigation=held, **fields)
    else:
        save_fields(notice, **fields)


def _walk_on_unserved(held: Investigation, *, by: User) -> None:
    """It is investigated while the person does not know of it yet."""
    walk_if(held, "investigate", by=by, on=clock.today())
