"""How a table of statuses is read: which verbs a status has, where each leads, and which edges that makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from safeguarding.core.errors import Conflict


@dataclass(frozen=True)
class Move:
    """A verb that moves a row of work: what its button says, from which statuses, to which."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str


Table = dict[str, Move]


class Edge(Protocol):
    """What leads from some states to another."""

    @property
    def sources(self) -> tuple[str, ...]: ...

    @property
    def target(self) -> str: ...


def table(moves: Iterable[Move]) -> Table:
    return {move.verb: move for move in moves}


def edges(rows: Mapping[str, Edge]) -> list[tuple[str, str]]:
    """From where to where the table leads, each edge once: the database's guard is made from it."""
    found = {(str(source), str(row.target)) for row in rows.values() for source in row.sources}
    return sorted(edge for edge in found if edge[0] != edge[1])


def moves_from(moves: Table, status: str) -> list[Move]:
    """The verbs that a status has, in the order in which they are offered."""
    return [move for move in moves.values() if status in move.sources]


def move(moves: Table, verb: str, *, status: str, said: str) -> Move:
    """The move a verb makes; raises Conflict when the table has none. `said` names the row and how it stands."""
    found = moves.get(verb)
    if found is None or status not in found.sources:
        raise Conflict(f"{said}. Somebody may have been quicker.")
    return found
