"""A write to the API finds its record before it reads what was sent: malformed or not, what is not there is one 404."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from safeguarding.access.models import User
from tests.walls import world as world_module
from tests.walls.matrix import ROWS
from tests.walls.matrix.rows import ABSENT, EVERYBODY, OK, Row
from tests.walls.world import World

pytestmark = pytest.mark.django_db

#: What no route takes: not JSON, not an object, and an object without anything that is asked for.
MALFORMED = ("{", "[]", '{"nonsense": 1}')


def names_a_record(row: Row) -> bool:
    try:
        reverse(row.name)
    except NoReverseMatch:
        return True
    return False


ABOUT_A_RECORD = [
    (row, method)
    for row in ROWS
    if row.is_api and row.name != "api:no-such-route" and names_a_record(row)
    for method in row.ways
    if method not in ("GET", "HEAD")
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    logging.disable(logging.CRITICAL)
    with world_module.built(django_db_blocker) as made:
        yield made
    logging.disable(logging.NOTSET)


def answer_to(world: World, person: str, method: str, address: str, sent: str) -> tuple[int, bytes]:
    """One request, undone afterwards. The number of the request is everybody's own."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=world.user(person).pk))
    with transaction.atomic():
        answer = client.generic(method, address, sent, content_type="application/json")
        transaction.set_rollback(True)
    return answer.status_code, re.sub(rb'"request_id":"[^"]+"', b"", answer.content)


def strangers_to(row: Row, method: str) -> Iterator[tuple[str, str]]:
    """For each record of the row somebody for whom it is not there."""
    for relation in row.relations:
        who = row.ways[method].who
        yield from [(relation, name) for name in EVERYBODY if who(relation, name) is ABSENT][:1]


def nowhere(args: list[Any]) -> list[Any]:
    """The same address of a record that does not exist."""
    last = args[-1]
    if isinstance(last, int):
        return [*args[:-1], last + 900_000 if last < 90_000 else last + 9]
    text = str(last)
    return [*args[:-1], f"{text[:-6]}{'9' * 6}" if text[:1] in "CS" else f"{text[:-12]}{'f' * 12}"]


@pytest.mark.parametrize(("row", "method"), ABOUT_A_RECORD, ids=[f"{m} {row.name}" for row, m in ABOUT_A_RECORD])
def test_a_malformed_write_to_what_is_not_there_answers_like_any_other(world: World, row: Row, method: str) -> None:
    _, plain = answer_to(world, "lena", "GET", "/api/v1/no/such/route/", "")
    found = {}
    for relation, person in strangers_to(row, method):
        record = row.record(world, relation)
        address = reverse(row.name, args=list(row.args(record, world)))
        found |= {(relation, person, sent): answer_to(world, person, method, address, sent) for sent in MALFORMED}
    who = row.ways[method].who
    let_in = ((person, near) for near in row.relations for person in row.people(near) if who(near, person) is OK)
    owner, near = next(let_in, ("lena", row.relations[0]))
    args = list(row.args(row.record(world, near), world))
    address = reverse(row.name, args=nowhere(args))
    found |= {("nowhere", owner, sent): answer_to(world, owner, method, address, sent) for sent in MALFORMED}
    assert set(found.values()) == {(404, plain)}, found
