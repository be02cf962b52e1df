"""Where an export may stand next. One that failed is read again from where it stopped.

One whose file was removed ends there: what was read from it is erased.
"""

from __future__ import annotations

from safeguarding.conversations.choices import ExportStatus as S
from safeguarding.conversations.choices import VersionStatus as V

NEXT: dict[str, tuple[str, ...]] = {
    S.WAITING: (S.READING, S.FAILED, S.REMOVED),
    S.READING: (S.ASKING, S.READ, S.FAILED, S.WAITING, S.REMOVED),
    S.ASKING: (S.WAITING, S.REMOVED),
    S.READ: (S.REMOVED,),
    S.FAILED: (S.WAITING, S.REMOVED),
    S.REMOVED: (),
}
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
#: A worker has something to do.
AT_WORK = (S.WAITING, S.READING)

NEXT_OF_VERSION: dict[str, tuple[str, ...]] = {
    V.WAITING: (V.MAKING, V.FAILED),
    V.MAKING: (V.MADE, V.FAILED),
    V.MADE: (),
    V.FAILED: (),
}
VERSION_EDGES = tuple((source, target) for source, targets in NEXT_OF_VERSION.items() for target in targets)
#: A version of a bundle that a worker has something to do for.
BEING_MADE = (V.WAITING, V.MAKING)
