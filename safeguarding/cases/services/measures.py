"""Protective measures: what is done at once to keep children safe, each looked at again on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import MeasureKind
from safeguarding.cases.models import Case, CaseParty, ProtectiveMeasure
from safeguarding.cases.rules.work import ABOUT_AN_ADULT, SUSPENSION_REVIEW_DAYS, measure_clock
from safeguarding.cases.services.clocks import cancel_clocks, meet_clocks, start_work_clock
from safeguarding.cases.services.dbs_duty import open_duty
from safeguarding.cases.services.rows import note, require, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines import rules
from safeguarding.people.choices import PersonKind


@transaction.atomic
def take_measure(
    *,
    case: Case,
    kind: str,
    detail: str,
    starts_on: dt.date,
    by: User,
    review_on: dt.date | None = None,
    party: CaseParty | None = None,
) -> ProtectiveMeasure:
    """Put a measure on the case. Taking an adult out of a role with children opens the duty to consider the DBS."""
    case = take(case, by=by)
    require(kind in MeasureKind.values, "kind", "Choose the measure.")
    detail = required(detail, field="detail", message="Enter what the measure is.")
    party = _checked_party(case, kind, party)
    require(starts_on <= clock.today(), "starts_on", "The day cannot be in the future.")
    review_on = _checked_review(kind, review_on)
    measure = ProtectiveMeasure.objects.create(
        case=case, party=party, kind=kind, detail=detail, starts_on=starts_on, review_on=review_on, created_by=by
    )
    _start_clock(measure, by=by, why="The measure was taken")
    record("case.measure_taken", by=by, obj=case, data=_data(measure))
    if kind == MeasureKind.REMOVED_FROM_ROLE and party is not None:
        open_duty(case, party=party, because="Removed from a role with children", by=by)
    touch(case)
    return measure


@transaction.atomic
def review(
    *, measure: ProtectiveMeasure, review_on: dt.date | None, note_text: str, by: User, version: int | None = None
) -> ProtectiveMeasure:
    """Look at a measure again: it stays, until the next day named; what was found goes into the chronology."""
    case, measure = _take_standing(measure, by, version)
    text = required(note_text, field="note", message="Enter what you found and why the measure stays.")
    review_on = _checked_review(measure.kind, review_on)
    save_fields(measure, review_on=review_on)
    meet_clocks(measure, by=by)
    _start_clock(measure, by=by, why="The measure was reviewed")
    note(case, text=f"{_name(measure)} reviewed. Next review {rules.day_in_words(review_on)}. {text}", by=by)
    record("case.measure_reviewed", by=by, obj=case, data=_data(measure))
    touch(case)
    return measure


@transaction.atomic
def end(*, measure: ProtectiveMeasure, reason: str, by: User, version: int | None = None) -> ProtectiveMeasure:
    """The measure ends, and why."""
    case, measure = _take_standing(measure, by, version)
    reason = required(reason, field="reason", message="Say why the measure ends.")
    save_fields(measure, ended_at=clock.now(), ended_by=by, end_reason=reason)
    cancel_clocks(measure, by=by, reason="The measure ended")
    note(case, text=f"{_name(measure)} ended: {reason}", by=by)
    record("case.measure_ended", by=by, obj=case, reason=reason, data=_data(measure))
    touch(case)
    return measure


def says(measure: ProtectiveMeasure) -> dict[str, object]:
    """What the measure says now, for somebody who opened an older version."""
    return {
        "detail": measure.detail,
        "review_on": clock.date_words(measure.review_on),
        "ended": clock.date_words(clock.london_date(measure.ended_at)) if measure.ended_at else "no",
        "end_reason": measure.end_reason,
    }


def _take_standing(measure: ProtectiveMeasure, by: User, version: int | None) -> tuple[Case, ProtectiveMeasure]:
    case = take(measure.case, by=by)
    rows = ProtectiveMeasure.objects.filter(case=case).select_related("party")
    row = take_row(rows, measure, version, says)
    row.case = case
    if row.ended_at is not None:
        raise Conflict("This measure has ended already.")
    return case, row


def _start_clock(measure: ProtectiveMeasure, *, by: User, why: str) -> None:
    """The review is for the case's owner; a day later than the rule allows is said beside the field."""
    starts = clock.now()
    rule_key = measure_clock(measure.kind)
    try:
        start_work_clock(
            measure, rule_key, owner=measure.case.owner, start_at=starts, why=why, by=by, due_on=measure.review_on
        )
    except Invalid as refused:
        raise Invalid({"review_on": refused.errors.get("due_on", [refused.message])}) from None


def _checked_review(kind: str, review_on: dt.date | None) -> dt.date:
    """The day of the next review: for a suspension four weeks on when none is named."""
    if review_on is None and kind == MeasureKind.SUSPENDED:
        return clock.today() + dt.timedelta(days=SUSPENSION_REVIEW_DAYS)
    if review_on is None:
        raise Invalid({"review_on": ["Enter the day on which the measure is looked at again."]})
    require(review_on >= clock.today(), "review_on", "The day must be today or later.")
    return review_on


def _checked_party(case: Case, kind: str, party: CaseParty | None) -> CaseParty | None:
    """Whom the measure is about: somebody of this case; an adult where it takes somebody away from work."""
    if party is not None and not case.parties.filter(pk=party.pk, removed_at__isnull=True).exists():
        raise Invalid({"party": ["Choose somebody of this case."]})
    if kind in ABOUT_AN_ADULT:
        require(party is not None and party.kind == PersonKind.ADULT, "party", "Choose the adult it is about.")
    return party


def _name(measure: ProtectiveMeasure) -> str:
    about = f" ({measure.party.label})" if measure.party else ""
    return f"{measure.get_kind_display()}{about}"


def _data(measure: ProtectiveMeasure) -> dict[str, Any]:
    return {"measure_id": measure.pk, "kind": measure.kind, "review_on": measure.review_on}
