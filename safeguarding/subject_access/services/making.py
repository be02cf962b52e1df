"""The document of an approved request: looked through once more with what the record knows today, set, and sealed."""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.history import acting
from safeguarding.core.services import save_fields
from safeguarding.core.services.waiting import Waiting
from safeguarding.documents.services import Document, NotSet, set_document
from safeguarding.letters.services.papers import sealed
from safeguarding.subject_access import states
from safeguarding.subject_access.choices import Status, Verdict
from safeguarding.subject_access.models import AccessRequest, GatheredItem
from safeguarding.subject_access.rules.redaction import redacted
from safeguarding.subject_access.selectors import gathering as reading
from safeguarding.subject_access.selectors.document import document_of
from safeguarding.subject_access.selectors.reading import answers_of
from safeguarding.subject_access.selectors.sources import SOURCES
from safeguarding.subject_access.services.packing import Enclosed, enclosed, packed
from safeguarding.subject_access.services.taking import save_step, stop_still, take

log = logging.getLogger(__name__)
SLIPPED = "The check found that {} would name somebody as the record stands today. They are marked: look at them again."
NOT_SET = (
    "The document could not be made. The administrators can see in the log what went wrong; once it is put right, have "
    "it tried again."
)


def make_waiting(*, until: float) -> int:
    """Make the documents of approved requests that have none; says how many were made."""
    return MAKING.work_through(seconds=until - time.monotonic())


def _waiting() -> QuerySet[AccessRequest]:
    found = AccessRequest.objects.filter(
        status=Status.APPROVED, file__isnull=True, problem="", approved_by__isnull=False
    )
    return found.select_related("person", "approved_by", "handed_in_by", "force")


def _make(request: AccessRequest, until: float) -> int:
    by = request.approved_by
    assert by is not None  # noqa: S101  # it was approved
    with acting(user_id=by.pk):
        moved = looked_through(request)
        if moved:
            return _stop(request.pk, moved, by)
        made_at = clock.now()
        data = document_of(request)
        try:
            document = set_document(
                "subject_access", data, title=data["heading"], reference=request.reference, made_at=made_at
            )
        except NotSet as no:
            log.error("a subject access document could not be set", extra={"request_pk": request.pk, "trouble": no.why})
            with transaction.atomic():
                held = MAKING.locked(request.pk)
                if held is not None:
                    _give_up(held)
            return 0
        return _keep(request.pk, document, enclosed(request, by=by), made_at, by)


def _give_up(held: AccessRequest) -> None:
    stop_still(held, problem=NOT_SET, to=(held.handed_in_by, held.approved_by))


@transaction.atomic
def try_again(request: AccessRequest, *, by: User, version: int | None = None) -> AccessRequest:
    """Have the file gathered on, or the document made, once somebody looked at why it stood still."""
    held = take(request, version=version, by=by)
    if not held.stands_still:
        raise Conflict("Nothing of it stands still: somebody may have been quicker.")
    save_fields(held, problem="", tries=0, seen_at=clock.now())
    record("subject_access.tried_again", by=by, obj=held)
    return held


def looked_through(request: AccessRequest) -> list[GatheredItem]:
    """The items to be given that would read otherwise today, or name somebody: each redacted anew, for a person."""
    wanted = reading.everybody_else(request.person_id, reading.reach_of(request.person_id), SOURCES)
    answers = answers_of(request)
    moved = []
    for item in request.items.filter(verdict=Verdict.GIVE):
        now = redacted(item.words, wanted, answers)
        if now.text != item.redacted or now.slipped or now.questions:
            item.redacted, item.questions = now.text, list(dict.fromkeys((*now.slipped, *now.questions)))
            moved.append(item)
    return moved


@transaction.atomic
def _stop(pk: int, moved: list[GatheredItem], by: User) -> int:
    held = MAKING.locked(pk)
    if held is None:
        return 0
    GatheredItem.objects.bulk_update(moved, ["redacted", "questions"])
    ids = [item.pk for item in moved]
    held.items.update(approved_by=None, approved_at=None)
    held.items.filter(pk__in=ids).update(verdict="", exemption="", reason="", decided_by=None, decided_at=None)
    words = SLIPPED.format("one item" if len(moved) == 1 else f"{len(moved)} items")
    save_step(
        held, states.step("send_back", status=held.status), problem=words, approved_by=None, approved_at=None,
    )  # fmt: skip
    record("subject_access.stopped", by=by, obj=held, data={"count": len(moved)})
    return 0


@transaction.atomic
def _keep(pk: int, document: Document, beside: Enclosed, made_at: dt.datetime, by: User) -> int:
    held = MAKING.locked(pk)
    if held is None:
        return 0
    file = sealed(document.pdf, name=f"{held.reference}.pdf", by=by)
    package = sealed(packed(held, document.pdf, beside, made_at=made_at), name=f"{held.reference}.zip", by=by)
    save_step(held, held.status, file=file, package=package, pages=document.pages, made_at=made_at)
    record("subject_access.made", by=by, obj=held, data={"sha256": file.sha256})
    return 1


MAKING = Waiting(work="subject_access.document", rows=_waiting, do=_make, give_up=_give_up)
