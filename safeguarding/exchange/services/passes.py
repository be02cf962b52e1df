"""What a worker does when it is woken: the next step of some import, and then the next, for as long as it may.

The row of an import is the queue. Each step is one transaction under that row's lock: a worker that is killed lets go
of the lock, nothing of its step is there, and whoever is woken next begins the step again. No broker is trusted with
any of it. One import is worked on at a time, so that a large one leaves the other workers to what is due.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from safeguarding.access.models import User
from safeguarding.access.services import system_user
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.history import acting
from safeguarding.core.services import save_fields
from safeguarding.exchange import states
from safeguarding.exchange.choices import ImportStatus
from safeguarding.exchange.models import Import
from safeguarding.exchange.policies import may_import
from safeguarding.exchange.rules.files import Unreadable
from safeguarding.exchange.services.applying import apply
from safeguarding.exchange.services.checking import check_batch
from safeguarding.exchange.services.reading import read
from safeguarding.exchange.services.uploading import end, forget

log = logging.getLogger(__name__)
ONE_AT_A_TIME = "SELECT pg_try_advisory_xact_lock(hashtext('exchange.import'))"
#: A step that was begun so often and never ended takes its worker down each time: the file is given up.
MOST_TRIES = 5
#: The worker is in trouble, or its time is up: what is on record stays, the try is counted, and the next goes on.
GOES_ON = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
LOST_IT = "Who uploaded it may not bring data in any more."
BROKE = "Something about this file could not be handled. Nothing of it is on record. The administrators were told."
TOO_OFTEN = "This file could not be worked through, however often it was tried. Nothing of it is on record."
LONGEST_WAIT = dt.timedelta(days=30)


def work(*, seconds: float = 120) -> int:
    """Take steps until nothing is left to do or the time is up; says how many. A step that was begun is ended."""
    until = time.monotonic() + seconds
    steps = 0
    while time.monotonic() < until and take_step():
        steps += 1
    return steps


def take_step() -> bool:
    """The next step of the import that waited longest; says whether there was one."""
    run = _begin()
    if run is None:
        return False
    try:
        with transaction.atomic(), acting(user_id=run.uploaded_by_id):
            held = _claim(run.pk)
            if held is None:
                return False
            _step(held)
    except Unreadable as no:
        _fail(run.pk, str(no))
    except GOES_ON:
        raise
    except Exception as error:
        # What the row says stays out of the log: the kind of trouble is enough to find it.
        log.error("an import could not be worked on", extra={"import_id": run.pk, "trouble": type(error).__name__})
        if settings.DEBUG:
            log.exception("in full, while developing")
        _fail(run.pk, BROKE)
    return True


def _begin() -> Import | None:
    """Note that a step is begun, before anything is risked: a step that kills its worker is counted all the same."""
    with transaction.atomic():
        held = _claim(None)
        if held is None:
            return None
        if held.tries >= MOST_TRIES:
            end(held, ImportStatus.FAILED, TOO_OFTEN)
            return held
        Import.objects.filter(pk=held.pk).update(tries=held.tries + 1, seen_at=clock.now())
        return held


def _claim(pk: int | None) -> Import | None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        if not cursor.fetchone()[0]:
            return None
    waiting = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(status__in=states.AT_WORK)
    if pk is not None:
        waiting = waiting.filter(pk=pk)
    return waiting.select_related("unit", "uploaded_by").order_by("seen_at", "pk").first()


def _step(held: Import) -> None:
    by: User = held.uploaded_by
    if not may_import(by):
        end(held, ImportStatus.FAILED, LOST_IT)
        return
    steps: dict[str, Callable[[], None]] = {
        ImportStatus.UPLOADED: lambda: read(held),
        ImportStatus.CHECKING: lambda: check_batch(held, by=by),
        ImportStatus.APPLYING: lambda: _apply(held, by),
    }
    steps[held.status]()


def _apply(held: Import, by: User) -> None:
    try:
        with transaction.atomic():
            apply(held, by=by)
    except Refused as no:
        # A rule that the check did not know, or that is new: nothing is on record, and the page says which.
        fresh = Import.objects.get(pk=held.pk)
        save_fields(
            fresh, status=ImportStatus.CHECKED, problem=f"Nothing was put on record: {no.message}"[:300], tries=0
        )


def _fail(pk: int, words: str) -> None:
    with transaction.atomic():
        held = Import.objects.select_for_update(of=("self",)).get(pk=pk)
        if held.status in states.AT_WORK:
            end(held, ImportStatus.FAILED, words)


@transaction.atomic
def forget_old() -> int:
    """Delete the rows of imports that are over, and give up those that nobody came back to."""
    by = system_user()
    left = Import.objects.select_for_update(of=("self",)).filter(uploaded_at__lt=clock.now() - LONGEST_WAIT)
    for held in left.exclude(status__in=(*states.OVER, *states.AT_WORK)):
        end(held, ImportStatus.ABANDONED, "Nobody came back to it for a month.")
        record("import.abandoned", by=by, obj=held)
    before = clock.now() - dt.timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS)
    over = Import.objects.select_for_update(of=("self",)).filter(finished_at__lt=before, purged_at__isnull=True)
    count = 0
    for held in over:
        forget(held)
        save_fields(held, purged_at=clock.now())
        record("import.purged", by=by, obj=held)
        count += 1
    return count
