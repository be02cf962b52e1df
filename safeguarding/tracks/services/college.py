"""The report to the College of Policing: made on a day, or not due and why (Police Act 1996 Part 4A; SI 2017/1135)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.rows import require, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.tracks import policies
from safeguarding.tracks.choices import ReportDecision, TrackKind
from safeguarding.tracks.models import CollegeReport
from safeguarding.tracks.services.clocks import meet_report_clock
from safeguarding.tracks.services.rows import NO_DAY_TO_COME


@transaction.atomic
def decide(
    *,
    report: CollegeReport,
    decision: str,
    reasons: str,
    by: User,
    reported_on: dt.date | None = None,
    their_reference: str = "",
    version: int | None = None,
) -> CollegeReport:
    """Record that the report was made, on which day, or why none is due."""
    case = take(report.case, by=by)
    policies.require_side(by, TrackKind.MISCONDUCT, case)
    report = take_row(CollegeReport.objects.filter(case=case).select_related("party"), report, version, says)
    report.case = case
    if not report.is_open:
        raise Conflict("This has been decided already.")
    require(decision in ReportDecision.values, "decision", "Choose whether the report was made.")
    is_reported = decision == ReportDecision.REPORTED
    if is_reported:
        reported_on = _checked_day(report, reported_on)
    else:
        reasons = required(reasons, field="reasons", message="Give the reasons why no report is due.")
    save_fields(
        report, decision=decision, reasons=reasons.strip(), reported_on=reported_on if is_reported else None,
        their_reference=their_reference.strip(), decided_at=clock.now(), decided_by=by,
    )  # fmt: skip
    at = min(clock.now(), clock.end_of_day(reported_on)) if is_reported and reported_on else clock.now()
    meet_report_clock(report, by=by, at=at)
    record("track.report_decided", by=by, obj=case, data={"report_id": report.pk})
    touch(case)
    return report


def says(report: CollegeReport) -> dict[str, object]:
    """What it says now, for somebody who opened an older version."""
    return {"decision": report.get_decision_display() if report.decision else "", "reasons": report.reasons}


def _checked_day(report: CollegeReport, reported_on: dt.date | None) -> dt.date:
    if reported_on is None:
        raise Invalid({"reported_on": ["Enter the day on which it was reported."]})
    require(reported_on <= clock.today(), "reported_on", NO_DAY_TO_COME)
    said = "It cannot have been reported before the day of the outcome or of leaving."
    require(reported_on >= report.begins_on, "reported_on", said)
    return reported_on
