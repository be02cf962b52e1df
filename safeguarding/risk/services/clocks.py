"""The clocks of risk: when an assessment is made again, an entry looked at again, and something done."""

from __future__ import annotations

from safeguarding.access.choices import Role
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.core import clock
from safeguarding.deadlines.services import cancel_for_subject, meet_for_subject, start
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.selectors.reviews import rule_of

ASSESSMENT, ENTRY, ACTION = "riskassessment", "riskregisterentry", "riskaction"


def follow_approval(held: RiskAssessment, *, by: User) -> None:
    """An approved assessment is made again by the day that was set: whoever wrote it is reminded."""
    start(
        rule_of(held.kind), subject_type=ASSESSMENT, subject_id=held.pk, subject_label=held.reference,
        force=held.scheme.force, unit=held.scheme.unit,
        owner=held.written_by if not held.written_by.is_system else a_coordinator(held.scheme.unit),
        start_at=clock.end_of_day(held.approved_on or clock.today()), start_why="It was approved",
        due_on=held.review_on, by=by,
    )  # fmt: skip


def meet_review(held: RiskAssessment, *, by: User) -> None:
    """The new assessment that was due has been approved."""
    meet_for_subject(rule_of(held.kind), subject_type=ASSESSMENT, subject_id=held.pk, by=by)


def stop_review(held: RiskAssessment, *, by: User) -> None:
    cancel_for_subject(subject_type=ASSESSMENT, subject_id=held.pk, by=by, reason="It was withdrawn.")


def a_coordinator(unit: Unit) -> User | None:
    """A coordinator of the unit, or else of the force: for what the system recorded."""
    near = users_in_role(Role.COORDINATOR, unit_ids=[unit.pk])
    anywhere = users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(unit.force_id))
    return near.order_by("pk").first() or anywhere.order_by("pk").first()
