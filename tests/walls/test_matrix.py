"""Who gets in where: every route of the application, every person of the cast, every way to stand to a record.

The rows are in tests/walls/matrix. A route without a row fails, and so does a row that says something untrue.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from safeguarding.access.models import User
from safeguarding.core.sessions import touch
from tests.walls import world as world_module
from tests.walls.matrix import BY_NAME, ROWS
from tests.walls.matrix.rows import ABSENT, EVERYBODY, FORBIDDEN, OK, OUTSIDERS, SIGN_IN, Expect, Row, Way
from tests.walls.world import World

pytestmark = pytest.mark.django_db
LOGINS = ("/sign-in/login/", "/admin/login/")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world_module.built(django_db_blocker) as made:
        yield made


# -- the routes -------------------------------------------------------------------------------------------------------


def routes(resolver: Any = None, spaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its name; one without a name goes by its address."""
    for found in (resolver or get_resolver()).url_patterns:
        address = prefix + str(found.pattern)
        if isinstance(found, URLPattern):
            yield ":".join([*spaces, found.name or address]), found
        else:
            inside = (*spaces, found.namespace) if found.namespace else spaces
            yield from routes(found, inside, address)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    named = Counter(name for name, _ in routes())
    missing, gone = sorted(named.keys() - BY_NAME.keys()), sorted(BY_NAME.keys() - named.keys())
    assert missing == [], "routes without a row in tests/walls/matrix"
    assert gone == [], "rows without a route"
    assert [name for name, count in named.items() if count > 1] == [], "two routes of one name"
    assert len(ROWS) == len(BY_NAME)


def test_every_action_of_the_api_has_its_methods_in_the_row() -> None:
    for name, found in routes():
        declared = set(BY_NAME[name].ways)
        actions = getattr(found.callback, "actions", None)
        view = getattr(found.callback, "view_class", None)
        if actions:
            offered = {method.upper() for method in actions}
            assert offered - {"HEAD"} == declared - {"HEAD"}, name
        elif view and not BY_NAME[name].takes_any_method:
            offered = {method.upper() for method in view.http_method_names if hasattr(view, method)}
            assert offered - {"OPTIONS", "HEAD"} == declared - {"HEAD"}, name


# -- asking -----------------------------------------------------------------------------------------------------------


class Browser(Client):
    """A test client that keeps nothing of what it was shown: thousands of answers are only looked at once."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, SimpleCookie]:
    """The cookies of everybody once they have signed in; ines' account was switched off afterwards."""
    cookies = {"nobody": SimpleCookie()}
    for name in (*EVERYBODY, "ines"):
        client = Client()
        client.force_login(User.objects.get(pk=world.user(name).pk))
        session = client.session
        touch(session, at_once=True)
        session.save()
        cookies[name] = client.cookies
    return cookies


@dataclass
class Tried:
    """What was tried, and what went wrong, cell by cell."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)


class Matrix:
    """Asks for routes as everybody, and compares."""

    def __init__(self, world: World, cookies: dict[str, SimpleCookie]) -> None:
        self.world, self.cookies = world, cookies
        self.browser = Browser(raise_request_exception=False)

    def ask(self, person: str, row: Row, method: str, record: Any, *, undo: bool = True) -> HttpResponse:
        """One request, undone afterwards."""
        extra: dict[str, Any] = {}
        body = row.ways[method].body
        if body or (row.is_api and method not in ("GET", "HEAD")):
            version = getattr(record, "version", None) or 1
            extra = {
                "content_type": "application/json", "data": body(record, self.world) if body else {},
                "headers": {"If-Match": f'"v{version}"'},
            }  # fmt: skip
        self.browser.cookies = self.cookies[person]
        with transaction.atomic():
            answer: HttpResponse = getattr(self.browser, method.lower())(address_of(row, record, self.world), **extra)
            transaction.set_rollback(undo)
        return answer

    def row(self, row: Row, *, until_wrong: bool = False) -> Tried:
        """Try the whole row, or as much of it as it takes to find something wrong."""
        tried = Tried()
        for relation in row.relations:
            for person in row.people(relation):
                for method, way in row.ways.items():
                    if until_wrong and tried.wrong:
                        return tried
                    tried.cells += 1
                    answer = self.ask(person, row, method, row.record(self.world, relation))
                    wrong = difference(expected(row, way, relation, person), way, answer)
                    if wrong:
                        tried.wrong.append(f"{method} {row.name} [{relation}] as {person}: {wrong}")
        return tried


@pytest.fixture(scope="module")
def matrix(world: World, browsers: dict[str, SimpleCookie]) -> Iterator[Matrix]:
    """Everybody stays signed in however long the matrix takes: each request is undone, and with it the note of use."""
    logging.disable(logging.CRITICAL)
    with override_settings(SESSION_IDLE_SECONDS=settings.SESSION_ABSOLUTE_SECONDS):
        yield Matrix(world, browsers)
    logging.disable(logging.NOTSET)


def address_of(row: Row, record: Any, world: World) -> str:
    """Where the row's record is; a route without a name is found by its pattern."""
    args = tuple(row.args(record, world))
    if "/" not in row.name:
        return reverse(row.name, args=args)
    pattern = re.sub(r"<[^>]+>|\(\?P<url>\.\*\)\$", "{}", row.name.removeprefix("admin:"))
    return "/" + pattern.format(*args)


def outcome(answer: HttpResponse) -> Expect | str:
    """What the answer amounts to for whoever asked."""
    if answer.status_code >= 500:
        return "broke"
    if answer.status_code == 401 or (answer.status_code == 302 and answer["Location"].startswith(LOGINS)):
        return SIGN_IN
    return {403: FORBIDDEN, 404: ABSENT}.get(answer.status_code, OK)


def expected(row: Row, way: Way, relation: str, person: str) -> Expect:
    """Whoever is not signed in is asked to, wherever the row does not say that the door stands open."""
    if person in OUTSIDERS and way.who(relation, person) is not OK and not way.is_for_outsiders:
        return SIGN_IN
    return way.who(relation, person)


def difference(wanted: Expect, way: Way, answer: HttpResponse) -> str:
    """What is wrong with the answer, or nothing."""
    if wanted is OK and answer.status_code in way.ok:
        return ""
    if wanted is FORBIDDEN and way.shape_first and answer.status_code == 422:
        return ""
    got = outcome(answer)
    if got is wanted and not (wanted is OK and way.ok):
        return ""
    return f"{wanted.value} expected, {answer.status_code} came"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_gets_in(row: Row, matrix: Matrix) -> None:
    assert matrix.row(row).wrong == []


def test_the_matrix_is_large_enough_to_mean_something() -> None:
    cells = sum(len(row.people(relation)) * len(row.ways) for row in ROWS for relation in row.relations)
    assert cells >= 10_000


# -- what may not be seen is what is not there ------------------------------------------------------------------------

CHANGES_ALWAYS = {"X-Request-ID", "Date", "Set-Cookie"}
NOT_THERE = {"cases": "SC-2026-999999", "concerns": "C-2026-999999"}


def told(answer: HttpResponse, *named: str) -> tuple[int, str, dict[str, str]]:
    """All that an answer says, but for what the asker named and what differs from one answer to the next."""
    body = answer.content.decode()
    for changes in (*named, answer.headers.get("X-Request-ID", "")):
        body = body.replace(changes, "…") if changes else body
    body = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", body)
    policy = re.sub(r"'nonce-[^']*'", "", answer.headers.get("Content-Security-Policy", ""))
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGES_ALWAYS}
    return answer.status_code, body, {**headers, "Content-Security-Policy": policy, "Content-Length": str(len(body))}


def twins() -> list[tuple[str, str]]:
    """The routes of one case or concern, each with somebody it does not exist for."""
    people = {"cases": "brian", "concerns": "bella"}
    mine = ("cases:my_concern", "cases:log_sent", "api:my-concern")
    return [(row.name, "lena" if row.name.startswith(mine) else people[row.of]) for row in ROWS if row.of in people]


@pytest.mark.parametrize(("name", "person"), twins())
def test_what_one_may_not_see_answers_like_what_is_not_there(name: str, person: str, matrix: Matrix) -> None:
    """Status, body and headers are the same to the byte, so that nobody learns from them that there is something."""
    row = BY_NAME[name]
    hidden = row.record(matrix.world, "conflict")
    missing = SimpleNamespace(**{**vars(hidden), "reference": NOT_THERE[row.of]})
    for method in row.ways:
        first = matrix.ask(person, row, method, hidden)
        second = matrix.ask(person, row, method, missing)
        assert first.status_code == 404
        assert told(first, hidden.reference) == told(second, missing.reference), method


@pytest.mark.parametrize(
    ("name", "person", "relation"),
    [
        ("people:person", "cora", "child"), ("people:person", "lena", "westmoor"), ("people:purpose", "cora", "child"),
        ("api:person-detail", "cora", "child"), ("api:person-detail", "wes", "staff"),
        ("schemes:scheme", "lena", "westmoor"), ("api:scheme-detail", "lena", "westmoor"),
        ("cases:pattern", "bella", "conflict"), ("cases:pattern", "lars", "own"),
        ("api:pattern-detail", "bella", "conflict"), ("api:pattern-decide", "bella", "conflict"),
    ],
)  # fmt: skip
def test_records_with_a_number_keep_as_still(name: str, person: str, relation: str, matrix: Matrix) -> None:
    row = BY_NAME[name]
    hidden = row.record(matrix.world, relation)
    missing = SimpleNamespace(pk=hidden.pk + 100_000, version=1)
    for method in row.ways:
        first, second = matrix.ask(person, row, method, hidden), matrix.ask(person, row, method, missing)
        assert first.status_code == 404
        assert told(first, f"/{hidden.pk}/") == told(second, f"/{missing.pk}/"), method


@pytest.mark.parametrize("person", ["bella", "root", "leo"])
def test_an_emergency_opens_nothing_in_conflict_and_says_no_more_than_of_nothing(person: str, matrix: Matrix) -> None:
    row = BY_NAME["api:case-emergency"]
    answers = []
    for reference in (matrix.world.cases["conflict"].reference, matrix.world.cases["westmoor"].reference, "SC-1"):
        body = {"reference": reference, "reason": "A child is in danger"}
        way = Way(row.ways["POST"].who, body=lambda it, world, body=body: body)
        answer = matrix.ask(person, Row(row.name, {"POST": way}), "POST", matrix.world.more)
        answers.append(told(answer, reference))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] in (403, 422)


# -- the matrix can fail ----------------------------------------------------------------------------------------------


def everything(self: Any, user: Any) -> Any:
    return self.all()


MUTANTS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "cases are scoped": (
        "safeguarding.cases.models.cases.CaseQuerySet.visible_to", everything,
        ("cases:case", "cases:case_tasks", "api:case-detail", "api:case-task-list", "cases:case_person_add"),
    ),
    "concerns are scoped": (
        "safeguarding.cases.models.concerns.ConcernQuerySet.visible_to", everything,
        ("cases:concern", "api:concern-detail"),
    ),
    "patterns are scoped": (
        "safeguarding.cases.models.triage.PatternReviewQuerySet.visible_to", everything,
        ("cases:pattern", "api:pattern-detail"),
    ),
    "people are scoped": (
        "safeguarding.people.models.person.PersonQuerySet.visible_to", everything,
        ("people:person", "api:person-detail", "api:person-carer-list"),
    ),
    "schemes are scoped": (
        "safeguarding.schemes.models.SchemeQuerySet.visible_to", everything, ("schemes:scheme", "api:scheme-detail"),
    ),
    "notices are scoped": (
        "safeguarding.notices.models.NoticeQuerySet.visible_to", everything,
        ("notices:notice_open", "api:notice-detail"),
    ),
    "what is asked of the person is asked": (
        "safeguarding.cases.policies.require", lambda user, action, case: None,
        ("api:case-task-done", "api:case-restrict", "api:case-steps", "api:case-stage"),
    ),
    "standing decides on pages": (
        "safeguarding.cases.policies.Standing.may", lambda self, action: True,
        ("cases:case_tasks", "cases:case_restrict", "api:case-chronology-list"),
    ),
    "conflict wins": (
        "safeguarding.cases.policies._conflicts",
        lambda name, user: apps.get_model("cases", name)._default_manager.none(),
        ("cases:case", "api:case-detail", "cases:concern", "cases:case_tasks"),
    ),
    "a role is held in a unit": (
        "safeguarding.cases.policies.unit_ids_where", lambda user, permission: set(range(100_000)),
        ("cases:concern", "api:concern-detail", "cases:pattern"),
    ),
    "grants run out": (
        "safeguarding.core.clock.now", lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC), ("cases:case_tasks",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_matrix_finds_the_hole_when_a_rule_is_taken_away(
    mutant: str, matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rule is taken away in turn: every one of these rows must turn red, or the matrix proves nothing."""
    target, instead, names = MUTANTS[mutant]
    monkeypatch.setattr(target, instead)
    blind = [name for name in names if not matrix.row(BY_NAME[name], until_wrong=True).wrong]
    assert blind == []
