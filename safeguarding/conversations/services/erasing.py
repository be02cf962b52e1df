"""What was read from a file goes with it, once two people have decided that the file was taken in by mistake.

The file's row, its SHA-256, how many messages there were and who decided stay; no word of a message does, nor in the
history. In the transaction of the decision everything goes by which a message can be found; the messages themselves
follow in batches, by whichever worker is woken. The database erases, in two functions of its own, and asks itself
whether the file was destroyed and whether two people said so: nobody who serves pages or tasks may delete a message.
"""

from __future__ import annotations

import time

from django.db import connection, transaction
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.conversations import states
from safeguarding.conversations.choices import AT_WORK, ExportStatus, JudgementStatus, VersionStatus
from safeguarding.conversations.models import BundleVersion, Judgement, MessageExport
from safeguarding.conversations.selectors.removing import export_of, versions_quoting
from safeguarding.conversations.services import making
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services import save_fields
from safeguarding.core.services.waiting import Waiting
from safeguarding.core.templatetags.words import day
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files import services as files

#: So many messages go in one transaction.
BATCH = 10_000
#: Whoever decided waits no longer than that; a worker erases the rest.
AT_ONCE = 1.0
OVER = "The file that these messages were read from was removed."


def erase_with(held: ExhibitFile, *, by: User) -> None:
    """Erase what was read from a file. Called in the transaction in which the file is destroyed."""
    found = export_of(held)
    if found is None:
        return
    export = MessageExport.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    for version in versions_quoting(export):
        _end_version(version, export, by)
    Judgement.objects.filter(export=export, status__in=AT_WORK).update(
        status=JudgementStatus.FAILED, problem=OVER, seen_at=clock.now()
    )
    data = {"messages": sum(count for kind, count in export.counts.items() if kind != "unread")}
    save_fields(
        export, status=ExportStatus.REMOVED, removed_at=clock.now(), notes=[], question="", problem="",
        day_order_because="", checkpoint={},
    )  # fmt: skip
    words = (
        f"A message stood here. The file that it was read from, of exhibit {held.exhibit.reference}, was taken in by "
        f"mistake, and the message was removed with it on {day(clock.now())}."
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.conversations_erase(%s, %s)", [export.pk, words])
    record("export.removed", by=by, obj=export, data=data)
    transaction.on_commit(lambda: erase_waiting(seconds=AT_ONCE), robust=True)


def _end_version(version: BundleVersion, export: MessageExport, by: User) -> None:
    """A document that quotes what was removed goes, and stays known by its SHA-256 and by who took it."""
    # A worker may have made it since it was looked for.
    rows = BundleVersion.objects.select_for_update(of=("self",), no_key=True).select_related("file")
    version = rows.get(pk=version.pk)
    data = {"bundle_id": version.bundle_id, "number": version.number}
    if version.status == VersionStatus.MADE and version.file is not None:
        files.destroy(version.file, by=by)
        record("bundle.destroyed", by=by, obj=export.case, data=data)
    elif version.status in states.BEING_MADE:
        BundleVersion.objects.filter(pk=version.pk).update(
            status=VersionStatus.FAILED, problem=making.GONE, seen_at=clock.now()
        )
        record("bundle.failed", by=by, obj=export.case, data=data)


def erase_waiting(*, seconds: float = 60) -> int:
    """Erase messages of files that were removed, until none is left or the time is up; says how many exports ended."""
    return WAITING.work_through(seconds=seconds)


def _waiting() -> QuerySet[MessageExport]:
    return MessageExport.objects.filter(removed_at__isnull=False, erased_at=None)


def _erase_on(export: MessageExport, until: float) -> int:
    while time.monotonic() < until:
        with transaction.atomic():
            if not _some(export.pk):
                _end(export.pk)
                return 1
    return 0


def _some(pk: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.conversations_erase_messages(%s, %s)", [pk, BATCH])
        return int(cursor.fetchone()[0])


def _end(pk: int) -> None:
    export = MessageExport.objects.select_related("source").get(pk=pk)
    removal = export.source.removals.filter(decided_by__isnull=False).select_related("decided_by").latest("decided_at")
    if removal.decided_by is None:
        return
    with acting(user_id=removal.decided_by_id):
        save_fields(export, erased_at=clock.now())
        record("export.erased", by=removal.decided_by, obj=export)


#: Never given up: what two people have decided to erase is erased.
WAITING = Waiting(work="conversations.erase", rows=_waiting, do=_erase_on)
