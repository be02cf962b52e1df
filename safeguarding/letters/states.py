"""Where a template and a letter may stand next. Buttons, services and the database's guard are made from these."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.core.errors import Conflict
from safeguarding.letters.choices import LetterStatus as L
from safeguarding.letters.choices import TemplateStatus as T


@dataclass(frozen=True)
class Move:
    """A verb: what its button says, from where, and to where."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str


FIRST_TEMPLATE_STATUS = T.DRAFT
TEMPLATE_MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("change", "Change the draft", (T.DRAFT,), T.DRAFT),
        Move("approve", "Approve it", (T.DRAFT,), T.APPROVED),
        Move("withdraw", "Withdraw it", (T.DRAFT, T.APPROVED), T.WITHDRAWN),
    )
}

FIRST_LETTER_STATUS = L.DRAFT
LETTER_MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("change", "Change the letter", (L.DRAFT,), L.DRAFT),
        Move("issue", "Issue it", (L.DRAFT,), L.ISSUED),
        Move("send", "Record that it was sent", (L.ISSUED,), L.SENT),
        Move("replace", "Replace it", (L.ISSUED, L.SENT), L.SUPERSEDED),
        Move("withdraw", "Withdraw it", (L.DRAFT, L.ISSUED, L.SENT), L.WITHDRAWN),
    )
}


def _edges(moves: dict[str, Move]) -> tuple[tuple[str, str], ...]:
    """The changes of status that the database lets through."""
    found = {(str(source), str(move.target)) for move in moves.values() for source in move.sources}
    return tuple(sorted(edge for edge in found if edge[0] != edge[1]))


TEMPLATE_EDGES, LETTER_EDGES = _edges(TEMPLATE_MOVES), _edges(LETTER_MOVES)


def step_of_template(verb: str, *, status: str) -> str:
    """Where a verb leads; raises Conflict where the table has no such edge."""
    if status not in TEMPLATE_MOVES[verb].sources:
        raise Conflict(f"This template is {T(status).label.lower()} now. Write a new version instead.")
    return TEMPLATE_MOVES[verb].target


def step(verb: str, *, status: str) -> str:
    """Where a verb leads; raises Conflict where the table has no such edge."""
    if status not in LETTER_MOVES[verb].sources:
        raise Conflict(f"This letter is {L(status).label.lower()} now, and cannot do this.")
    return LETTER_MOVES[verb].target
