"""What was decided about schemes by a day, and the conditions on which they ran, each with its last check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from safeguarding.schemes.models import ConditionCheck, GovernanceDecision, Scheme, SchemeCondition


class Decided(NamedTuple):
    """The last decision about a scheme by the day."""

    outcome: str
    decided_by: str
    decided_as: str
    review_on: dt.date | None


class Kept(NamedTuple):
    """A condition in force on the day, with the last check of it by then."""

    pk: int
    review_on: dt.date | None
    is_kept: bool | None
    checked_on: dt.date | None


def governed(scheme_ids: Iterable[int], day: dt.date) -> list[tuple[int, Decided | None, list[Kept]]]:
    """Of each scheme, in one read: the caller was allowed to read them."""
    decisions = GovernanceDecision.objects.filter(scheme=OuterRef("pk"), decided_on__lte=day).order_by("-number")
    standing = SchemeCondition.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), scheme=OuterRef("pk"))
    checks = ConditionCheck.objects.filter(condition=OuterRef("pk"), checked_on__lte=day).order_by("-checked_on", "-pk")
    conditions = standing.filter(set_on__lte=day).order_by("pk").annotate(last=_first(checks, "is_kept", "checked_on"))
    rows = Scheme.objects.filter(pk__in=scheme_ids).order_by()
    found = rows.values_list(
        "pk",
        _first(decisions, *Decided._fields),
        ArraySubquery(conditions.values(told=JSONObject(pk="pk", review_on="review_on", last="last"))),
    )
    return [(pk, _decided(decided), [_kept(one) for one in kept]) for pk, decided, kept in found]


def _first(rows: QuerySet[Any], *columns: str) -> Subquery:
    """These columns of the first of the rows, as one value."""
    return Subquery(rows.values(told=JSONObject(**{name: name for name in columns}))[:1])


def _decided(found: dict[str, Any] | None) -> Decided | None:
    return Decided(**{**found, "review_on": _day(found["review_on"])}) if found else None


def _kept(found: dict[str, Any]) -> Kept:
    last = found["last"] or {}
    return Kept(found["pk"], _day(found["review_on"]), last.get("is_kept"), _day(last.get("checked_on")))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
