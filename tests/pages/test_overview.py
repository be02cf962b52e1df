"""A manager looks: every number counts what the viewer may see, and is a link to the list that it counts."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from safeguarding.cases.choices import InDanger, LearnedHow, Route, Stage, Threshold, WhenKind
from safeguarding.cases.models import Case, Concern, ThresholdDecision
from safeguarding.cases.services import access
from safeguarding.core import clock
from safeguarding.deadlines.services import clocks
from tests.cast import Cast
from tests.factories.assurance import give
from tests.factories.schemes import tolerated
from tests.factories.states import brought_to

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'role="status">(\d+) in all')


def make_case(cast: Cast, number: int, *, unit=None, days_open: int = 3) -> Case:
    case = Case.objects.create(
        reference=f"SC-2026-{number:06d}", force=(unit or cast.hub).force, unit=unit or cast.hub,
        title="Contact with Child A by PCSO B", owner=cast.lena, supervisor=cast.sam, review_days=28,
        opened_at=clock.now() - dt.timedelta(days=days_open),
    )  # fmt: skip
    access.rebuild_access(case)
    return case


def make_concern(cast: Cast, number: int, *, received: dt.datetime, hours: float | None = None, unit=None) -> Concern:
    decided = received + dt.timedelta(hours=hours) if hours is not None else None
    concern = Concern.objects.create(
        reference=f"C-2026-{number:06d}", force=(unit or cast.hub).force, unit=unit or cast.hub,
        received_at=received, in_danger=InDanger.NO, what_happened="The secret narrative", when_kind=WhenKind.UNKNOWN,
        learned_how=LearnedHow.PARENT_TOLD,
    )  # fmt: skip
    if decided:
        brought_to(concern, "decided", decided_at=decided)
        ThresholdDecision.objects.create(
            concern=concern, threshold=Threshold.LOW_LEVEL, proposed_route=Route.LOW_LEVEL, proposal={},
            route=Route.LOW_LEVEL, rationale="small", decided_by=cast.lena, decided_at=decided,
        )  # fmt: skip
    return concern


@pytest.fixture
def full(cast: Cast) -> Cast:
    now = clock.now()
    for number, days in enumerate((3, 40, 100, 400), start=1):
        make_case(cast, number, days_open=days)
    make_case(cast, 90, unit=cast.other_hub)
    case = Case.objects.get(reference="SC-2026-000001")
    for rule, due in (("task_due", -3), ("measure_review", 2)):
        clocks.start(
            rule, subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
            unit=case.unit, owner=cast.lena, start_at=now - dt.timedelta(days=9), start_why="set", by=cast.lena,
            due_on=clock.today() + dt.timedelta(days=due),
        )  # fmt: skip
    for number, hours in enumerate((1, 2, 3, 4, 100), start=1):
        make_concern(cast, number, received=now - dt.timedelta(days=5), hours=hours)
    make_concern(cast, 20, received=now)
    make_concern(cast, 90, received=now, unit=cast.other_hub)
    return cast


@pytest.mark.parametrize("who", ["mona", "sam", "lena"])
def test_every_number_is_the_length_of_the_list_it_links_to(full: Cast, client: Client, who: str) -> None:
    client.force_login(full.users[who])
    page = client.get("/overview/").content.decode()
    links = re.findall(r'href="(/overview/[a-z]+/\?[^"]*)"[^>]*>(\d+)<', page)
    assert len(links) > 10
    for href, number in links:
        found = COUNT.search(client.get(unescape(href)).content.decode())
        assert found, href
        assert found.group(1) == number, href


def test_another_force_counts_for_nothing(full: Cast, client: Client) -> None:
    client.force_login(full.mona)
    page = client.get("/overview/cases/").content.decode()
    assert COUNT.search(page).group(1) == "4"
    assert "SC-2026-000090" not in page


def test_conflict_takes_a_case_off_the_numbers(full: Cast, client: Client) -> None:
    case = Case.objects.get(reference="SC-2026-000001")
    access.declare_conflict(case=case, user=full.mona, reason="knows the family", by=full.mona)
    client.force_login(full.mona)
    assert COUNT.search(client.get("/overview/cases/").content.decode()).group(1) == "3"
    assert COUNT.search(client.get("/overview/clocks/?when=late").content.decode()).group(1) == "0"


def test_numbers_are_kept_for_a_minute_but_never_past_a_conflict(full: Cast, client: Client) -> None:
    def open_cases() -> int:
        return client.get("/api/v1/overview/headlines/").json()[3]["value"]

    client.force_login(full.mona)
    assert open_cases() == 4
    make_case(full, 50)
    assert open_cases() == 4
    case = Case.objects.get(reference="SC-2026-000001")
    access.declare_conflict(case=case, user=full.mona, reason="knows the family", by=full.mona)
    assert open_cases() == 4, "the new case counted, the one in conflict did not"
    cache.clear()
    assert open_cases() == 4
    access.declare_conflict(case=Case.objects.get(reference="SC-2026-000002"), user=full.mona, reason="x", by=full.mona)
    assert open_cases() == 3


def test_numbers_of_one_set_of_conflicts_are_not_kept_for_another(full: Cast, client: Client) -> None:
    """Out of one conflict and into another within the minute: as many conflicts as before, and other numbers."""

    def late() -> int:
        return client.get("/api/v1/overview/headlines/").json()[0]["value"]

    late_case, quiet_case = (Case.objects.get(reference=f"SC-2026-00000{number}") for number in (1, 2))
    access.declare_conflict(case=late_case, user=full.mona, reason="knows the family", by=full.mona)
    client.force_login(full.mona)
    assert late() == 0
    access.withdraw_conflict(case=late_case, user=full.mona, reason="A mistake", by=full.lena)
    access.declare_conflict(case=quiet_case, user=full.mona, reason="knows the family", by=full.mona)
    assert late() == 1


def test_median_and_ninetieth_of_the_time_to_triage(full: Cast, client: Client) -> None:
    client.force_login(full.mona)
    answer = client.get("/api/v1/overview/triage-times/").json()
    median, ninetieth = answer["series"]
    assert [value for value in median["values"] if value is not None] == [3.0]
    assert [value for value in ninetieth["values"] if value is not None] == [61.6]


def test_no_narrative_reaches_a_manager(full: Cast, client: Client) -> None:
    client.force_login(full.mona)
    for address in ("/overview/", "/overview/concerns/", "/overview/cases/", "/overview/clocks/"):
        assert "secret narrative" not in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["pat", "cora", "brian", "nora", "adam", "aud"])
def test_the_overview_is_for_who_leads_and_manages(full: Cast, client: Client, who: str) -> None:
    client.force_login(full.users[who])
    for address in ("/overview/", "/overview/cases/", "/api/v1/overview/cases/"):
        assert client.get(address).status_code == 403


def test_a_list_is_called_by_the_words_of_its_column(full: Cast, client: Client) -> None:
    client.force_login(full.mona)
    page = client.get("/overview/concerns/?route=case_psd&learned=saw_it").content.decode()
    assert "safeguarding case with a PSD referral" in page
    assert "told as “I saw or heard it myself”" in page


@pytest.mark.parametrize(
    "query", ["month=2026-13", "month=\x00", "route=x", "page=999999999999999999999", "learned=%27"]
)
def test_odd_queries_are_no_error(full: Cast, client: Client, query: str) -> None:
    client.force_login(full.mona)
    assert client.get(f"/overview/concerns/?{query}").status_code == 200


def test_queries_stay_the_same_at_any_volume(full: Cast, client: Client, django_assert_num_queries) -> None:
    client.force_login(full.mona)
    with_few = count_queries(client)
    cache.clear()
    for number in range(200, 240):
        make_case(full, number)
        make_concern(full, number, received=clock.now() - dt.timedelta(days=1), hours=2)
    assert count_queries(client) == with_few
    assert Case.objects.filter(stage=Stage.OPEN).count() > 40


def count_queries(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get("/overview/").status_code == 200
    return len(queries)


def test_schemes_with_gaps_are_counted_as_the_report_lists_them(cast: Cast, client: Client) -> None:
    scheme = tolerated(cast, "Oakfield club")
    give(cast, "insurance", tolerated(cast, "Hilltop club"))
    client.force_login(cast.mona)
    page = client.get("/overview/").content.decode()
    assert "2 of 2 schemes lack something" in page
    chart = client.get("/api/v1/overview/schemes/").json()
    (series,) = chart["series"]
    for count, link in zip(series["values"], series["links"], strict=True):
        listed = client.get(link).content.decode()
        assert listed.count("/gaps/?control") + listed.count('/gaps/"') >= count
        assert ("Oakfield club" in listed) is (count > 0)
        assert ("Hilltop club" in listed) is (count == 2)
    for key in ("scheme_risk_assessment", "venue_risk_assessment"):
        give(cast, key, scheme)
    cache.clear()
    risk = chart["categories"].index("Risk assessment")
    assert series["values"][risk] == 2
    assert client.get("/api/v1/overview/schemes/").json()["series"][0]["values"][risk] == 1
