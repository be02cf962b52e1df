"""Where a learning report may stand next: the page's buttons, the service and the database's guard go by this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from safeguarding.core.errors import Conflict
from safeguarding.learning.choices import ReportStatus as S


class Who(Enum):
    """Who takes a step; `policies` says who that is."""

    WRITER = "writer"
    ANOTHER = "another"


@dataclass(frozen=True)
class Move:
    """A verb: what its button says, from where, to where, and who."""

    verb: str
    label: str
    source: str
    target: str
    who: Who


FIRST_STATUS = S.DRAFT
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("submit", "Hand in for approval", S.DRAFT, S.SUBMITTED, Who.WRITER),
        Move("approve", "Approve", S.SUBMITTED, S.APPROVED, Who.ANOTHER),
        Move("send_back", "Send back", S.SUBMITTED, S.DRAFT, Who.WRITER),
        Move("withdraw", "Withdraw", S.APPROVED, S.WITHDRAWN, Who.WRITER),
        Move("reopen", "Write on", S.WITHDRAWN, S.DRAFT, Who.WRITER),
    )
}
EDGES = tuple(sorted({(str(move.source), str(move.target)) for move in MOVES.values()}))


def moves_from(status: str) -> list[Move]:
    """The verbs that a status has, in the order in which they are offered."""
    return [move for move in MOVES.values() if move.source == status]


def step(verb: str, *, status: str) -> str:
    """Where a verb leads from a status; raises Conflict where the table has no such edge."""
    move = MOVES[verb]
    if status != move.source:
        now = S(status).label.lower()
        raise Conflict(f"It stands at “{now}” now, and cannot do this: somebody may have been quicker.")
    return str(move.target)
