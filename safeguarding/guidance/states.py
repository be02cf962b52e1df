"""Where a version of a policy may stand next.

What was in force stays readable for ever: somebody was asked to keep to it.
"""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.guidance.choices import VersionStatus as S

FIRST_STATUS = S.DRAFT
NEXT: dict[str, tuple[str, ...]] = {
    S.DRAFT: (S.IN_FORCE,),
    S.IN_FORCE: (S.SUPERSEDED, S.WITHDRAWN),
    S.SUPERSEDED: (),
    S.WITHDRAWN: (),
}
#: The changes of status that the database lets through.
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
#: What everybody in the force may read.
PUBLISHED = (S.IN_FORCE, S.SUPERSEDED, S.WITHDRAWN)


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when a version that stands there cannot be put where somebody wants it."""
    if wanted not in NEXT.get(status, ()):
        now, then = S(status).label.lower(), S(wanted).label.lower()
        raise Conflict(f"A version that is {now} cannot become {then}.")
