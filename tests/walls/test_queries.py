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

from safeguarding.access.models import User
from safeguarding.assurance.models import Credential
from safeguarding.cases.choices import MeasureKind, ReferralKind
from safeguarding.cases.models import ChronologyEntry, Decision, ProtectiveMeasure, Referral, Review, Task
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from safeguarding.tracks.choices import TrackKind
from tests import cast as cast_module
from tests.cast import Cast, fresh, staff
from tests.factories import recommendations
from tests.factories.assurance import give
from tests.factories.schemes import tolerated
from tests.factories.tracks import a_track, an_ended_track
from tests.factories.triage import a_waiting_concern
from tests.factories.volume import registers
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 60
MOST_FOR_A_LIST, MOST_FOR_A_DETAIL = 12, 20
MOST_BYTES = 100_000
#: The same for three rows and for sixty, and still more than the others: they put together what lies in many tables.
MOST_OF = {
    "sessions": 18, "policies that are kept": 16, "a session": 27, "the board of recommendations": 22,
    "a recommendation": 22, "a recommendation from a case": 30, "the overview": 21, "case_history of a case": 23,
    # One more where something waits for the reader: the number beside the bell.
    "case of a case": 21, "a concern": 21,
    # The clocks first, then what each kind of them is about.
    "my work": 18,
}  # fmt: skip
#: Fifty schemes or people a page, each with every reason in words: no page but an answer to programs.
MOST_BYTES_OF = {"the API's gaps of all schemes": 200_000, "the API's matrix": 200_000}


@dataclass
class World:
    cast: Cast
    case: Any = None
    concern: Any = None
    scheme: Any = None
    adult: Any = None
    part: Any = None
    made: Any = None
    recommended: Any = None

    def grow(self, count: int) -> None:
        """So many more of everything."""
        cast = self.cast
        for number in range(count):
            a_track(cast.lena, a_case(cast), TrackKind.CHILD_PROTECTION)
            a_waiting_concern(cast, "asks_for_secrecy")
            Person.objects.create(
                force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type=PersonType.PCSO,
                given_name=f"Given{number}", family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam,
            )  # fmt: skip
            self.work_on_the_case(number)
            self.staff_a_scheme(number)
            self.made = registers(cast, number, self.made, self.scheme, self.part)
            late = recommendations.day(-60)
            self.recommended = self.recommended or recommendations.recorded(cast, late, case=self.case)
            recommendations.action(cast, self.recommended, owner=cast.lena, by=cast.lena)
        Deadline.objects.filter(owner__isnull=True).update(owner=cast.lena)

    def staff_a_scheme(self, number: int) -> None:
        """One more scheme; one more adult in the scheme whose page is asked; one thing more that somebody has."""
        tolerated(self.cast, f"Scheme {number}-{Scheme.objects.count()}")
        person = staff(self.cast, f"Adult{number}", "Example", PersonType.PCSO)
        self.scheme, self.adult = self.scheme or Scheme.objects.first(), self.adult or person
        part = Placement.objects.create(person=person, scheme=self.scheme, role="leader", starts_on=clock.today())
        self.part = self.part or part
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
        an_ended_track(lena, case)


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
    "the tracks of all cases": ("lena", lambda world: reverse("tracks:register")),
    "the tracks of all cases, those that are late": ("lena", lambda world: reverse("tracks:register") + "?late=on"),
    "the API's list of tracks": ("lena", lambda world: reverse("api:track-list")),
    "the API's list of cases": ("lena", lambda world: reverse("api:case-list")),
    "the API's list of concerns": ("lena", lambda world: reverse("api:concern-list")),
    "duplicates": ("cora", lambda world: reverse("matching:queue")),
    "merges": ("cora", lambda world: reverse("matching:merges")),
    "sessions": ("cora", lambda world: reverse("activities:session_list")),
    "the risk register": ("cora", lambda world: reverse("risk:entry_list")),
    "the board of recommendations": ("lena", lambda world: reverse("recommendations:board")),
    "policies to read": ("brian", lambda world: reverse("guidance:to_read")),
    "policies that are kept": ("cora", lambda world: reverse("guidance:document_list")),
    "groups of readers": ("cora", lambda world: reverse("guidance:group_list")),
    "imports": ("cora", lambda world: reverse("exchange:imports")),
    **{
        f"the API's list of {name}": (who, lambda world, name=name: reverse(f"api:{name}-list"))
        for who, names in {
            "cora": (
                "person",
                "duplicate",
                "merge",
                "scheme",
                "venue",
                "risk-assessment",
                "risk-entry",
                "requirement",
                "credential",
                "clearance",
                "import",
                "session",
                "policy",
                "policy-version",
                "policy-campaign",
                "audience-group",
            ),
            "brian": ("my-acknowledgement",),
        }.items()
        for name in names
    },
    "the API's list of posts": ("cora", lambda world: reverse("api:person-staff-role-list", args=[world.adult.pk])),
    "the API's list of parts": ("cora", lambda world: reverse("api:scheme-placement-list", args=[world.scheme.pk])),
}
DETAILS: dict[str, tuple[str, Callable[[World], str]]] = {
    f"{name} of a case": ("lena", lambda world, name=name: reverse(f"cases:{name}", args=[world.case.reference]))
    for name in (
        "case", "case_people", "case_chronology", "case_tasks", "case_referrals", "case_measures", "case_reviews",
        "case_decisions", "case_clocks", "case_access", "case_history",
    )
} | {
    "the lanes of a case": ("lena", lambda world: reverse("tracks:tracks", args=[world.case.reference])),
    "the API's tracks of a case": ("lena", lambda world: reverse("api:case-track-list", args=[world.case.reference])),
    "a concern": ("lena", lambda world: reverse("cases:concern", args=[world.concern.reference])),
    "the matrix": ("cora", lambda world: reverse("assurance:matrix")),
    "the matrix, only problems": ("cora", lambda world: reverse("assurance:matrix") + "?problems=on"),
    "gaps of all schemes": ("mona", lambda world: reverse("assurance:all_gaps")),
    "gaps of a scheme": ("mona", lambda world: reverse("assurance:scheme_gaps", args=[world.scheme.pk])),
    "what somebody has": ("cora", lambda world: reverse("assurance:credentials", args=[world.adult.pk])),
    "the overview": ("mona", lambda world: reverse("dashboards:overview")),
    "the API's gaps of all schemes": ("mona", lambda world: reverse("api:scheme-gaps-list")),
    "the API's matrix": ("cora", lambda world: reverse("api:compliance-matrix-list")),
    "a scheme": ("cora", lambda world: reverse("schemes:scheme", args=[world.scheme.pk])),
    "a session": ("cora", lambda world: reverse("activities:session", args=[world.made.session.pk])),
    "the risks of a scheme": ("cora", lambda world: reverse("risk:scheme_risk", args=[world.scheme.pk])),
    "a risk assessment": ("cora", lambda world: reverse("risk:assessment", args=[world.made.assessment.pk])),
    "a risk": ("cora", lambda world: reverse("risk:entry", args=[world.made.entry.pk])),
    "a recommendation": ("mona", lambda world: reverse("recommendations:recommendation", args=[world.made.held.pk])),
    "a recommendation from a case": (
        "lena", lambda world: reverse("recommendations:recommendation", args=[world.recommended.pk])
    ),
    "the board in columns": ("mona", lambda world: reverse("recommendations:columns")),
    "recommendations that may go out": ("mona", lambda world: reverse("recommendations:give_out")),
    "the API's list of recommendations": ("mona", lambda world: reverse("api:recommendation-list")),
    "the map of risks": ("mona", lambda world: reverse("risk:risk_map")),
    "a policy": ("cora", lambda world: reverse("guidance:document", args=[world.made.document.pk])),
    "who has read a policy": ("cora", lambda world: reverse("guidance:coverage", args=[world.made.version.pk])),
    "whom a policy has not reached": (
        "cora", lambda world: reverse("guidance:not_reached", args=[world.made.version.pk])
    ),
    "a campaign": ("cora", lambda world: reverse("guidance:campaign", args=[world.made.campaign.pk])),
    "an import": ("cora", lambda world: reverse("exchange:import", args=[world.made.run.pk])),
}  # fmt: skip
ALL = {**PAGES, **DETAILS}


def cost_of(reader: User, address: str) -> tuple[int, int]:
    """Queries and bytes of a page, once everything that is remembered between requests is known."""
    client = Client()
    client.force_login(reader)
    client.get(address)
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(found), len(answer.content)


def cost(world: World, name: str) -> tuple[int, int]:
    person, address = ALL[name]
    return cost_of(fresh(world.cast.users[person]), address(world))


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
    assert costs[MANY][name][0] <= MOST_OF.get(name, MOST_FOR_A_LIST)


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail_costs_few_queries(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[MANY][name][0] <= MOST_OF.get(name, MOST_FOR_A_DETAIL)


@pytest.mark.parametrize("name", ALL)
def test_a_page_weighs_little(costs: dict[int, dict[str, tuple[int, int]]], name: str) -> None:
    assert costs[MANY][name][1] < MOST_BYTES_OF.get(name, MOST_BYTES)
