"""The list of cases: what it shows, how it narrows, what it costs, and its export."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind, ReferralKind, Stage
from safeguarding.cases.models import Case, Referral
from safeguarding.cases.selectors import cases as selector
from safeguarding.cases.selectors.cases import SORTS, CaseFilter
from safeguarding.cases.services import access, casework
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.casework import signed_in
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db
LIST = "/cases/"


def shown(client: Client, query: str = "") -> list[str]:
    return [row.case.reference for row in client.get(f"{LIST}{query}").context["rows"]]


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_page_costs_the_same_for_one_case_and_for_sixty_and_at_most_twelve_queries(cast: Cast) -> None:
    client = signed_in(cast.lena)
    a_case(cast)
    one = {address: queries(client, address) for address in (LIST, f"{LIST}?flag=mine&sort=clock")}
    for _ in range(59):
        a_case(cast)
    assert {address: queries(client, address) for address in one} == one
    assert max(one.values()) <= 12
    assert len(shown(client)) == 50
    assert len(shown(client, "?page=2")) == 10
    assert len(client.get(LIST).content) < 100_000


def test_the_last_changed_comes_first_and_no_case_twice(cast: Cast) -> None:
    cases = [a_case(cast) for _ in range(4)]
    for case in cases:
        access.put_grant(case=case, user=cast.lena, kind=GrantKind.LEAD, reason="x", by=cast.system)
        access.put_grant(case=case, user=cast.lena, kind=GrantKind.INVESTIGATE, reason="x", by=cast.system)
    casework.edit_header(case=cases[1], by=fresh(cast.lena), version=None, situation="New")
    first = [cases[1], *reversed([case for case in cases if case != cases[1]])]
    assert shown(signed_in(cast.lena)) == [case.reference for case in first]


def test_the_quick_way_to_the_newest_agrees_with_the_one_rule_for_everybody(cast: Cast) -> None:
    cases = [a_case(cast) for _ in range(7)]
    casework.restrict(case=cases[0], reason="x", by=fresh(cast.sam))
    access.declare_conflict(case=cases[1], user=cast.leo, reason="x", by=fresh(cast.lena))
    until = clock.now() + dt.timedelta(days=1)
    access.grant(case=cases[2], user=cast.pat, kind=GrantKind.ACCESS, reason="x", by=fresh(cast.sam), expires_at=until)
    access.put_grant(
        case=cases[3], user=cast.pat, kind=GrantKind.ACCESS, reason="x", by=cast.system,
        expires_at=clock.now() - dt.timedelta(seconds=1),
    )  # fmt: skip
    for user in map(fresh, cast.users.values()):
        wanted = list(Case.objects.visible_to(user).order_by("-updated_at", "pk").values_list("pk", flat=True))
        assert selector.newest_ids(user, first=0, size=50) == wanted, user
        assert selector.newest_ids(user, first=2, size=3) == wanted[2:5], user
        assert selector.count(user, CaseFilter()) == len(wanted), user


def test_every_filter_narrows_to_what_it_says(cast: Cast) -> None:
    plain, other = a_case(cast), a_case(cast, owner=cast.leo, is_urgent=True, psd_unit=cast.psd, review_days=7)
    Case.objects.filter(pk=other.pk).update(
        stage=Stage.ASSESSING, is_restricted=True, opened_at=clock.now() - dt.timedelta(days=40)
    )
    Referral.objects.create(case=other, kind=ReferralKind.LADO, why="x", created_by=cast.leo)
    late = clock.now() - dt.timedelta(days=1)
    Deadline.objects.filter(subject_type="case", subject_id=other.pk).update(due_at=late, computed_due_at=late)
    client = signed_in(cast.lena)
    old = clock.london_date(clock.now() - dt.timedelta(days=40))
    day = f"opened_to-day={old.day}&opened_to-month={old.month}&opened_to-year={old.year}"
    for query in ("flag=urgent", "flag=restricted", "flag=overdue", "flag=psd", "stage=assessing", "referral=lado",
                  day, f"q={other.reference[-4:]}"):  # fmt: skip
        assert shown(client, f"?{query}") == [other.reference], query
    assert shown(client, "?flag=mine") == [plain.reference]
    assert shown(client, "?flag=mine&flag=urgent") == []


def test_a_filter_that_cannot_be_understood_says_so_and_hides_nothing(cast: Cast) -> None:
    case = a_case(cast)
    response = signed_in(cast.lena).get(
        f"{LIST}?opened_from-day=32&opened_from-month=1&opened_from-year=2026&stage=odd"
    )
    assert [row.case for row in response.context["rows"]] == [case]
    assert "must be a real date" in response.content.decode()


@pytest.mark.parametrize("sort", [*SORTS, "nonsense"])
def test_every_order_shows_every_case(cast: Cast, sort: str) -> None:
    cases = {a_case(cast).reference for _ in range(3)}
    assert set(shown(signed_in(cast.lena), f"?sort={sort}")) == cases


def test_the_next_clock_is_said_in_words_and_late_is_marked(cast: Cast) -> None:
    case = a_case(cast)
    late = clock.now() - dt.timedelta(days=3)
    Deadline.objects.filter(subject_id=case.pk).update(due_at=clock.end_of_day(late.date()), computed_due_at=late)
    page = signed_in(cast.lena).get(LIST).content.decode()
    assert "3 days late" in page
    assert "app-row-late" in page


def test_who_sees_nothing_is_told_what_would_be_here(cast: Cast) -> None:
    a_case(cast)
    page = signed_in(cast.nora).get(LIST).content.decode()
    assert "No cases yet" in page
    assert "0 cases" in page


def test_the_export_is_marked_safe_from_formulas_and_recorded(cast: Cast) -> None:
    case = a_case(cast, title="=HYPERLINK(1)")
    a_case(cast, owner=cast.leo)
    response = signed_in(cast.lena).get(f"{LIST}?flag=mine&as=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][0] == rows[-1][0] == "OFFICIAL-SENSITIVE"
    assert [row[:2] for row in rows[2:-1]] == [[case.reference, "'=HYPERLINK(1)"]]
    event = AuditEvent.objects.get(verb="case.list_exported")
    told = {"list": "cases", "as": "csv", "count": 1}
    assert (event.operation, event.data, event.actor_id) == ("disclosure", told, cast.lena.pk)
