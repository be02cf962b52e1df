"""A page costs the same number of queries whatever the volume, few of them, and few bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.assurance.models import Credential
from safeguarding.cases.choices import MeasureKind, ReferralKind
from safeguarding.cases.models import ChronologyEntry, Decision, ProtectiveMeasure, Referral, Review, Task
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from tests import cast as cast_module
from tests.cast import Cast, fresh, staff
from tests.factories.assurance import give
from tests.factories.schemes import tolerated
from tests.factories.triage import a_waiting_concern
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 60
MOST_FOR_A_LIST, MOST_FOR_A_DETAIL = 12, 20
MOST_BYTES = 100_000


@dataclass
class World:
    cast: Cast
    case: Any = None
    concern: Any = None
    scheme: Any = None
    adult: Any = None

    def grow(self, count: int) -> None:
        """So many more of everything."""
        cast = self.cast
        for number in range(count):
            a_case(cast)
            a_waiting_concern(cast, "asks_for_secrecy")
            Person.objects.create(
                force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type=PersonType.PCSO,
                given_name=f"Given{number}", family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam,
            )  # fmt: skip
            self.work_on_the_case(number)
            self.staff_a_scheme(number)
        Deadline.objects.filter(owner__isnull=True).update(owner=cast.lena)

    def staff_a_scheme(self, number: int) -> None:
        """One more scheme; one more adult in the scheme whose page is asked; one thing more that somebody has."""
        tolerated(self.cast, f"Scheme {number}-{Scheme.objects.count()}")
        person = staff(self.cast, f"Adult{number}", "Example", PersonType.PCSO)
        self.scheme, self.adult = self.scheme or Scheme.objects.first(), self.adult or person
        Placement.objects.create(person=person, scheme=self.scheme, role="leader", starts_on=clock.today())
        give(self.cast, "references", self.adult, ago=10 + Credential.objects.count())

    def work_on_the_case(self, number: int) -> None:
        case, lena, today = self.case, self.cast.lena, clock.today()
        given = {"case": case, "created_by": lena}
        Task.objects.create(**given, title="Ring", owner=lena, due_on=today)
        Referral.objects.create(**given, kind=ReferralKind.SCHOOL, why="Why")
        ProtectiveMeasure.objects.create(**given, kind=MeasureKind.OTHER, detail="x", starts_on=today, review_on=today)
        ChronologyEntry.objects.create(case=case, kind="call", text="Rang", precision="unknown", author=lena)
        Decision.objects.create(
            case=case, number=case.decisions.count() + 1, question="?", options="a", decision="b", reason="c",
            decided_by=lena,
        )  # fmt: skip
        Review.objects.create(case=case, progress="a", next_steps="b", held_by=self.cast.sam)


PAGES: dict[str, tuple[str, Callable[[World], str]]] = {
    "the list of cases": ("lena", lambda world: reverse("cases:case_list")),
    "the list of cases, narrowed": ("lena", lambda world: reverse("cases:case_list") + "?stage=open&overdue=on"),
    "the triage queue": ("lena", lambda world: reverse("cases:triage_queue") + "?queue=new"),
    "search": ("lena", lambda world: reverse("cases:search") + "?q=example"),
    "search by the beginning of a reference": ("lena", lambda world: reverse("cases:search") + "?q=C-2026"),
    "my work": ("lena", lambda world: reverse("cases:my_work")),
    "my concerns": ("pat", lambda world: reverse("cases:my_concerns")),
    "people": ("lena", lambda world: reverse("people:person_list")),
    "schemes": ("cora", lambda world: reverse("schemes:scheme_list")),
    "notices": ("lena", lambda world: reverse("notices:notice_list")),
    "the open cases behind a number": ("mona", lambda world: reverse("dashboards:cases")),
    "the clocks behind a number": ("mona", lambda world: reverse("dashboards:clocks")),
    "the concerns behind a number": ("mona", lambda world: reverse("dashboards:concerns")),
    "the API's list of cases": ("lena", lambda world: reverse("api:case-list")),
    "the API's list of concerns": ("lena", lambda world: reverse("api:concern-list")),
}
DETAILS: dict[str, tuple[str, Callable[[World], str]]] = {
    f"{name} of a case": ("lena", lambda world, name=name: reverse(f"cases:{name}", args=[world.case.reference]))
    for name in (
        "case", "case_people", "case_chronology", "case_tasks", "case_referrals", "case_measures", "case_reviews",
        "case_decisions", "case_clocks", "case_access", "case_history",
    )
} | {
    "a concern": ("lena", lambda world: reverse("cases:concern", args=[world.concern.reference])),
    "the matrix": ("cora", lambda world: reverse("assurance:matrix")),
    "the matrix, only problems": ("cora", lambda world: reverse("assurance:matrix") + "?problems=on"),
    "gaps of all schemes": ("mona", lambda world: reverse("assurance:all_gaps")),
    "gaps of a scheme": ("mona", lambda world: reverse("assurance:scheme_gaps", args=[world.scheme.pk])),
    "what somebody has": ("cora", lambda world: reverse("assurance:credentials", args=[world.adult.pk])),
    "the overview": ("mona", lambda world: reverse("dashboards:overview")),
}  # fmt: skip
ALL = {**PAGES, **DETAILS}


def cost(world: World, name: str) -> tuple[int, int]:
    """Queries and bytes of a page, once everything that is remembered between requests is known."""
    person, address = ALL[name]
    client = Client()
    client.force_login(fresh(world.cast.users[person]))
    client.get(address(world))
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address(world))
    assert answer.status_code == 200, name
    return len(found), len(answer.content)


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[int, dict[str, tuple[int, int]]]]:
    """Every page, with three rows and with sixty."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(cast_module.build())
        world.case, world.concern = a_case(world.cast), a_waiting_concern(world.cast, "asks_for_secrecy")
        the_child(world.cast, world.case)
        the_pcso(world.cast, world.case)
        world.grow(FEW - 1)
        found = {FEW: {name: cost(world, name) for name in ALL}}
        world.grow(MANY - FEW)
        yield found | {MANY: {name: cost(world, name) for name in ALL}}
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ALL)
def test_a_page_costs_the_same_whatever_the_volume(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[FEW][name][0] == costs[MANY][name][0]


@pytest.mark.parametrize("name", PAGES)
def test_a_list_costs_few_queries(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[MANY][name][0] <= MOST_FOR_A_LIST


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail_costs_few_queries(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[MANY][name][0] <= MOST_FOR_A_DETAIL


@pytest.mark.parametrize("name", ALL)
def test_a_page_weighs_little(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[MANY][name][1] < MOST_BYTES
