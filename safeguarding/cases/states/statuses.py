"""How a table of statuses is read: which verbs a status has, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.core.errors import Conflict


@dataclass(frozen=True)
class Move:
    """A verb that moves a row of work: what its button says, from which status, to which."""

    verb: str
    label: str
    source: str
    target: str


Table = dict[str, Move]


def table(moves: Iterable[Move]) -> Table:
    return {move.verb: move for move in moves}


def moves_from(moves: Table, status: str) -> list[Move]:
    """The verbs that a status has, in the order in which they are offered."""
    return [move for move in moves.values() if move.source == status]


def move(moves: Table, verb: str, *, status: str, said: str) -> Move:
    """The move a verb makes; raises Conflict when the table has none. `said` names the row and how it stands."""
    found = moves.get(verb)
    if found is None or found.source != status:
        raise Conflict(f"{said}. Somebody may have been quicker.")
    return found
