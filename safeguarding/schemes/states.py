"""Where a scheme may stand next: every step is a governance decision.

Domain: Volunteer Police Cadets and unofficial schemes. A scheme that is tolerated on conditions is decided about again
by its review date: it is converted, goes on under conditions, or is closed.
"""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.schemes.choices import SchemeStatus as S

FIRST_STATUS = S.PROPOSED
#: From where a scheme stands to where a decision may put it. To stay is a decision too: it goes on until a new review.
NEXT: dict[str, tuple[str, ...]] = {
    S.PROPOSED: (S.TOLERATED, S.APPROVED, S.OFFICIAL, S.CLOSED),
    S.TOLERATED: (S.TOLERATED, S.APPROVED, S.OFFICIAL, S.SUSPENDED, S.CLOSED),
    S.APPROVED: (S.APPROVED, S.TOLERATED, S.OFFICIAL, S.SUSPENDED, S.CLOSED),
    S.OFFICIAL: (S.OFFICIAL, S.SUSPENDED, S.CLOSED),
    S.SUSPENDED: (S.SUSPENDED, S.TOLERATED, S.APPROVED, S.OFFICIAL, S.CLOSED),
    S.CLOSED: (S.PROPOSED,),
}
#: The changes of status that the database lets through.
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets if source != target)
#: Where young people may be met.
RUNNING = frozenset({S.TOLERATED, S.APPROVED, S.OFFICIAL})
#: Nothing that goes on under one of these may be without the day on which it is looked at again.
NEEDS_REVIEW = frozenset({S.TOLERATED, S.APPROVED, S.OFFICIAL, S.SUSPENDED})


def require_next(status: str, outcome: str) -> None:
    """Raises Conflict when a scheme that stands there cannot be put where a decision wants it."""
    if outcome not in NEXT.get(status, ()):
        now, wanted = S(status).label.lower(), S(outcome).label.lower()
        raise Conflict(f"A scheme that is {now} cannot become {wanted} by one decision.")
