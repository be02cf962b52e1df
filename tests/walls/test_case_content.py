"""Exhibits, files and messages of a case: no guessed number, no number of another case, and nobody whom it is about
gets one byte more than of something that was never there. Every route of evidence and messages is tried, by itself.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from tests.walls.matrix import conversations, evidence
from tests.walls.matrix.rows import Row
from tests.walls.test_matrix import NOT_THERE, Matrix, browsers, matrix, told, world

__all__ = ["browsers", "matrix", "world"]
pytestmark = pytest.mark.django_db

ROUTES = {row.name: row for row in (*evidence.ROWS, *conversations.ROWS) if row.of == "cases"}
#: Lena reads the first of these as she reads her own, and knows nothing of the second.
OTHER_CASES = ("psd", "westmoor")
NOBODYS = "900000000"


def args_of(row: Row, matrix: Matrix, relation: str) -> list[Any]:
    return list(row.args(row.record(matrix.world, relation), matrix.world))


def nobodys(own: Any) -> str:
    """The same with numbers that nobody has."""
    return re.sub(r"[0-9]+", NOBODYS, str(own))


def answer(matrix: Matrix, row: Row, person: str, method: str, args: list[Any], relation: str = "own") -> Any:
    """What an address answers, but for the numbers that were asked for."""
    asked = Row(row.name, row.ways, lambda it, world: args, of=row.of)
    got = matrix.ask(person, asked, method, row.record(matrix.world, relation))
    return told(got, f"/{args[0]}/", *(f"/{number}/" for number in args[1:]), str(args[0]))


@pytest.mark.parametrize("name", ROUTES)
def test_a_number_of_another_case_is_one_that_nobody_has(name: str, matrix: Matrix) -> None:
    row = ROUTES[name]
    own = args_of(row, matrix, "own")
    others = {relation: args_of(row, matrix, relation) for relation in OTHER_CASES}
    # What stands in every case's address alike names nothing of one.
    named = [at for at in range(1, len(own)) if own[at] != others["psd"][at]]
    for at, method in itertools.product(named, row.ways):
        nothing = answer(matrix, row, "lena", method, [*own[:at], nobodys(own[at]), *own[at + 1 :]])
        assert nothing[0] == 404, method
        for relation, foreign in others.items():
            found = answer(matrix, row, "lena", method, [*own[:at], foreign[at], *own[at + 1 :]])
            assert found == nothing, (method, relation)


@pytest.mark.parametrize(("person", "relation"), [("brian", "conflict"), ("mona", "own")])
@pytest.mark.parametrize("name", ROUTES)
def test_for_the_subject_and_whoever_sees_headers_there_is_no_evidence(
    name: str, person: str, relation: str, matrix: Matrix
) -> None:
    """Brian is whom the case is about, and was given access to it by mistake."""
    row = ROUTES[name]
    args = args_of(row, matrix, relation)
    for method in row.ways:
        found = answer(matrix, row, person, method, args, relation)
        assert found[0] == 404, method
        assert found == answer(matrix, row, person, method, [NOT_THERE["cases"], *args[1:]], relation), method


def test_the_walk_reaches_every_route_under_a_case() -> None:
    assert len(ROUTES) >= 60
    assert {name.split(":")[0] for name in ROUTES} == {"api", "conversations", "evidence"}
