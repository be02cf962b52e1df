"""Learning reports, bulletins and what schemes answer: a page costs the same for three rows and for sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.learning.models import SchemeReply, SelfAssessment
from safeguarding.people.choices import PersonKind, PersonType
from tests import cast as cast_module
from tests.cast import fresh, staff
from tests.factories.investigations import put_investigation
from tests.factories.learning import a_bulletin, a_report, approved, out
from tests.factories.schemes import tolerated
from tests.factories.work import a_case, the_child, the_pcso
from tests.walls.test_queries import FEW, MANY, MOST_BYTES, MOST_FOR_A_DETAIL, MOST_FOR_A_LIST, cost_of

pytestmark = pytest.mark.django_db
World = SimpleNamespace
Address = Callable[[World], str]


def of(name: str, *things: str) -> Address:
    """A page, with the numbers of these things in its address."""
    return lambda world: reverse(name, args=[getattr(world, one).pk for one in things])


LISTS: dict[str, tuple[str, Address]] = {
    "learning reports": ("lena", of("learning:report_list")),
    "bulletins": ("lena", of("learning:bulletin_list")),
    "self-assessments": ("cora", of("learning:reply_list")),
    "self-assessments that wait": ("cora", lambda world: reverse("learning:reply_list") + "?standing=waiting"),
    "what a scheme was asked": ("cora", of("learning:of_scheme", "scheme")),
    "the API's reports": ("lena", of("api:learning-report-list")),
    "the API's bulletins": ("lena", of("api:bulletin-list")),
    "the API's self-assessments": ("cora", of("api:self-assessment-list")),
}
DETAILS: dict[str, tuple[str, Address]] = {
    "a report": ("lena", of("learning:report", "report")),
    "a draft": ("lena", of("learning:report", "draft")),
    "a draft of which one reads a part": ("lena", of("learning:edit", "draft")),
    "a draft that is written": ("piers", of("learning:edit", "draft")),
    "what the guard found": ("lena", of("learning:guard", "draft")),
    "the reports of a case": ("lena", lambda world: reverse("learning:of_case", args=[world.case.reference])),
    "a bulletin": ("lena", of("learning:bulletin", "bulletin")),
    "a bulletin that is begun": ("lena", of("learning:bulletin_begin")),
    "a self-assessment": ("cora", of("learning:assessment", "sent")),
    "what a scheme answers": ("cora", of("learning:reply", "sent", "asked")),
    "the API's draft": ("lena", of("api:learning-report-detail", "draft")),
    "the API's self-assessment": ("cora", of("api:self-assessment-detail", "sent")),
}
ALL = {**LISTS, **DETAILS}
#: A draft that is written is looked through by the guard, which gathers everything on record of everybody in the case.
MOST_OF = {
    "a draft of which one reads a part": 50, "a draft that is written": 50, "what the guard found": 50, "a draft": 50,
    "the reports of a case": 26,
}  # fmt: skip


def grow(world: World, numbers: range) -> None:
    """So many more of everything: reports of the case and of others, bulletins, schemes asked, people in the case."""
    cast = world.cast
    for number in numbers:
        report = approved(cast, world.case, number=100 + number)
        a_report(cast, world.case, number=200 + number)
        out(a_bulletin(cast, world.report, report, number=number), cast)
        scheme = tolerated(cast, f"Asked {number}")
        SchemeReply.objects.create(assessment=world.sent, scheme=scheme)
        sent = _sent(world)
        SchemeReply.objects.create(assessment=sent, scheme=world.scheme)
        person = staff(cast, f"Colleague{number}", "Example", PersonType.PCSO)
        world.case.parties.create(
            label=f"PCSO {number}", kind=PersonKind.ADULT, person_type=PersonType.PCSO, person=person,
            role=PartyRole.WITNESS, added_by=cast.lena,
        )  # fmt: skip


def _sent(world: World) -> SelfAssessment:
    return SelfAssessment.objects.create(
        force=world.cast.force, report=world.report, questions=["What was done?"], due_on=clock.today(),
        sent_by=world.cast.lena,
    )  # fmt: skip


def cost(world: World, name: str) -> tuple[int, int]:
    person, address = ALL[name]
    return cost_of(fresh(world.cast.users[person]), address(world))


Costs = dict[int, dict[str, tuple[int, int]]]


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[Costs]:
    """Everything, with three rows and with sixty."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        world = SimpleNamespace(cast=cast, case=a_case(cast, psd_unit=cast.psd), scheme=tolerated(cast))
        rebuild_access(world.case)
        the_child(cast, world.case)
        put_investigation(world.case, the_pcso(cast, world.case))
        world.report, world.draft = approved(cast, world.case), a_report(cast, world.case)
        world.sent = _sent(world)
        world.asked = SchemeReply.objects.create(assessment=world.sent, scheme=world.scheme)
        world.bulletin = out(a_bulletin(cast, world.report, approved(cast, world.case, number=3), number=90), cast)
        grow(world, range(FEW - 1))
        found = {FEW: {name: cost(world, name) for name in ALL}}
        grow(world, range(FEW, MANY))
        yield found | {MANY: {name: cost(world, name) for name in ALL}}
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ALL)
def test_it_costs_the_same_whatever_the_volume(costs: Costs, name: str) -> None:
    assert costs[FEW][name][0] == costs[MANY][name][0]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_few_queries(costs: Costs, name: str) -> None:
    assert costs[MANY][name][0] <= MOST_FOR_A_LIST


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail_costs_few_queries(costs: Costs, name: str) -> None:
    assert costs[MANY][name][0] <= MOST_OF.get(name, MOST_FOR_A_DETAIL)


@pytest.mark.parametrize("name", ALL)
def test_it_weighs_little(costs: Costs, name: str) -> None:
    assert costs[MANY][name][1] < MOST_BYTES
