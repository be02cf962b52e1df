"""Schemes with what was decided about them."""

from __future__ import annotations

import datetime as dt

from safeguarding.core import clock
from safeguarding.schemes.choices import ConditionKind, DecidedAs, SchemeKind, SchemeStatus
from safeguarding.schemes.models import Scheme, SchemeCondition
from safeguarding.schemes.services import add_scheme, decide
from safeguarding.schemes.services.conditions import NewCondition
from safeguarding.schemes.services.decisions import NewDecision
from safeguarding.schemes.services.register import SchemeDetails
from tests.cast import Cast, fresh

CHIEF = "An assistant chief constable"


def days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def proposed(cast: Cast, name: str = "Oakfield club", kind: str = SchemeKind.UNOFFICIAL) -> Scheme:
    return add_scheme(SchemeDetails(name=name, kind=kind, unit=cast.cadets), by=fresh(cast.cora))


def condition(kind: str = ConditionKind.TEACHER_PRESENT, **given: object) -> NewCondition:
    return NewCondition(**{"kind": kind, "text": "A teacher is in the room", "set_by": CHIEF, **given})  # type: ignore[arg-type]  # by name


def tolerated(cast: Cast, name: str = "Oakfield club", *conditions: NewCondition, ago: int = 0) -> Scheme:
    """A scheme that is let run on conditions."""
    scheme = proposed(cast, name)
    decision = NewDecision(
        outcome=SchemeStatus.TOLERATED, reason="The school asked for it", decided_by=CHIEF,
        decided_as=DecidedAs.CHIEF_OFFICER, decided_on=days_ago(ago),
    )  # fmt: skip
    decide(scheme, decision, version=None, by=fresh(cast.mona), conditions=conditions or (condition(),))
    return Scheme.objects.get(pk=scheme.pk)


def only_condition(scheme: Scheme) -> SchemeCondition:
    return scheme.conditions.with_checks().get()
