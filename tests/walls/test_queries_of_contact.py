"""Accounts, contacts, evidence and messages: a page or a route costs the same for three rows and for sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.people.views.found import PURPOSE
from tests import cast as cast_module
from tests.cast import fresh
from tests.factories import volume_contact as volume
from tests.factories.schemes import tolerated
from tests.factories.work import a_case, the_child, the_pcso
from tests.walls.test_queries import FEW, MANY, MOST_BYTES, MOST_FOR_A_DETAIL, MOST_FOR_A_LIST

pytestmark = pytest.mark.django_db
World = SimpleNamespace
Address = Callable[[World], str]
WHY = "?purpose=case_work"


def plain(name: str) -> Address:
    return lambda world: reverse(name)


def of_case(name: str, *parts: str, query: str = "") -> Address:
    """A page or route of the case, with the numbers of these things of it in its address."""
    return lambda world: reverse(name, args=[world.case.reference, *(getattr(world, one).pk for one in parts)]) + query


LISTS: dict[str, tuple[str, Address]] = {
    **{
        f"the page of {name}": ("cora", plain(f"communications:{name}"))
        for name in (
            "account_list",
            "contact_list",
            "report_list",
            "authorisation_list",
            "plan_list",
            "platform_list",
            "request_list",
        )
    },
    **{
        f"the API's list of {name}": ("cora", plain(f"api:{name}-list"))
        for name in ("account", "contact", "contact-report", "contact-authorisation", "platform")
    },
    "the API's list of exhibits": ("lena", of_case("api:case-exhibit-list")),
    "the API's list of files": ("lena", of_case("api:case-exhibit-file-list", "exhibit")),
    "the API's list of hand-overs": ("lena", of_case("api:case-handover-list")),
    "the API's list of signatures": ("sam", plain("api:my-signature-list")),
    "the API's list of exports": ("lena", of_case("api:case-message-export-list", query=WHY)),
    "the API's list of findings": ("lena", of_case("api:case-message-finding-list", query=WHY)),
    "the API's list of the same": ("lena", of_case("api:case-message-finding-same", "finding", query=WHY)),
    "the API's list of unread pieces": ("lena", of_case("api:case-message-unread-list", "export", query=WHY)),
    "the API's list of participants": ("lena", of_case("api:case-message-participant-list", "export", query=WHY)),
    "the API's list of conversations": ("lena", of_case("api:case-conversation-list", "export", query=WHY)),
    "the API's list of messages": ("lena", of_case("api:case-message-list", "export", "thread", query=WHY)),
}
DETAILS: dict[str, tuple[str, Address]] = {
    "an account": ("cora", lambda world: reverse("communications:account", args=[world.account.pk])),
    "a rule": ("cora", lambda world: reverse("communications:rule", args=["COM-15"])),
    "a contact": ("cora", lambda world: reverse("communications:contact", args=[world.contact.pk])),
    "the API's account": ("cora", lambda world: reverse("api:account-detail", args=[world.account.pk])),
    "the API's contact": ("cora", lambda world: reverse("api:contact-detail", args=[world.contact.pk]) + WHY),
    # Pages of a case: its header and its tabs are counted in.
    "exhibits": ("lena", of_case("evidence:exhibits")),
    "exports": ("lena", of_case("conversations:exports")),
    "findings": ("lena", of_case("conversations:findings")),
    "bundles": ("lena", of_case("conversations:bundles")),
    "the rules over an export": ("lena", of_case("conversations:rules", "export")),
    "links found": ("lena", of_case("links:case")),
    "unread pieces": ("lena", of_case("conversations:unread", "export")),
    "an exhibit": ("lena", of_case("evidence:exhibit", "exhibit")),
    "a custody chain on paper": ("lena", of_case("evidence:custody_print", "exhibit")),
    "an export": ("lena", of_case("conversations:export", "export")),
    "a conversation": ("lena", of_case("conversations:conversation", "export", "thread")),
    "the pairs of a case": ("lena", of_case("conversations:pairs")),
    "a pair": (
        "lena",
        lambda world: reverse("conversations:pair", args=[world.case.reference, *(one.side for one in world.pair)]),
    ),
    "the API's pair": (
        "lena",
        lambda world: (
            reverse(
                "api:case-message-pair-detail", args=[world.case.reference, "-".join(one.side for one in world.pair)]
            )
            + WHY
        ),
    ),
    "a finding": ("lena", of_case("conversations:finding", "finding")),
    "the API's exhibit": ("lena", of_case("api:case-exhibit-detail", "exhibit")),
    "to whom an exhibit can be handed": ("lena", of_case("api:case-exhibit-takers", "exhibit")),
    "the API's export": ("lena", of_case("api:case-message-export-detail", "export", query=WHY)),
    "the API's finding": ("lena", of_case("api:case-message-finding-detail", "finding", query=WHY)),
    "the API's message": ("lena", of_case("api:case-message-detail", "export", "thread", "message", query=WHY)),
}
ALL = {**LISTS, **DETAILS}
#: Sixty files and sixty hand-overs on one page, all of them: a custody chain is never cut.
MOST_BYTES_OF = {"an exhibit": 170_000}
#: Of each message on the page it says in which bundles and where in the chronology it stands already. A pair is both
#: sides, what they wrote by day, hour and platform, who began, what was found, and what led them to another platform.
#: Each way in which people, handles, numbers, addresses and devices lead elsewhere is asked by itself.
MOST_OF = {"a conversation": 22, "a pair": 26, "links found": 42}


def grow(world: World, numbers: range) -> None:
    for number in numbers:
        volume.contacts(world.cast, number, world.scheme)
        volume.evidence(world.cast, world.case, number)
        volume.messages(world.cast, world.case, world.case.exhibits.order_by("pk")[0], number)


def cost(world: World, name: str) -> tuple[int, int]:
    """Queries and bytes, once everything that is remembered between requests is known."""
    person, address = ALL[name]
    client = Client()
    client.force_login(fresh(world.cast.users[person]))
    session = client.session
    session[PURPOSE] = {"purpose": "case_work", "text": ""}
    session.save()
    client.get(address(world))
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address(world))
    assert answer.status_code == 200, (name, answer.status_code)
    return len(found), len(answer.content)


Costs = dict[int, dict[str, tuple[int, int]]]


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[Costs]:
    """Everything, with three rows and with sixty."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        world = SimpleNamespace(cast=cast, case=a_case(cast), scheme=tolerated(cast))
        the_child(cast, world.case)
        the_pcso(cast, world.case)
        grow(world, range(FEW))
        world.account, world.contact = (
            world.scheme.accounts.order_by("pk")[0],
            volume.ContactEvent.objects.order_by("pk")[0],
        )
        world.exhibit, world.export = (
            world.case.exhibits.order_by("pk")[0],
            world.case.message_exports.order_by("pk")[0],
        )
        world.thread, world.finding = world.export.conversations.order_by("pk")[0], world.export.findings.first()
        world.message = world.thread.messages.first()
        world.pair = volume.two_who_write(world.cast, world.case)
        found = {FEW: {name: cost(world, name) for name in ALL}}
        grow(world, range(FEW, MANY))
        volume.two_who_write(world.cast, world.case, MANY)
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
    assert costs[MANY][name][1] < MOST_BYTES_OF.get(name, MOST_BYTES)
