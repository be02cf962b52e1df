"""What every page of one case shows around its content: how much of each kind there is, and the next clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.cases import policies
from safeguarding.cases.choices import GrantKind, ReferralStatus, TaskStatus
from safeguarding.cases.models import (
    Case,
    CaseParty,
    ChronologyEntry,
    Decision,
    ProtectiveMeasure,
    Referral,
    Review,
    Task,
)
from safeguarding.cases.policies import Standing
from safeguarding.cases.selectors.case_clocks import kinds_of_case, of_case
from safeguarding.deadlines.models import Deadline

#: A referral in one of these still waits for something.
PENDING_REFERRAL = (ReferralStatus.TO_SEND, ReferralStatus.SENT, ReferralStatus.ANSWERED)


@dataclass(frozen=True)
class Tab:
    """A page of every case that an app above adds. `rows` are counted by their case.

    They are the same for whoever asks, and at any time, for the query is written once in a process. The page is for
    whoever reads the content, unless `is_for_masked` opens it to whoever sees the header alone.

    A page whose number would differ from reader to reader has no rows, and shows none. One that is `part_of` a page
    has no place of its own among them: it stands with that page, before it.
    """

    text: str
    key: str
    address_name: str
    rows: Callable[[], QuerySet] | None = None
    part_of: str = ""
    is_for_masked: bool = False
    #: What the header of the case says while there is any of it, such as a hold.
    flag: str = ""
    #: The key of the page that it stands behind.
    after: str = "reviews"


_TABS: list[Tab] = []


def register_tab(
    text: str, *, key: str, address_name: str, rows: Callable[[], QuerySet] | None = None, part_of: str = "",
    is_for_masked: bool = False, flag: str = "", after: str = "reviews",
) -> None:  # fmt: skip
    """Add a page to the sub-navigation of every case. Called once, when the app that has the page is ready."""
    if all(tab.key != key for tab in _TABS):
        _TABS.append(Tab(text, key, address_name, rows, part_of, is_for_masked, flag, after))


def added_tabs(part_of: str = "") -> tuple[Tab, ...]:
    return tuple(tab for tab in _TABS if tab.part_of == part_of)


def flags(counts: dict[str, int]) -> list[str]:
    """What the header says of the case because of what its pages count."""
    return [tab.flag for tab in _TABS if tab.flag and counts.get(tab.key)]


def tab_counts(case: Case) -> dict[str, int]:
    """How many people, entries, decisions, open tasks … the case has, by page, in one query."""
    counting = _counting(tuple(tab for tab in _TABS if tab.rows is not None))
    with connection.cursor() as cursor:
        cursor.execute(counting.sql, counting.of(case.pk))
        return dict(zip(counting.keys, cursor.fetchone(), strict=True))


@dataclass(frozen=True)
class Counting:
    """The query that counts what a case has. It is the same for every case but for the case's number."""

    keys: tuple[str, ...]
    sql: str
    given: tuple[Any, ...]

    def of(self, pk: int) -> tuple[Any, ...]:
        return tuple(pk if value == NO_CASE else value for value in self.given)


#: Stands in the query for the number of the case. No other number in it is below nought.
NO_CASE = -1


@cache
def _counting(tabs: tuple[Tab, ...]) -> Counting:
    """Worked out once in a process: to write a dozen counts as SQL takes several times as long as to ask them."""
    counted = {
        "people": _of_case(CaseParty.objects.filter(removed_at__isnull=True)),
        "chronology": _of_case(ChronologyEntry.objects.filter(correction__isnull=True)),
        "decisions": _of_case(Decision.objects.all()),
        "tasks": _of_case(Task.objects.filter(status=TaskStatus.OPEN)),
        "referrals": _of_case(Referral.objects.filter(status__in=PENDING_REFERRAL)),
        "reviews": _of_case(Review.objects.all()),
        "measures": _of_case(ProtectiveMeasure.objects.filter(ended_at__isnull=True)),
    }
    counted |= {tab.key: _of_case(tab.rows()) for tab in tabs if tab.rows is not None}
    named = {f"{key}_count": how_many for key, how_many in counted.items()}
    found = Case.objects.filter(pk=NO_CASE).annotate(**named).values_list(*named)
    sql, given = found.query.sql_with_params()
    return Counting(tuple(counted), sql, tuple(given))


def running_clocks(case: Case, user: User) -> list[Deadline]:
    """The running clocks of the case, and of the parts of it that this reader sees, the nearest first."""
    found = Deadline.objects.visible_to(user, kinds=kinds_of_case()).running().filter(of_case(case))
    return list(found.select_related("rule").order_by("due_at", "pk"))


def purpose_of(standing: Standing) -> tuple[str, str]:
    """Why somebody looks at a case, from how they come to it; with words where the purpose alone says too little."""
    if standing.ways == {f"grant:{GrantKind.BREAK_GLASS}"}:
        return Purpose.OTHER, "Emergency access; the reason is on the access page"
    if standing.may(policies.SUPERVISE) or not standing.may(policies.WORK):
        return Purpose.SUPERVISION, ""
    return Purpose.CASE_WORK, ""


def _of_case(rows: QuerySet) -> Coalesce:
    return _count(rows.filter(case=OuterRef("pk")), "case_id")


def _count(rows: QuerySet, key: str) -> Coalesce:
    counted = rows.order_by().values(key).annotate(how_many=Count("pk")).values("how_many")
    return Coalesce(Subquery(counted), 0)
