"""How a row of work on a case is taken, checked and written: tasks, referrals, measures and duties alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.core import clock
from safeguarding.core.errors import Invalid, Stale
from safeguarding.core.models import Versioned
from safeguarding.core.services import lock_fresh

V = TypeVar("V", bound=Versioned)


def take_row(rows: QuerySet[V], row: V, version: int | None, says: Callable[[V], dict[str, object]]) -> V:
    """Lock the row; raises Stale, with what it says now, when it is not the one the person was looking at."""
    fresh = lock_fresh(rows, pk=row.pk, version=None)
    if version is not None and fresh.version != version:
        current = {"version": fresh.version, **says(fresh)}
        raise Stale("Somebody changed this since you opened it.", current=current)
    return fresh


def required(text: str, *, field: str, message: str) -> str:
    """The text without the space around it; what is required is not left empty."""
    if not text.strip():
        raise Invalid({field: [message]})
    return text.strip()


def require(holds: bool, field: str, message: str) -> None:
    """Refuse what was sent unless the condition holds, with the words beside the field."""
    if not holds:
        raise Invalid({field: [message]})


def note(case: Case, *, text: str, by: User) -> ChronologyEntry:
    """Put an act into the chronology, so that who reads the case finds it in its place."""
    now = clock.now()
    return ChronologyEntry.objects.create(
        case=case, kind=EntryKind.SYSTEM, text=text, happened_at=now, precision=TimePrecision.EXACT, recorded_at=now,
        author=by,
    )  # fmt: skip
