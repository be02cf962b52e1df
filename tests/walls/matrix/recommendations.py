"""Recommendations: read by who sees them and who has something of them in hand; kept by keepers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    CASES,
    FORBIDDEN,
    LEADS_OF_HUB,
    OK,
    Expect,
    Row,
    Way,
    Who,
    everybody,
    on_case,
    only,
    seen_by,
)

KEEP = {"own": (*LEADS_OF_HUB, "sam", "lars", "piers", "mona"), "westmoor": ("wes",)}
#: Nora and Walt hold no such role: each has the one of their force in hand.
IN_HAND = {"own": "nora", "westmoor": "walt"}
SEEN = {"own": (*KEEP["own"], "ivy", "aud", "nora"), "westmoor": ("wes", "walt")}
KEEPERS = (*KEEP["own"], *KEEP["westmoor"])
BOARD = (*SEEN["own"], *SEEN["westmoor"])


def keeps(relation: str, person: str) -> Expect:
    """What one may not see is not there; what one sees is kept by keepers alone."""
    if person not in SEEN[relation]:
        return ABSENT
    return OK if person in KEEP[relation] else FORBIDDEN


def works(relation: str, person: str) -> Expect:
    """Who has it in hand works on it too."""
    return OK if person == IN_HAND[relation] else keeps(relation, person)


def one(it: Any) -> tuple[Any, ...]:
    return (it.recommendation.pk,)


def step(it: Any) -> tuple[Any, ...]:
    return (it.recommendation.pk, "draft")


def action(it: Any) -> tuple[Any, ...]:
    return (it.recommendation.pk, it.action.pk)


def line(it: Any) -> tuple[Any, ...]:
    return (it.recommendation.pk, it.line.pk)


Args = Callable[[Any], tuple[Any, ...]]


def _page(name: str, args: Args, who: Who, *methods: str) -> Row:
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods or ("GET", "POST")}
    return Row(f"recommendations:{name}", ways, lambda it, world: args(it), tuple(SEEN), of="recommendations")


def _api(name: str, args: Args, who: Who) -> Row:
    ways = {"POST": Way(who)}
    return Row(f"api:recommendation-{name}", ways, lambda it, world: args(it), tuple(SEEN), of="recommendations")


ROWS: tuple[Row, ...] = (
    Row("recommendations:board", {"GET": Way(only(*BOARD), ok=(200,)), "POST": Way(only(*BOARD), ok=(302,))}),
    Row("recommendations:columns", {"GET": Way(only(*BOARD), ok=(200,))}),
    Row("recommendations:add", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row("recommendations:give_out", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row(
        "recommendations:of_case", {"GET": Way(on_case("read"), ok=(200,))}, lambda it, world: (it.reference,), CASES,
        of="cases",
    ),
    _page("recommendation", one, seen_by(SEEN), "GET"),
    *(_page(name, one, keeps) for name in ("edit", "assign", "release")),
    _page("step", step, works),
    *(_page(name, one, works) for name in ("action_add", "audience_add")),
    *(_page(name, action, works) for name in ("action_finish", "action_give", "action_drop")),
    *(_page(name, line, works) for name in ("audience_change", "audience_tell")),
    Row("api:recommendation-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row(
        "api:recommendation-detail", {"GET": Way(seen_by(SEEN), ok=(200,)), "PATCH": Way(keeps)},
        lambda it, world: one(it), tuple(SEEN), of="recommendations",
    ),
    *(_api(name, one, keeps) for name in ("assign", "release")),
    *(_api(name, one, works) for name in ("steps", "actions", "audiences")),
    *(_api(name, action, works) for name in ("finish", "give", "drop")),
    *(_api(name, line, works) for name in ("change-audience", "told")),
)  # fmt: skip
