"""Where an exhibit and a hand-over may stand next."""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.evidence.choices import ExhibitStatus as E
from safeguarding.evidence.choices import HandoverStatus as H
from safeguarding.evidence.choices import RemovalStatus as R

NEXT: dict[str, tuple[str, ...]] = {E.HELD: (E.RETURNED, E.DISPOSED), E.RETURNED: (), E.DISPOSED: ()}
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
NEXT_OF_HANDOVER: dict[str, tuple[str, ...]] = {
    H.OFFERED: (H.ACCEPTED, H.DECLINED, H.TAKEN_BACK), H.ACCEPTED: (), H.DECLINED: (), H.TAKEN_BACK: (),
}  # fmt: skip
HANDOVER_EDGES = tuple((source, target) for source, targets in NEXT_OF_HANDOVER.items() for target in targets)

NEXT_OF_REMOVAL: dict[str, tuple[str, ...]] = {
    R.ASKED: (R.REMOVED, R.REFUSED, R.TAKEN_BACK), R.REMOVED: (), R.REFUSED: (), R.TAKEN_BACK: (),
}  # fmt: skip
REMOVAL_EDGES = tuple((source, target) for source, targets in NEXT_OF_REMOVAL.items() for target in targets)


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when an exhibit that stands there cannot go where it is wanted."""
    if wanted not in NEXT.get(status, ()):
        raise Conflict(f"This exhibit is {E(status).label.lower()}: nothing more can be done with it.")


def require_next_of_handover(status: str, wanted: str) -> None:
    """Raises Conflict when a hand-over has been answered already."""
    if wanted not in NEXT_OF_HANDOVER.get(status, ()):
        raise Conflict(f"This hand-over stands as: {H(status).label.lower()}.")


def require_next_of_removal(status: str, wanted: str) -> None:
    """Raises Conflict when it has been decided already whether a file is removed."""
    if wanted not in NEXT_OF_REMOVAL.get(status, ()):
        raise Conflict(f"This stands as: {R(status).label.lower()}.")
