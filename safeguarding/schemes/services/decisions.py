"""Deciding about a scheme: whether it may run, on which conditions, and when that is looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.schemes import rules
from safeguarding.schemes.choices import DecidedAs, SchemeStatus
from safeguarding.schemes.models import GovernanceDecision, Scheme
from safeguarding.schemes.policies import require_keeper
from safeguarding.schemes.services import clocks
from safeguarding.schemes.services.conditions import NewCondition, end_all, set_condition
from safeguarding.schemes.states import NEEDS_REVIEW, require_next

#: What an app above does with its own records of a scheme that is closed.
ClosedListener = Callable[..., object]
_CLOSED_LISTENERS: list[ClosedListener] = []
NO_CONDITION = "Set at least one condition: a scheme is tolerated on conditions"


def on_closed(listener: ClosedListener) -> None:
    """Have `listener(scheme, day=, by=)` called in the same transaction when a scheme is closed.

    The apps above say so when they start: what they hold of a scheme ends with it, or the closing is refused.
    """
    if listener not in _CLOSED_LISTENERS:
        _CLOSED_LISTENERS.append(listener)


@dataclass(frozen=True)
class NewDecision:
    """A decision about a scheme, taken by somebody who may be named without an account of their own."""

    outcome: str
    reason: str
    decided_by: str
    decided_as: str
    options: str = ""
    decided_on: dt.date | None = None
    review_on: dt.date | None = None


@transaction.atomic
def decide(
    scheme: Scheme, decision: NewDecision, *, version: int | None, by: User, conditions: tuple[NewCondition, ...] = ()
) -> GovernanceDecision:
    """Record a governance decision about a scheme. It says where the scheme stands from now on.

    Whatever may go on needs the day on which it is looked at again: six months on, unless another is named.
    """
    held = lock_fresh(Scheme.objects.select_related("force", "unit"), pk=scheme.pk, version=version)
    require_keeper(by, held)
    day = decision.decided_on or clock.today()
    errors = _errors(held, decision, day)
    if errors:
        raise Invalid(errors)
    require_next(held.status, decision.outcome)
    if decision.outcome == SchemeStatus.TOLERATED and not (conditions or held.conditions.in_force().exists()):
        raise Invalid({"outcome": [NO_CONDITION]})
    made = _write(held, decision, day, by=by)
    clocks.follow_decision(held, made, by=by)
    for condition in conditions:
        set_condition(held, condition, by=by)
    if made.outcome == SchemeStatus.CLOSED:
        end_all(held, reason="The scheme was closed.", by=by)
        clocks.stop_all(held, by=by)
        for listener in _CLOSED_LISTENERS:
            listener(held, day=day, by=by)
    return made


def _write(scheme: Scheme, decision: NewDecision, day: dt.date, *, by: User) -> GovernanceDecision:
    before = scheme.status
    review_on = (decision.review_on or rules.default_review(day)) if decision.outcome in NEEDS_REVIEW else None
    made = GovernanceDecision.objects.create(
        scheme=scheme, number=scheme.decisions.count() + 1, before=before, outcome=decision.outcome,
        options=decision.options.strip(), reason=decision.reason.strip(), decided_by=decision.decided_by.strip(),
        decided_as=decision.decided_as, decided_on=day, review_on=review_on, recorded_by=by,
    )  # fmt: skip
    save_fields(scheme, status=made.outcome, review_on=review_on, ends_on=_ends_on(scheme, made))
    record(
        "scheme.decided", by=by, obj=scheme,
        data={
            "number": made.number, "before": SchemeStatus(before).label, "outcome": SchemeStatus(made.outcome).label,
        },
    )  # fmt: skip
    return made


def _ends_on(scheme: Scheme, decision: GovernanceDecision) -> dt.date | None:
    """A closed scheme has ended, unless it never began; one that is proposed again has not."""
    if decision.before == SchemeStatus.CLOSED:
        return None
    never_began = scheme.starts_on is not None and scheme.starts_on > decision.decided_on
    if decision.outcome != SchemeStatus.CLOSED or never_began:
        return scheme.ends_on
    return scheme.ends_on or decision.decided_on


def _errors(scheme: Scheme, decision: NewDecision, day: dt.date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if decision.outcome not in SchemeStatus.values:
        errors["outcome"] = ["Select what was decided"]
    if not decision.reason.strip():
        errors["reason"] = ["Give the reason for the decision"]
    if not decision.decided_by.strip():
        errors["decided_by"] = ["Enter who decided"]
    if decision.decided_as not in DecidedAs:
        errors["decided_as"] = ["Select the rank or post of who decided"]
    if day > clock.today():
        errors["decided_on"] = ["The day of the decision must be today or in the past"]
    elif (last := scheme.decisions.first()) and day < last.decided_on:
        errors["decided_on"] = ["A later decision is on record. This one cannot lie before it"]
    if decision.review_on and decision.review_on <= day:
        errors["review_on"] = ["The review must come after the decision"]
    return errors
