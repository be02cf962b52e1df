"""The clocks of a scheme: when it is decided about again, and when each condition is checked again."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.access.selectors import who_sees_to_it
from safeguarding.core import clock
from safeguarding.deadlines.services import (
    cancel_for_source,
    cancel_for_subject,
    meet_for_source,
    meet_for_subject,
    start,
)
from safeguarding.schemes.models import GovernanceDecision, Scheme, SchemeCondition
from safeguarding.schemes.rules import CONDITION_REVIEW, REVIEW

CONDITION = "schemecondition"


def follow_decision(scheme: Scheme, decision: GovernanceDecision, *, by: User) -> None:
    """The review that this decision is was due; the next one runs from it."""
    meet_for_subject(REVIEW, subject_type="scheme", subject_id=scheme.pk, by=by)
    if decision.review_on:
        _start(
            REVIEW, scheme, decision.decided_on, f"Decision {decision.number} was taken", by=by,
            due_on=decision.review_on,
        )  # fmt: skip


def stop_all(scheme: Scheme, *, by: User) -> None:
    """Nothing is due of a scheme that is closed."""
    cancel_for_subject(subject_type="scheme", subject_id=scheme.pk, by=by, reason="The scheme is closed.")


def follow_check(condition: SchemeCondition, *, since: dt.date, why: str, by: User) -> None:
    """A check that was due has been made, and the next one is due."""
    meet_for_source(source_type=CONDITION, source_id=condition.pk, by=by)
    _start(
        CONDITION_REVIEW, condition.scheme, since, why, by=by, due_on=condition.review_on, source_type=CONDITION,
        source_id=condition.pk,
    )  # fmt: skip


def stop_condition(condition: SchemeCondition, *, by: User) -> None:
    """A condition that was ended is not checked again."""
    cancel_for_source(source_type=CONDITION, source_id=condition.pk, by=by, reason="The condition was ended.")


def _start(
    rule: str, scheme: Scheme, day: dt.date, why: str, *, by: User, due_on: dt.date | None, source_type: str = "",
    source_id: int | None = None,
) -> None:  # fmt: skip
    # The label goes into calendars, so it is not the scheme's name: that often says which school it is.
    start(
        rule, subject_type="scheme", subject_id=scheme.pk, subject_label=f"Scheme {scheme.pk}", force=scheme.force,
        unit=scheme.unit, owner=who_sees_to_it(scheme, by), start_at=clock.end_of_day(day),
        start_why=why, by=by, due_on=due_on, source_type=source_type, source_id=source_id,
    )  # fmt: skip
