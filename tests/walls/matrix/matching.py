"""One person once: likely duplicates and merges are for who looks after people's records and sees both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import HOLD_A_ROLE, LEADS_OF_HUB, SEE_PEOPLE, Row, Way, only, seen_by

#: A pair of young people kept by the Hub, and one of staff in the other force.
SEEN: dict[str, tuple[str, ...]] = {"own": (*LEADS_OF_HUB, "sam"), "westmoor": ("wes",)}
MERGERS = SEE_PEOPLE


def _row(name: str, args: Callable[[Any], int], *methods: str, ok: tuple[int, ...] = (200,)) -> Row:
    who = seen_by(SEEN, may=MERGERS)
    ways = {method: Way(who, ok=() if method == "POST" else ok) for method in methods}
    return Row(name, ways, lambda it, world: (args(it),), tuple(SEEN), of="duplicates")


def _pair(name: str, *methods: str, ok: tuple[int, ...] = (200,)) -> Row:
    return _row(name, lambda it: it.pair.pk, *methods, ok=ok)


def _merge(name: str, *methods: str, ok: tuple[int, ...] = (200,)) -> Row:
    return _row(name, lambda it: it.merge.pk, *methods, ok=ok)


def _pair_of_two(name: str, args: Callable[[Any], tuple[int, ...]]) -> Row:
    """From a person's page: two people, both of whom the user sees."""
    who = seen_by(SEEN, may=MERGERS)
    ways = {"GET": Way(who, ok=(200, 302)), "POST": Way(who)}
    return Row(name, ways, lambda it, world: args(it), tuple(SEEN), of="duplicates")


ROWS: tuple[Row, ...] = (
    Row("matching:queue", {"GET": Way(only(*MERGERS), ok=(200,))}),
    _pair("matching:pair", "GET", ok=(200, 302)),
    _pair("matching:pair_purpose", "GET", "POST"),
    _pair("matching:pair_settle", "POST"),
    _pair("matching:pair_propose", "GET", "POST"),
    _pair_of_two("matching:find_other", lambda it: (it.pair.first_id,)),
    _pair_of_two("matching:propose_two", lambda it: (it.pair.first_id, it.pair.second_id)),
    Row("matching:merges", {"GET": Way(only(*MERGERS), ok=(200,))}),
    _merge("matching:merge", "GET", ok=(200, 302)),
    _merge("matching:merge_purpose", "GET", "POST"),
    _merge("matching:merge_decide", "GET", "POST"),
    # It waits, so there is nothing to undo yet, and the page says so.
    _merge("matching:merge_undo", "GET", "POST", ok=(409,)),
    Row("api:duplicate-list", {"GET": Way(only(*MERGERS), ok=(200,))}),
    _pair("api:duplicate-detail", "GET", ok=(200, 422)),
    Row("api:duplicate-check", {"POST": Way(only(*HOLD_A_ROLE))}),
    _pair("api:duplicate-settle", "POST"),
    Row("api:merge-list", {"GET": Way(only(*MERGERS), ok=(200,)), "POST": Way(only(*MERGERS))}),
    _merge("api:merge-detail", "GET", ok=(200, 422)),
    _merge("api:merge-approve", "POST"),
    _merge("api:merge-refuse", "POST"),
    _merge("api:merge-undo", "POST"),
)
