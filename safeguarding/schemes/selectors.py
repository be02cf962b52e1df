"""Named reads over schemes. Each starts from what the user may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Min, Prefetch, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.core import clock
from safeguarding.deadlines import rules as clock_rules
from safeguarding.deadlines.models import DeadlineRule
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import GovernanceDecision, Scheme, SchemeCondition
from safeguarding.schemes.rules import CONDITION_REVIEW


@dataclass(frozen=True)
class Lack:
    """Something that a scheme lacks today, in words; about what, and what is wrong."""

    about: str
    words: str


Lacks = Callable[[Scheme], list[Lack]]
_LACKS: list[Lacks] = []


def register_lacks(lacks: Lacks) -> None:
    """An app above says what a scheme lacks that it must have, and which adults are not active in it."""
    _LACKS.append(lacks)


def lacks_of(scheme: Scheme) -> list[Lack]:
    """What a scheme lacks, worked out now; for a scheme that the caller was allowed to read."""
    return [one for lacks in _LACKS for one in lacks(scheme)]


def scheme_list(user: User, *, words: str = "", status: str = "", kind: str = "") -> QuerySet[Scheme]:
    """The schemes of the user's force, by name."""
    schemes = Scheme.objects.visible_to(user).select_related("unit")
    if words:
        schemes = schemes.filter(Q(name__icontains=words) | Q(place__icontains=words))
    if status:
        schemes = schemes.filter(status=status)
    if kind:
        schemes = schemes.filter(kind=kind)
    return schemes.order_by("name", "pk")


def on_register_since(schemes: Iterable[Scheme]) -> dict[int, dt.date]:
    """When each of the schemes that have no first day on record came on the register, by its history."""
    ids = [one.pk for one in schemes if one.starts_on is None]
    if not ids:
        return {}
    history = Scheme.pgh_event_model.objects.filter(pgh_obj_id__in=ids)  # type: ignore[attr-defined]  # made by @track
    first = history.order_by().values_list("pgh_obj_id").annotate(Min("pgh_created_at"))
    return {pk: clock.london_date(at) for pk, at in first}


def review_overdue(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """Schemes whose review is late, and those let run on conditions for which none was ever set."""
    never = Q(status=SchemeStatus.TOLERATED, review_on__isnull=True)
    late = Q(review_on__lt=clock.today()) & ~Q(status__in=(SchemeStatus.PROPOSED, SchemeStatus.CLOSED))
    return schemes.filter(never | late)


def register_of(user: User) -> QuerySet[Scheme]:
    """The schemes of the user's force, for who may see the register: whose clocks they see too."""
    schemes: QuerySet[Scheme] = Scheme.objects.visible_to(user)
    return schemes if has_permission(user, Permission.SEE_SCHEMES) else schemes.none()


def with_conditions(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """The schemes, ready for a scheme's page: those conditions first that are in force."""
    conditions = SchemeCondition.objects.with_checks().order_by(F("ended_on").desc(nulls_first=True), "pk")
    decisions = GovernanceDecision.objects.select_related("recorded_by")
    return schemes.select_related("unit").prefetch_related(
        Prefetch("conditions", queryset=conditions), Prefetch("decisions", queryset=decisions)
    )


def next_check_by(day: dt.date) -> dt.date:
    """By when a condition that was set or checked on a day is checked again: its rule says so, and may be edited."""
    rule = DeadlineRule.objects.get(key=CONDITION_REVIEW)
    due_at = clock_rules.due_at(
        rule.basis, rule.amount, clock.end_of_day(day), rule.roll_to_working_day, bank_holiday_overrides()
    )
    return clock.london_date(due_at)
