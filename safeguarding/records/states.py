"""Where a disposal may stand next: the page's buttons, the service and the database's guard go by this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from safeguarding.core.errors import Conflict
from safeguarding.records.choices import DisposalStatus as S


class Who(Enum):
    """Who takes a step; `policies` says who that is."""

    PROPOSER = "proposer"
    SECOND = "second"
    SYSTEM = "system"


@dataclass(frozen=True)
class Move:
    """A verb: what its button says, from where, to where, and who."""

    verb: str
    label: str
    source: str
    target: str
    who: Who


FIRST_STATUS = S.PROPOSED
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("approve", "Approve and erase", S.PROPOSED, S.APPROVED, Who.SECOND),
        Move("refuse", "Refuse", S.PROPOSED, S.REFUSED, Who.SECOND),
        Move("withdraw", "Withdraw", S.PROPOSED, S.WITHDRAWN, Who.PROPOSER),
        Move("end", "Erased", S.APPROVED, S.ERASED, Who.SYSTEM),
    )
}
EDGES = tuple(sorted({(str(move.source), str(move.target)) for move in MOVES.values()}))
#: What a person does on a page; the last step is taken when the last row has gone.
#: No step: what stands still is erased on.
TRY_AGAIN = "try_again"
BY_HAND = tuple(move.verb for move in MOVES.values() if move.who != Who.SYSTEM)


def moves_from(status: str) -> list[Move]:
    """The verbs that people have at a status, in the order in which they are offered."""
    return [move for move in MOVES.values() if move.source == status and move.who != Who.SYSTEM]


def step(verb: str, *, status: str) -> str:
    """Where a verb leads from a status; raises Conflict where the table has no such edge."""
    move = MOVES[verb]
    if status != move.source:
        now = S(status).label.lower()
        raise Conflict(f"This disposal stands at “{now}”: somebody may have been quicker.")
    return str(move.target)
