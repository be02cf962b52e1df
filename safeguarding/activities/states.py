"""Where a session may stand next.

An ordinary session is planned, held, closed. What leads away from where the scheme meets is approved by somebody who
does not run the scheme, then confirmed, and only then held. What was approved and is changed afterwards is planned
again.
"""

from __future__ import annotations

from safeguarding.activities.choices import AWAY
from safeguarding.activities.choices import SessionStatus as S
from safeguarding.core.errors import Conflict

FIRST_STATUS = S.PLANNED
ORDINARY: dict[str, tuple[str, ...]] = {
    S.PLANNED: (S.HELD, S.CANCELLED),
    S.HELD: (S.CLOSED,),
    S.CLOSED: (),
    S.CANCELLED: (),
}
OFF_SITE: dict[str, tuple[str, ...]] = {
    S.PLANNED: (S.ASKED, S.CANCELLED),
    S.ASKED: (S.APPROVED, S.REFUSED, S.PLANNED, S.CANCELLED),
    S.APPROVED: (S.CONFIRMED, S.PLANNED, S.CANCELLED),
    S.REFUSED: (S.ASKED, S.PLANNED, S.CANCELLED),
    S.CONFIRMED: (S.HELD, S.PLANNED, S.CANCELLED),
    S.HELD: (S.CLOSED,),
    S.CLOSED: (),
    S.CANCELLED: (),
}
#: The changes of status that the database lets through; that nothing off site skips its approval is a guard beside it.
EDGES = tuple(
    sorted(
        {(source, target) for table in (ORDINARY, OFF_SITE) for source, targets in table.items() for target in targets}
    )
)
#: What lies ahead.
COMING = (S.PLANNED, S.ASKED, S.APPROVED, S.REFUSED, S.CONFIRMED)
#: What a decision was asked for or made about: changing it makes it planned again.
DECIDED = (S.ASKED, S.APPROVED, S.REFUSED, S.CONFIRMED)
#: Over, one way or the other: nothing of it is changed any more.
OVER = (S.CLOSED, S.CANCELLED)


def table_of(kind: str) -> dict[str, tuple[str, ...]]:
    return OFF_SITE if kind in AWAY else ORDINARY


def may_become(kind: str, status: str, target: str) -> bool:
    return target in table_of(kind).get(status, ())


def require_next(kind: str, status: str, target: str) -> None:
    """Raises Conflict when a session of this kind that stands there cannot be put where somebody wants it."""
    if not may_become(kind, status, target):
        now, wanted = S(status).label.lower(), S(target).label.lower()
        raise Conflict(f"This is {now}. It cannot become {wanted}.")


def require_coming(status: str) -> None:
    """Raises Conflict when it took place, is closed or is cancelled: nothing of its planning changes any more."""
    if status not in COMING:
        raise Conflict(f"This is {S(status).label.lower()}: nothing of its planning changes any more.")
