"""A case that two people disposed of is erased: by the database, in batches, by whichever worker is woken.

In the transaction of the approval nobody sees the case any more and its header says nothing. What hangs on it follows:
files first, then rows, those on which others hang last. One that is killed leaves whole batches, and the next goes on.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from django.db import connection, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services import holding, save_fields
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.files.services.destroying import erase_destroyed
from safeguarding.records import states
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.models import Disposal, DoomedRow

#: So many rows of one table go in one transaction.
BATCH = 5_000
WORK = "records.erase"
#: Whoever approved waits no longer than that; a worker erases the rest.
AT_ONCE = 1.0
FILES = "files_storedfile"


def begin(disposal: Disposal, *, by: User) -> None:
    """Take the case out of everybody's sight and empty its header, in the transaction of the approval."""
    _ask("SELECT public.records_erase_begin(%s)", disposal.pk)
    transaction.on_commit(lambda: erase_waiting(seconds=AT_ONCE), robust=True)


def erase_waiting(*, seconds: float = 60, batch: int = BATCH) -> int:
    """Erase what is approved, until nothing is left or the time is up; says how many disposals ended."""
    until, done = time.monotonic() + seconds, 0
    waiting = Disposal.objects.filter(status=DisposalStatus.APPROVED).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        with holding.held(WORK, pk) as is_mine:
            if is_mine:
                done += _erase_on(pk, until, batch)
    return done


def _erase_on(pk: int, until: float, batch: int) -> bool:
    disposal = Disposal.objects.select_related("decided_by").get(pk=pk)
    if disposal.decided_by is None or disposal.status != DisposalStatus.APPROVED:
        return False
    with acting(user_id=disposal.decided_by_id):
        with transaction.atomic():
            _ask("SELECT public.records_erase_gather(%s)", pk)
        _destroy_files(disposal, disposal.decided_by)
        while time.monotonic() < until:
            with transaction.atomic():
                gone = _ask("SELECT public.records_erase_some(%s, %s)", pk, batch)
                _count(pk, gone or {})
                if not gone:
                    return _end(pk, disposal.decided_by)
    return False


def _destroy_files(disposal: Disposal, by: User) -> None:
    """Each file by itself: its key first, without which the rest is noise. Its SHA-256 stands on the certificate."""
    doomed = DoomedRow.objects.filter(disposal=disposal, table=FILES).values("row")
    for file in StoredFile.objects.filter(pk__in=doomed, destroyed_at=None).order_by("pk"):
        with transaction.atomic():
            held = Disposal.objects.select_for_update(no_key=True).get(pk=disposal.pk)
            files.destroy(file, by=by)
            save_fields(held, files=[*held.files, {"sha256": file.sha256, "size": file.size}])
    erase_destroyed()


def _count(pk: int, gone: dict[str, int]) -> None:
    """How many rows of each kind went, in words, in the transaction in which they went."""
    if gone:
        held = Disposal.objects.select_for_update(no_key=True).get(pk=pk)
        save_fields(held, rows=dict(Counter(held.rows) + Counter(_in_words(gone.items()))))


def _in_words(gone: Iterable[tuple[str, int]]) -> dict[str, int]:
    names = {model._meta.db_table: str(model._meta.verbose_name_plural) for model in apps.get_models()}
    counted: Counter[str] = Counter()
    for table, count in gone:
        counted[names.get(table, table)] += count
    return dict(counted)


def _end(pk: int, by: User) -> bool:
    """The end: people whom nothing else names go too. Where something came meanwhile, or a store is away, later."""
    last = _ask("SELECT public.records_erase_end(%s)", pk)
    if last is None:
        return False
    _count(pk, {table: count for table, count in last.items() if count})
    held = Disposal.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=pk)
    status = states.step("end", status=held.status)
    save_fields(held, status=status, erased_at=clock.now())
    data = {"case": held.case.reference, "rows": held.row_count, "files": len(held.files)}
    record("records.erased", by=by, obj=held, data=data)
    return True


def _ask(sql: str, *values: int) -> dict[str, int] | None:
    """One of the functions of the database; what it says, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (said,) = cursor.fetchone()
    return json.loads(said) if said else None
