"""Rows that wait for a worker: each by one worker alone, safe when that one is killed, and none keeps another waiting.

The row is the truth. That it is begun is noted before anything is risked, so that what takes its worker down is counted
all the same; begun too often without having come any further, it is given up, in words. One that goes wrong is logged
without a word of what it holds and is tried again at the next wake-up, behind those that have waited longer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet

from safeguarding.core import clock
from safeguarding.core.services.holding import GOES_ON, held

log = logging.getLogger(__name__)
#: What was begun so often and came no further takes its worker down each time.
MOST_TRIES = 5

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Waiting(Generic[M]):
    """One kind of work. Its table has `tries`, how often a row was begun, and `seen_at`, its last sign of life."""

    #: The name of the work: two workers are never at the same work on the same row.
    work: str
    #: The rows that wait for it or were begun, joined to what `do` and `give_up` need.
    rows: Callable[[], QuerySet[M]]
    #: Do it, until the moment given if it can be left half done; says how many came to their end: 0 or 1.
    do: Callable[[M, float], int]
    #: End a row that is locked, in words for who asked, and put that on record. Without it, it is tried for ever.
    give_up: Callable[[M], None] | None = None
    #: What changes on a row that is locked, once somebody begins with it.
    begin: Callable[[M], None] | None = None
    most_tries: int = MOST_TRIES

    def work_through(self, *, seconds: float) -> int:
        """Work until nothing waits or the time is up; says how many came to their end. Each is taken once."""
        until = time.monotonic() + seconds
        done = 0
        passed_by: list[Any] = []
        while time.monotonic() < until:
            pk = self._next(passed_by)
            if pk is None:
                break
            passed_by.append(pk)
            done += self.work_on(pk, until=until)
        return done

    def work_on(self, pk: int, *, until: float) -> int:
        """Work on this one, unless somebody else does or it waits no longer."""
        with held(self.work, pk) as is_mine:
            try:
                row = self._begun(pk) if is_mine else None
                return self.do(row, until) if row is not None else 0
            except GOES_ON as trouble:
                self._log(pk, trouble)
                raise
            except Exception as trouble:
                self._log(pk, trouble)
                return 0

    def locked(self, pk: int, *, pass_by: bool = False) -> M | None:
        """The row, locked until the transaction ends; nothing, where it waits no longer or may be passed by."""
        return self.rows().select_for_update(of=("self",), no_key=True, skip_locked=pass_by).filter(pk=pk).first()

    def came_further(self, row: M, **fields: object) -> None:
        """A sign of life, with what is done by now: how often it was begun until then no longer counts."""
        type(row)._default_manager.filter(pk=row.pk).update(**fields, tries=0, seen_at=clock.now())

    def _next(self, passed_by: list[Any]) -> Any:
        rows = self.rows().exclude(pk__in=passed_by).order_by("seen_at", "pk")
        return rows.values_list("pk", flat=True).first()

    @transaction.atomic
    def _begun(self, pk: int) -> M | None:
        row = self.locked(pk, pass_by=True)
        if row is None:
            return None
        tries = int(row.tries)  # type: ignore[attr-defined]
        if self.give_up is not None and tries >= self.most_tries:
            self.give_up(row)
            return None
        if self.begin is not None:
            self.begin(row)
        # No more than it takes to be given up: what is tried for ever would not fit one day.
        type(row)._default_manager.filter(pk=pk).update(tries=min(tries + 1, self.most_tries), seen_at=clock.now())
        return row

    def _log(self, pk: int, trouble: Exception) -> None:
        """What the row says stays out of the log: the kind of trouble is enough to find it."""
        log.error("waiting work went wrong", extra={"work": self.work, "row_id": pk, "trouble": type(trouble).__name__})
        if settings.DEBUG:
            log.exception("in full, while developing")
