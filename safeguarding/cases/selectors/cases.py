"""The list of cases a user sees: filters, orders and pages, at the same cost however many cases there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralStatus, Stage
from safeguarding.cases.models import Case, Referral
from safeguarding.cases.models.cases import CaseQuerySet
from safeguarding.cases.selectors.clock_names import titles
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.selectors import next_due_at, next_for

PAGE = 50

# The newest of each principal by index, then the newest of those: what `visible_to` says, without reading every row of
# somebody who sees many. Only numbers of cases come out; the cases themselves are read through `visible_to`.
NEWEST = """
    SELECT DISTINCT top.case_updated_at, top.case_id
    FROM unnest(%(principals)s::bigint[]) AS wanted (principal_id)
    CROSS JOIN LATERAL (
        SELECT DISTINCT listed.case_updated_at, listed.case_id
        FROM cases_caseaccess AS listed
        WHERE listed.principal_id = wanted.principal_id
          AND (%(before)s::timestamptz IS NULL OR listed.case_updated_at < %(before)s::timestamptz)
          AND (listed.expires_at IS NULL OR listed.expires_at > %(now)s)
          AND NOT EXISTS (SELECT FROM cases_caseconflict AS mine
                          WHERE mine.user_id = %(user)s AND mine.case_id = listed.case_id)
        ORDER BY listed.case_updated_at DESC, listed.case_id
        LIMIT %(last)s
    ) AS top
    ORDER BY top.case_updated_at DESC, top.case_id
    LIMIT %(size)s OFFSET %(first)s
"""

COUNT = """
    SELECT count(DISTINCT listed.case_id)
    FROM cases_caseaccess AS listed
    WHERE listed.principal_id = ANY(%(principals)s::bigint[])
      AND (listed.expires_at IS NULL OR listed.expires_at > %(now)s)
      AND NOT EXISTS (SELECT FROM cases_caseconflict AS mine
                      WHERE mine.user_id = %(user)s AND mine.case_id = listed.case_id)
"""

# Stages in the order a case goes through them.
STAGE_ORDER = Choose(*(When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)))

SORTS: dict[str, tuple[Any, ...]] = {
    "reference": ("reference",),
    "-reference": ("-reference",),
    "stage": (STAGE_ORDER.asc(), "-updated_at", "pk"),
    "-stage": (STAGE_ORDER.desc(), "-updated_at", "pk"),
    "opened": ("opened_at", "pk"),
    "-opened": ("-opened_at", "-pk"),
    "updated": ("updated_at", "-pk"),
    "-updated": ("-updated_at", "pk"),
    "clock": (F("next_due_at").asc(nulls_last=True), "pk"),
    "-clock": (F("next_due_at").desc(nulls_last=True), "pk"),
    "owner": ("owner__last_name", "owner__first_name", "pk"),
    "-owner": ("-owner__last_name", "-owner__first_name", "pk"),
}
NEWEST_FIRST = "-updated"


@dataclass(frozen=True)
class CaseFilter:
    """What somebody asked the list for. Nothing asked is everything they may see, the last changed first."""

    words: str = ""
    stages: tuple[str, ...] = ()
    urgent: bool = False
    restricted: bool = False
    mine: bool = False
    overdue: bool = False
    psd: bool = False
    referrals: tuple[str, ...] = ()
    opened_from: dt.date | None = None
    opened_to: dt.date | None = None
    sort: str = NEWEST_FIRST

    @property
    def asks_nothing(self) -> bool:
        """Whether the list is the plain one, newest first."""
        return self == CaseFilter()

    @property
    def narrows(self) -> bool:
        """Whether anything is left out, whatever the order."""
        return replace(self, sort=NEWEST_FIRST) != CaseFilter()


@dataclass(frozen=True)
class Row:
    """One line of the list: the case and the clock that runs out first."""

    case: Case
    next_clock: Deadline | None
    clock_title: str = ""


def matching(user: User, wanted: CaseFilter) -> CaseQuerySet:
    """The cases the user may see that answer the filter, in the order asked for."""
    cases = Case.objects.visible_to(user).filter(asked(user, wanted))
    if wanted.sort.lstrip("-") == "clock":
        cases = cases.annotate(next_due_at=next_due_at("case"))
    return cases.order_by(*SORTS[wanted.sort])


def count(user: User, wanted: CaseFilter) -> int:
    """How many there are. Without a filter it is counted on the access list alone."""
    if wanted.narrows:
        return matching(user, wanted).order_by().count()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, _who(user))
        (found,) = cursor.fetchone()
    return int(found)


def page_of(user: User, wanted: CaseFilter, *, first: int, size: int = PAGE) -> list[Row]:
    """The rows of one page: two queries for the cases and one for their clocks, however many cases there are."""
    return rows_of(user, _ids(user, wanted, first=first, size=size))


def rows_of(user: User, ids: list[int]) -> list[Row]:
    """The rows of these cases in this order, less what the user may not see."""
    cases = Case.objects.visible_to(user).select_related("owner", "unit").in_bulk(ids)
    clocks = next_for("case", cases)
    said = titles(user, clocks.values())
    return [Row(cases[pk], due := clocks.get(pk), said[due.pk] if due else "") for pk in ids if pk in cases]


def _ids(user: User, wanted: CaseFilter, *, first: int, size: int) -> list[int]:
    if wanted.asks_nothing:
        return newest_ids(user, first=first, size=size)
    return list(matching(user, wanted).values_list("pk", flat=True)[first : first + size])


def newest_ids(user: User, *, first: int, size: int, before: dt.datetime | None = None) -> list[int]:
    """The numbers of the cases last changed (before a moment), through the access list of each principal."""
    asked_for = {"first": first, "size": size, "last": first + size, "before": before}
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {**_who(user), **asked_for})
        return [case_id for _, case_id in cursor.fetchall()]


def _who(user: User) -> dict[str, Any]:
    return {"principals": user.principal_ids, "user": user.pk, "now": clock.now()}


def asked(user: User, wanted: CaseFilter) -> Q:
    """What a filter asks for. Of what the user may see it says nothing: that is `visible_to`."""
    found = _header(user, wanted) & _days(wanted)
    if wanted.overdue:
        late = Deadline.objects.overdue().filter(subject_type="case")
        found &= Q(pk__in=late.values("subject_id"))
    if wanted.referrals:
        made = Referral.objects.filter(kind__in=wanted.referrals).exclude(status=ReferralStatus.NOT_NEEDED)
        found &= Q(pk__in=made.values("case_id"))
    return found


def _header(user: User, wanted: CaseFilter) -> Q:
    found = Q()
    if wanted.words:
        found &= Q(reference__icontains=wanted.words) | Q(title__icontains=wanted.words)
    if wanted.stages:
        found &= Q(stage__in=wanted.stages)
    if wanted.urgent:
        found &= Q(is_urgent=True)
    if wanted.restricted:
        found &= Q(is_restricted=True)
    if wanted.mine:
        found &= Q(owner=user)
    if wanted.psd:
        found &= Q(psd_unit__isnull=False)
    return found


def _days(wanted: CaseFilter) -> Q:
    """Opened between two days, both included, by the London calendar."""
    found = Q()
    if wanted.opened_from:
        found &= Q(opened_at__gte=dt.datetime.combine(wanted.opened_from, dt.time(0), tzinfo=clock.LONDON))
    if wanted.opened_to:
        found &= Q(opened_at__lte=clock.end_of_day(wanted.opened_to).replace(microsecond=999_999))
    return found
