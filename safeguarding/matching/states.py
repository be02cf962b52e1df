"""From where to where a proposal to merge may go."""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.matching.choices import MergeStatus as S

FIRST = S.PROPOSED
NEXT: dict[str, tuple[str, ...]] = {
    S.PROPOSED: (S.APPROVED, S.REFUSED),
    S.APPROVED: (S.UNDONE,),
    S.REFUSED: (),
    S.UNDONE: (),
}
#: The changes of status that the database lets through.
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)

SETTLED = {
    S.PROPOSED: "This has not been decided yet.",
    S.APPROVED: "These two records have been merged already.",
    S.REFUSED: "This proposal was refused already.",
    S.UNDONE: "This merge was undone already.",
}


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when a proposal that stands there cannot go where it is wanted."""
    if wanted not in NEXT.get(status, ()):
        raise Conflict(SETTLED[S(status)])
