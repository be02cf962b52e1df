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
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.history import acting
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.core.services.waiting import Waiting
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.files.services.destroying import erase_destroyed
from safeguarding.notices.services import tell
from safeguarding.records import policies, states
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.models import Disposal, DoomedRow

#: So many rows of one table go in one transaction.
BATCH = 5_000
#: Whoever approved waits no longer than that; a worker erases the rest.
AT_ONCE = 1.0
FILES, FILES_AT_ONCE = "files_storedfile", 100
STUCK = (
    "What is left of the case could not be erased, however often it was tried. Nobody sees it meanwhile. The "
    "administrators can see in the log what went wrong; once it is put right, have it tried again."
)


def begin(disposal: Disposal) -> None:
    """Take the case out of everybody's sight and empty its header, in the transaction of the approval."""
    _ask("SELECT public.records_erase_begin(%s)", disposal.pk)
    transaction.on_commit(lambda: erase_waiting(seconds=AT_ONCE), robust=True)


def erase_waiting(*, seconds: float = 60) -> int:
    """Erase what is approved, until nothing is left or the time is up; says how many disposals ended."""
    return ERASING.work_through(seconds=seconds)


def _waiting() -> QuerySet[Disposal]:
    found = Disposal.objects.filter(status=DisposalStatus.APPROVED, problem="", decided_by__isnull=False)
    return found.select_related("case", "proposed_by", "decided_by")


def _erase_on(disposal: Disposal, until: float) -> int:
    by = disposal.decided_by
    assert by is not None  # noqa: S101  # it was approved
    with acting(user_id=by.pk):
        with transaction.atomic():
            _ask("SELECT public.records_erase_gather(%s)", disposal.pk)
        _destroy_files(disposal, by)
        while time.monotonic() < until:
            with transaction.atomic():
                gone = _ask("SELECT public.records_erase_some(%s, %s)", disposal.pk, BATCH)
                _count(disposal.pk, gone or {})
                ERASING.came_further(disposal)
                if not gone:
                    return _end(disposal.pk, by)
        ERASING.came_further(disposal)
    return 0


def _destroy_files(disposal: Disposal, by: User) -> None:
    """Their keys first, without which the rest is noise. The SHA-256 of each stands on the certificate."""
    doomed = DoomedRow.objects.filter(disposal=disposal, table=FILES).values("row")
    while found := list(StoredFile.objects.filter(pk__in=doomed, destroyed_at=None).order_by("pk")[:FILES_AT_ONCE]):
        with transaction.atomic():
            held = Disposal.objects.select_for_update(no_key=True).get(pk=disposal.pk)
            for file in found:
                files.destroy(file, by=by)
            told = [{"sha256": file.sha256, "size": file.size} for file in found]
            save_fields(held, files=[*held.files, *told], tries=0, seen_at=clock.now())
    erase_destroyed()


def _give_up(held: Disposal) -> None:
    """Say that it stands still, on its page and to the two who disposed of it."""
    save_fields(held, problem=STUCK)
    record(
        "records.erasing_stuck", by=held.decided_by or held.proposed_by, obj=held, data={"case": held.case.reference}
    )
    tell(
        recipients=[one for one in (held.proposed_by, held.decided_by) if one is not None],
        key=f"disposal:{held.pk}:stuck:{held.version}", title="A case could not be erased to its end", body=STUCK,
        url=held.get_absolute_url(), subject_type="disposal", subject_id=held.pk,
    )  # fmt: skip


@transaction.atomic
def try_again(disposal: Disposal, *, version: int | None, by: User) -> Disposal:
    """Have it erased on, once somebody looked at why it stood still."""
    held = lock_fresh(Disposal.objects.visible_to(by), pk=disposal.pk, version=None)
    policies.require_keeping_records(by)
    if held.status != DisposalStatus.APPROVED or not held.problem:
        raise Conflict("This disposal does not stand still: somebody may have been quicker.")
    if version is not None:
        lock_fresh(Disposal.objects.visible_to(by), pk=disposal.pk, version=version)
    save_fields(held, problem="", tries=0, seen_at=clock.now())
    record("records.erasing_tried_again", by=by, obj=held, data={"case": held.case.reference})
    return held


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


def _end(pk: int, by: User) -> int:
    """The end: people whom nothing else names go too. Where something came meanwhile, or a store is away, later."""
    last = _ask("SELECT public.records_erase_end(%s)", pk)
    if last is None:
        return 0
    _count(pk, {table: count for table, count in last.items() if count})
    held = Disposal.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=pk)
    status = states.step("end", status=held.status)
    save_fields(held, status=status, erased_at=clock.now())
    data = {"case": held.case.reference, "rows": held.row_count, "files": len(held.files)}
    record("records.erased", by=by, obj=held, data=data)
    return 1


def _ask(sql: str, *values: int) -> dict[str, int] | None:
    """One of the functions of the database; what it says, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (said,) = cursor.fetchone()
    return json.loads(said) if said else None


ERASING = Waiting(work="records.erase", rows=_waiting, do=_erase_on, give_up=_give_up)
