"""What a worker does for bundles: makes the document of a version that waits, and seals it among the files.

The row is the truth. Whoever makes a version holds a lock that goes with its connection; one that was stopped half-way
left no file, and the next begins again. The same messages asked for at the same moment give the same bytes.
"""

from __future__ import annotations

import logging
import re

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.audit.services import record
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import BundleVersion
from safeguarding.conversations.selectors import bundling
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services.waiting import Waiting
from safeguarding.documents.services import Document, NotSet, set_document
from safeguarding.files import services as files

log = logging.getLogger(__name__)
TOO_OFTEN = "It could not be made, however often it was tried. Make it smaller and ask again."
TOO_LARGE = "It is too large to be made in one piece. Take messages out, or show fewer around them, and ask again."
GONE = "A file that it quotes was removed while it was made. Ask again: what is left is made."
BROKE = "Something in it could not be set. The administrators can see what in the log."


def make_waiting(*, seconds: float = 120) -> int:
    """Make versions until none waits or the time is up; says how many."""
    return WAITING.work_through(seconds=seconds)


def _waiting() -> QuerySet[BundleVersion]:
    return BundleVersion.objects.filter(status__in=states.BEING_MADE).select_related("bundle__case", "asked_by")


def _begin(row: BundleVersion) -> None:
    if row.status == VersionStatus.WAITING:
        row.status = VersionStatus.MAKING
        row.save(update_fields=["status"])


def _make(row: BundleVersion, until: float) -> int:
    pk = row.pk
    try:
        with acting(user_id=row.asked_by_id):
            data = bundling.document_of(row, tell=lambda done: _tell(pk, done))
            document = set_document(
                "bundle", data, title=row.asked["title"], made_at=row.asked_at,
                reference=f"{row.asked['reference']}, version {row.number} · {row.bundle.case.reference}",
            )  # fmt: skip
            return _keep(row, document)
    except bundling.Gone:
        return _give_up(pk, GONE)
    except bundling.TooLarge:
        return _give_up(pk, TOO_LARGE)
    except NotSet as no:
        # What it says holds no word of a message.
        log.error("a bundle could not be set", extra={"bundle_version_id": pk, "trouble": no.why})
        return _give_up(pk, BROKE if no.why == "template" else TOO_LARGE)
    except files.StoreAway:
        WAITING.came_further(row)
        return 0


def _keep(row: BundleVersion, document: Document) -> int:
    """Seal the document and put it on record in one transaction; not when somebody else was quicker."""
    intake = files.Intake(limit=len(document.pdf))
    try:
        intake.write(document.pdf)
        intake.end()
        with transaction.atomic():
            held = WAITING.locked(row.pk)
            if held is None:
                intake.close()
                return 0
            held.file = files.keep(intake, name=name_of_file(row.asked["reference"], row.number), by=row.asked_by)
            held.sha256, held.pages, held.made_at = held.file.sha256, document.pages, clock.now()
            held.status, held.done = VersionStatus.MADE, held.total
            held.save(update_fields=["file", "sha256", "pages", "made_at", "status", "done"])
            data = {"bundle_id": row.bundle_id, "number": row.number, "sha256": held.sha256}
            record("bundle.made", by=row.asked_by, obj=row.bundle.case, data=data)
    except BaseException:
        intake.close()
        raise
    return 1


def name_of_file(reference: str, number: int) -> str:
    """By its exhibit reference, in signs that no system reads as a folder: HO-1-version-2.pdf."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or "bundle"
    return f"{plain}-version-{number}.pdf"


def _tell(pk: int, done: int) -> None:
    BundleVersion.objects.filter(pk=pk).update(done=done, seen_at=clock.now())


def _give_up(pk: int, words: str) -> int:
    with transaction.atomic():
        row = WAITING.locked(pk)
        if row is not None:
            _fail(row, words)
    return 0


def _fail(row: BundleVersion, words: str) -> None:
    row.status, row.problem, row.seen_at = VersionStatus.FAILED, words, clock.now()
    row.save(update_fields=["status", "problem", "seen_at"])
    data = {"bundle_id": row.bundle_id, "number": row.number}
    record("bundle.failed", by=row.asked_by, obj=row.bundle.case, data=data)


WAITING = Waiting(
    work="conversations.bundle", rows=_waiting, begin=_begin, do=_make, give_up=lambda row: _fail(row, TOO_OFTEN)
)
