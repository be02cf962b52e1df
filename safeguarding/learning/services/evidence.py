"""Files that show what a scheme answered: taken in sealed, opened with a line in the record, removed when mistaken."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh
from safeguarding.evidence.services.files import NEVER
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.learning import policies
from safeguarding.learning.models import ReplyFile, SchemeReply
from safeguarding.learning.services.assessing import require_no_names

TWICE = "This file stands with this question already: its SHA-256 is the same."


@transaction.atomic
def add_file(
    asked: SchemeReply, *, question: int, upload: files.SealedUpload, holds_no_indecent_image: bool, by: User,
    note: str = "",
) -> ReplyFile:  # fmt: skip
    """Keep a file that arrived sealed with one of the questions. Who keeps the scheme adds it."""
    held = _take(asked, by=by)
    if not holds_no_indecent_image:
        raise Invalid({"holds_no_indecent_image": [NEVER]})
    stored = files.keep(upload.intake, name=upload.name or "", by=by)
    return put_reply_file(held, question=question, stored=stored, note=note, by=by)


@transaction.atomic
def put_reply_file(asked: SchemeReply, *, question: int, stored: StoredFile, by: User, note: str = "") -> ReplyFile:
    """Put a file that was taken in beside one of the questions. The same one twice is refused."""
    held = _take(asked, by=by)
    if not 0 <= question < len(held.assessment.questions):
        raise Invalid({"question": ["There is no such question"]})
    there = held.files.filter(question=question, file__sha256=stored.sha256, file__destroyed_at=None)
    if there.exists():
        raise Invalid({"file": [TWICE]})
    require_no_names(held, {"file": stored.name, "note": note}, by=by)
    made = ReplyFile.objects.create(reply=held, question=question, file=stored, note=note.strip())
    record("learning.evidence_added", by=by, obj=held, data={"file_id": stored.pk})
    return made


def open_file(row: ReplyFile, *, by: User) -> Iterator[bytes]:
    """What a file holds, each byte proved before it is given, for whoever reads the answers; on record.

    Raises Held, or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    held = ReplyFile.objects.visible_to(by).select_related("file", "reply").get(pk=row.pk)
    given = files.checked(held.file, by=by)
    with transaction.atomic():
        record("learning.evidence_opened", by=by, obj=held.reply, data={"file_id": held.file_id})
    return given


@transaction.atomic
def remove_file(row: ReplyFile, *, reason: str, by: User) -> ReplyFile:
    """Destroy what a file holds that should not be there. That it was there, and who removed it, stays on record."""
    _take(row.reply, by=by)
    held = ReplyFile.objects.visible_to(by).select_related("file", "reply").get(pk=row.pk)
    if held.file.destroyed_at is not None:
        raise Conflict("The file was removed already.")
    if not reason.strip():
        raise Invalid({"reason": ["Say why"]})
    held.file = files.destroy(held.file, by=by)
    record("learning.evidence_removed", by=by, obj=held.reply, reason=reason.strip(), data={"file_id": held.file_id})
    return held


def _take(asked: SchemeReply, *, by: User) -> SchemeReply:
    rows = SchemeReply.objects.visible_to(by).select_related("assessment__report__case", "scheme")
    held: SchemeReply = lock_fresh(rows, pk=asked.pk, version=None)
    policies.require_replying(by, held.scheme)
    return held
