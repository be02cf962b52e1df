"""The document of an approved request: looked through once more with what the record knows today, set, and sealed."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services.holding import held as held_by_me
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
from safeguarding.subject_access.services.taking import save_step

log = logging.getLogger(__name__)
WORK = "subject_access.document"
SLIPPED = "The check found that {} would name somebody as the record stands today. They are marked: look at them again."
NOT_SET = "The document could not be set. The administrators can see why in the log."


def make_waiting(*, until: float) -> int:
    """Make the documents of approved requests that have none; says how many were made."""
    made = 0
    waiting = AccessRequest.objects.filter(status=Status.APPROVED, file__isnull=True, problem="")
    for pk in list(waiting.order_by("approved_at").values_list("pk", flat=True)):
        if time.monotonic() > until:
            break
        with held_by_me(WORK, pk) as is_mine:
            made += _make(pk) if is_mine else 0
    return made


def _make(pk: int) -> int:
    request = AccessRequest.objects.select_related("person", "approved_by", "force").get(pk=pk)
    by = request.approved_by
    if by is None or request.status != Status.APPROVED:
        return 0
    with acting(user_id=by.pk):
        moved = looked_through(request)
        if moved:
            return _stop(pk, moved, by)
        made_at = clock.now()
        data = document_of(request)
        try:
            document = set_document(
                "subject_access", data, title=data["heading"], reference=request.reference, made_at=made_at
            )
        except NotSet as no:
            log.error("a subject access document could not be set", extra={"request_pk": pk, "trouble": no.why})
            AccessRequest.objects.filter(pk=pk).update(problem=NOT_SET)
            return 0
        return _keep(pk, document, {"made_at": made_at}, by)


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
    held = _locked(pk)
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
def _keep(pk: int, document: Document, fields: dict[str, Any], by: User) -> int:
    held = _locked(pk)
    if held is None:
        return 0
    file = sealed(document.pdf, name=f"{held.reference}.pdf", by=by)
    save_step(held, held.status, file=file, pages=document.pages, **fields)
    record("subject_access.made", by=by, obj=held, data={"sha256": file.sha256})
    return 1


def _locked(pk: int) -> AccessRequest | None:
    rows = AccessRequest.objects.select_for_update(of=("self",), no_key=True).select_related("force", "person")
    return rows.filter(pk=pk, status=Status.APPROVED, file__isnull=True).first()
