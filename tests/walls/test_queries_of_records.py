"""Retention and subject access: a page costs the same for three rows and for sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from safeguarding.core import clock
from safeguarding.people.choices import PersonType
from safeguarding.records.models import LegalHold, RetentionReview
from safeguarding.subject_access.models import GatheredItem, ItemDecision, WordAnswer
from tests import cast as cast_module
from tests.cast import fresh, staff
from tests.factories.casework import opened
from tests.factories.records import an_old_case, records_of
from tests.factories.subject_access import a_request, gathered
from tests.walls.test_queries import FEW, MANY, MOST_BYTES, MOST_FOR_A_DETAIL, MOST_FOR_A_LIST, cost_of

pytestmark = pytest.mark.django_db
World = SimpleNamespace
Address = Callable[[World], str]


def of(name: str, *things: str) -> Address:
    """A page, with the numbers of these things in its address."""
    return lambda world: reverse(name, args=[getattr(world, one).pk for one in things])


LISTS: dict[str, tuple[str, Address]] = {
    "what is due for review": ("lena", of("records:queue")),
    "legal holds": ("lena", of("records:hold_list")),
    "disposals": ("lena", of("records:disposal_list")),
    "how long records are kept": ("aud", of("records:rule_list")),
    "subject access requests": ("lena", of("subject_access:list")),
    "the API's reviews": ("lena", of("api:retention-review-list")),
    "the API's holds": ("lena", of("api:legal-hold-list")),
    "the API's disposals": ("lena", of("api:disposal-list")),
    "the API's subject access requests": ("lena", of("api:subject-access-list")),
}
DETAILS: dict[str, tuple[str, Address]] = {
    "the retention of a case": ("lena", lambda world: reverse("records:of_case", args=[world.case.reference])),
    "a disposal": ("lena", of("records:disposal", "disposal")),
    "a request": ("lena", of("subject_access:request", "asked")),
    "its items": ("lena", of("subject_access:items", "asked")),
    "its items, narrowed": ("lena", lambda world: of("subject_access:items", "asked")(world) + "?source=need"),
    "words that may be a name": ("lena", of("subject_access:words", "asked")),
    "what was decided": ("lena", of("subject_access:log", "asked")),
    "the API's items": ("lena", of("api:subject-access-items", "asked")),
    "the API's decisions": ("lena", of("api:subject-access-decisions", "asked")),
}
ALL = {**LISTS, **DETAILS}
#: Each kind of fact that keeps a case is asked for by itself, with the frame of a case around it.
MOST_OF = {"the retention of a case": 32}


def grow(world: World, numbers: range) -> None:
    """So many more cases due, held and proposed; of one case, reviews and holds; requests; of one, items and words."""
    cast, asked, by = world.cast, world.asked, world.cast.sam
    for number in numbers:
        world.disposal = records_of(opened(cast))["disposal"]
        of_case = {"force": cast.force, "case": world.case}
        LegalHold.objects.create(**of_case, authority="A court", reason="It asked", put_on_by=by)
        RetentionReview.objects.create(
            **of_case, rule_key="general", rule_version=1, due_on=clock.today(), keep_until=clock.today(),
            status="kept", kept_until=clock.today(), reason="Asked for", decided_by=by, decided_at=clock.now(),
        )  # fmt: skip
        a_request(cast, staff(cast, f"Asker{number}", "Example", PersonType.PCSO))
        item = GatheredItem.objects.create(
            request=asked, source="need", object_key=f"new {number}", words=f"Met Quill{number}", verdict="give",
            redacted=f"Met Quill{number}", redacted_at=clock.now(), questions=[f"Quill{number}"], decided_by=by,
            decided_at=clock.now(), case=world.case,
        )  # fmt: skip
        ItemDecision.objects.create(request=asked, item=item, verdict="give", by=by)
        WordAnswer.objects.create(request=asked, words=f"Quill{number}", stays=False, reason="A name", by=by)


Costs = dict[int, dict[str, tuple[int, int]]]


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[Costs]:
    """Everything, with three rows and with sixty."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        world = SimpleNamespace(cast=cast, case=an_old_case(cast), asked=gathered(cast, cast.people["brian"]))
        numbers = {FEW: range(FEW), MANY: range(FEW, MANY)}
        found = {}
        for count, more in numbers.items():
            grow(world, more)
            found[count] = {name: cost_of(fresh(cast.users[who]), to(world)) for name, (who, to) in ALL.items()}
        yield found
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
