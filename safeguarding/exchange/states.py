"""How far an import may go next. Each step is either somebody's, on a page, or the worker's."""

from __future__ import annotations

from safeguarding.core.errors import Conflict
from safeguarding.exchange.choices import ImportStatus as S

FIRST_STATUS = S.UPLOADED
NEXT: dict[str, tuple[str, ...]] = {
    S.UPLOADED: (S.SHEETS, S.READ, S.FAILED, S.ABANDONED),
    S.SHEETS: (S.UPLOADED, S.ABANDONED),
    S.READ: (S.CHECKING, S.ABANDONED),
    S.CHECKING: (S.CHECKED, S.FAILED, S.ABANDONED),
    S.CHECKED: (S.READ, S.CHECKING, S.APPLYING, S.ABANDONED),
    S.APPLYING: (S.APPLIED, S.CHECKING, S.CHECKED, S.FAILED),
    S.APPLIED: (),
    S.FAILED: (),
    S.ABANDONED: (),
}
EDGES = tuple((source, target) for source, targets in NEXT.items() for target in targets)
#: What the worker has to see to.
AT_WORK = (S.UPLOADED, S.CHECKING, S.APPLYING)
OVER = (S.APPLIED, S.FAILED, S.ABANDONED)


def require_next(status: str, wanted: str) -> None:
    """Raises Conflict when an import that is there cannot go on so."""
    if wanted not in NEXT.get(status, ()):
        raise Conflict(f"This import is not where that can be done: it is “{S(status).label.lower()}” now.")
