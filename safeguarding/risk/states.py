"""Where an assessment and an entry of the register may stand next.

What was approved never changes: the next version is a new assessment, and approving that one replaces the old.
"""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.risk.choices import AssessmentStatus as A
from safeguarding.risk.choices import EntryStatus as E

NEXT: dict[str, tuple[str, ...]] = {
    A.DRAFT: (A.SUBMITTED, A.WITHDRAWN),
    A.SUBMITTED: (A.APPROVED, A.DRAFT, A.WITHDRAWN),
    A.APPROVED: (A.SUPERSEDED, A.WITHDRAWN, A.ENDED),
    A.SUPERSEDED: (),
    A.WITHDRAWN: (),
    A.ENDED: (),
}
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
#: Still being written or waiting: one at a time of the same thing.
IN_HAND = (A.DRAFT, A.SUBMITTED)
#: Approved once, and no longer in force: read, and never changed.
PAST = (A.SUPERSEDED, A.WITHDRAWN, A.ENDED)

#: An entry that was closed is opened again, never written anew. To stay is a review too.
NEXT_OF_ENTRY: dict[str, tuple[str, ...]] = {
    E.OPEN: (E.OPEN, E.CONTROLLED, E.ACCEPTED, E.CLOSED),
    E.CONTROLLED: (E.CONTROLLED, E.OPEN, E.ACCEPTED, E.CLOSED),
    E.ACCEPTED: (E.ACCEPTED, E.OPEN, E.CONTROLLED, E.CLOSED),
    E.CLOSED: (E.OPEN,),
}
ENTRY_EDGES = tuple(
    (source, target) for source, targets in NEXT_OF_ENTRY.items() for target in targets if source != target
)
LIVE = (E.OPEN, E.CONTROLLED, E.ACCEPTED)


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when an assessment that stands there cannot go where it is wanted."""
    if wanted not in NEXT.get(status, ()):
        now, then = A(status).label.lower(), A(wanted).label.lower()
        raise Conflict(f"This risk assessment is {now}: it cannot become {then}.")


def require_next_of_entry(status: str, wanted: str) -> None:
    """Raises Conflict when an entry that stands there cannot go where it is wanted."""
    if wanted not in NEXT_OF_ENTRY.get(status, ()):
        now, then = E(status).label.lower(), E(wanted).label.lower()
        raise Conflict(f"An entry that is {now} cannot become {then}.")
