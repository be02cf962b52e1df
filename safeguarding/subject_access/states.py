"""Where a subject access request may stand next: the page's buttons, the service and the database go by this table."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.core.errors import Conflict
from safeguarding.subject_access.choices import Status as S


@dataclass(frozen=True)
class Move:
    """A verb: what its button says, from where, to where. `by_itself`: it follows from another act."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    by_itself: bool = False


FIRST_STATUS = S.RECEIVED
#: No steps between states: more time, and what stands still is worked on again.
EXTEND, TRY_AGAIN = "extend", "try_again"
OPEN = (S.RECEIVED, S.ACCEPTED, S.WAITING, S.GATHERING, S.DECIDING, S.TO_APPROVE, S.APPROVED)
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("prove", "Record proof of identity", (S.RECEIVED,), S.ACCEPTED),
        Move("hand_in", "Hand in for approval", (S.DECIDING,), S.TO_APPROVE),
        Move("gather", "Gather the file", (S.ACCEPTED, S.DECIDING), S.GATHERING),
        Move("gathered", "The file is gathered", (S.GATHERING,), S.DECIDING, by_itself=True),
        Move("ask", "Ask what they want", (S.ACCEPTED, S.DECIDING), S.WAITING),
        Move("answered", "Record their answer", (S.WAITING,), S.ACCEPTED),
        Move("approve", "Approve the decisions", (S.TO_APPROVE,), S.APPROVED),
        Move("send_back", "Send back", (S.TO_APPROVE, S.APPROVED), S.DECIDING),
        Move("disclose", "Record that it was disclosed", (S.APPROVED,), S.DISCLOSED),
        Move("refuse", "Refuse the request", (S.RECEIVED, S.ACCEPTED, S.WAITING, S.DECIDING), S.REFUSED),
        Move("withdraw", "It was withdrawn", (S.RECEIVED, S.ACCEPTED, S.WAITING, S.DECIDING), S.WITHDRAWN),
    )
}
EDGES = tuple(sorted({(str(source), str(move.target)) for move in MOVES.values() for source in move.sources}))


def moves_from(status: str) -> list[Move]:
    """The verbs that a status has, in the order in which they are offered."""
    return [move for move in MOVES.values() if status in move.sources and not move.by_itself]


def step(verb: str, *, status: str) -> str:
    """Where a verb leads from a status; raises Conflict where the table has no such edge."""
    move = MOVES[verb]
    if status not in move.sources:
        now = S(status).label.lower()
        raise Conflict(f"It stands at “{now}” now, and cannot do this: somebody may have been quicker.")
    return str(move.target)
