"""Getting data in from spreadsheets: coordinators, each their own imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import Row, Way, only, seen_by
from tests.walls.world import World

IMPORTERS = ("cora",)
#: Cora's own, and one of the other force.
SEEN = {"own": IMPORTERS, "westmoor": ()}


def _of(name: str, args: Callable[[Any], tuple[int, ...]], *, get: tuple[int, ...] = (200,), post: bool = True) -> Row:
    who = seen_by(SEEN, may=IMPORTERS)
    ways = {"GET": Way(who, ok=get)} if get else {}
    return Row(
        name, {**ways, **({"POST": Way(who)} if post else {})}, lambda it, world: args(it), tuple(SEEN), of="imports"
    )


def _written(name: str, args: Callable[[Any], tuple[int, ...]], *, get: bool = False) -> Row:
    """A write of the API: the import is looked for before anything else, so that to others it is not there."""
    ways = {"POST": Way(seen_by(SEEN))}
    if get:
        ways["GET"] = Way(seen_by(SEEN, may=IMPORTERS), ok=(200,))
    return Row(name, ways, lambda it, world: args(it), tuple(SEEN), of="imports")


def _run(it: Any) -> tuple[int, ...]:
    return (it.run.pk,)


def _kind(it: Any, world: World) -> tuple[str]:
    return ("staff",)


ROWS: tuple[Row, ...] = (
    Row("exchange:imports", {"GET": Way(only(*IMPORTERS), ok=(200,))}),
    Row("exchange:import_add", {"GET": Way(only(*IMPORTERS), ok=(200,)), "POST": Way(only(*IMPORTERS))}),
    Row("exchange:import_template", {"GET": Way(only(*IMPORTERS), ok=(200,))}, _kind),
    _of("exchange:import", _run, post=False),
    _of("exchange:import_sheet", _run),
    _of("exchange:import_columns", _run),
    _of("exchange:import_row", lambda it: (it.run.pk, it.row.number)),
    _of("exchange:import_row_purpose", lambda it: (it.run.pk, it.row.number)),
    _of("exchange:import_leave_out", _run, get=()),
    _of("exchange:import_apply", _run),
    _of("exchange:import_abandon", _run),
    Row("api:import-list", {"GET": Way(only(*IMPORTERS), ok=(200,)), "POST": Way(only(*IMPORTERS))}),
    _of("api:import-detail", _run, post=False),
    *(_written(f"api:import-{name}", _run) for name in ("sheet", "leave-out", "apply", "abandon")),
    _written("api:import-columns", _run, get=True),
    _of("api:import-rows", _run, post=False),
    _written("api:import-row", lambda it: (it.run.pk, it.row.number), get=True),
)
