"""Where a recommendation may stand next: domain, state machine of recommendations.

The page's buttons, the service's check and the database's guard are made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from safeguarding.core.errors import Conflict
from safeguarding.recommendations.choices import Status as S


class Who(Enum):
    """Who takes a step; `policies` says who that is."""

    KEEPER = "keeper"
    OWNER = "owner"
    CHIEF_OFFICER = "chief_officer"
    VERIFIER = "verifier"


@dataclass(frozen=True)
class Move:
    """A verb: what its button says, from where, to where, and who. No target means back to where it came from."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: Who


FIRST_STATUS = S.RECEIVED
#: From these more time is asked for, or a court is asked; afterwards it goes on where it stood.
BEFORE_THE_ANSWER = (S.RECEIVED, S.OWNER_ASSIGNED, S.DRAFTING, S.APPROVED)
BACK = ""
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("assign", "Give it to somebody", (S.RECEIVED,), S.OWNER_ASSIGNED, Who.KEEPER),
        Move("draft", "Write the answer", (S.OWNER_ASSIGNED, S.DRAFTING), S.DRAFTING, Who.OWNER),
        Move("approve", "Approve the answer", (S.DRAFTING,), S.APPROVED, Who.CHIEF_OFFICER),
        Move("send_back", "Send the answer back", (S.DRAFTING, S.APPROVED), S.DRAFTING, Who.CHIEF_OFFICER),
        Move("send", "Record that it was sent", (S.APPROVED,), S.SENT, Who.KEEPER),
        Move("publish", "Record its publication", (S.SENT,), S.PUBLISHED, Who.KEEPER),
        Move("record_answer", "Record their answer", (S.RECEIVED, S.OWNER_ASSIGNED), S.PUBLISHED, Who.KEEPER),
        Move("settle", "Keep it as not accepted", (S.PUBLISHED,), S.NOT_ACCEPTED, Who.KEEPER),
        Move("begin", "Begin to carry it out", (S.PUBLISHED,), S.ACTIONS_OPEN, Who.KEEPER),
        Move("evidence", "Say that it is carried out", (S.ACTIONS_OPEN,), S.EVIDENCED, Who.OWNER),
        Move("verify", "Verify it", (S.EVIDENCED,), S.VERIFIED, Who.VERIFIER),
        Move("doubt", "Not yet carried out", (S.EVIDENCED,), S.ACTIONS_OPEN, Who.VERIFIER),
        Move("close", "Close it", (S.VERIFIED, S.PUBLISHED), S.CLOSED, Who.KEEPER),
        Move("look_again", "Look at the refusal again", (S.NOT_ACCEPTED,), S.NOT_ACCEPTED, Who.KEEPER),
        Move("reconsider", "Answer it anew", (S.NOT_ACCEPTED,), S.OWNER_ASSIGNED, Who.KEEPER),
        Move("ask_extension", "Ask for more time", BEFORE_THE_ANSWER, S.EXTENSION_REQUESTED, Who.OWNER),
        Move("answer_extension", "Record what was said to it", (S.EXTENSION_REQUESTED,), BACK, Who.KEEPER),
        Move("begin_review", "Judicial review has begun", BEFORE_THE_ANSWER, S.JUDICIAL_REVIEW, Who.KEEPER),
        Move("end_review", "Judicial review has ended", (S.JUDICIAL_REVIEW,), BACK, Who.KEEPER),
    )
}
#: No verbs of their own: what follows from another act, and giving it to somebody, which may be done again later.
BY_ITSELF = frozenset({"settle", "reconsider", "assign"})
#: Each has ended, or waits for a year to pass.
AT_AN_END = (S.CLOSED, S.NOT_ACCEPTED)
#: Where actions and audiences may be added, changed and finished.
WORKED_ON = (*BEFORE_THE_ANSWER, S.EXTENSION_REQUESTED, S.JUDICIAL_REVIEW, S.SENT, S.PUBLISHED, S.ACTIONS_OPEN)


def _targets(move: Move) -> tuple[str, ...]:
    return (move.target,) if move.target else BEFORE_THE_ANSWER


#: The changes of status that the database lets through.
EDGES = tuple(
    sorted(
        {
            (str(source), str(target))
            for move in MOVES.values()
            for source in move.sources
            for target in _targets(move)
            if source != target
        }
    )
)


def moves_from(status: str) -> list[Move]:
    """The verbs that a status has, in the order in which they are offered."""
    return [move for move in MOVES.values() if status in move.sources]


def step(verb: str, *, status: str, came_from: str = "") -> str:
    """Where a verb leads from a status; raises Conflict where the table has no such edge."""
    move = MOVES[verb]
    if status not in move.sources:
        now = S(status).label.lower()
        raise Conflict(f"It stands at “{now}” now, and cannot do this: somebody may have been quicker.")
    return move.target or came_from
