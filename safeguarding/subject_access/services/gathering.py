"""A worker gathers a file table by table, and then takes other people's names out of it, item by item.

The rows are the truth. How far it is stands on the request; who was killed between two tables, or between two items,
is followed by the next wake-up, which goes on there. Two workers never gather the same file.
"""

from __future__ import annotations

import logging
import time

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.access.services import system_user
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult, record
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services.waiting import Waiting
from safeguarding.guard.rules import Needles
from safeguarding.subject_access import states
from safeguarding.subject_access.choices import Status
from safeguarding.subject_access.models import AccessRequest, GatheredItem
from safeguarding.subject_access.rules.redaction import redacted
from safeguarding.subject_access.selectors import gathering as reading
from safeguarding.subject_access.selectors.gathering import MESSAGES, Found
from safeguarding.subject_access.selectors.reading import answers_of
from safeguarding.subject_access.selectors.sources import SOURCES, Reach
from safeguarding.subject_access.services.making import make_waiting
from safeguarding.subject_access.services.taking import save_step, stop_still, take_step

log = logging.getLogger(__name__)
NOT_GATHERED = (
    "The file could not be gathered, however often it was tried. The administrators can see in the log what went "
    "wrong; once it is put right, have it tried again."
)
#: Tables, and the messages.
STEPS = len(SOURCES) + 1
A_BATCH = 200
UNDECIDED = {
    "verdict": "", "exemption": "", "reason": "", "decided_by": None, "decided_at": None, "approved_by": None,
    "approved_at": None,
}  # fmt: skip


@transaction.atomic
def gather(request: AccessRequest, *, by: User, version: int | None = None) -> AccessRequest:
    """Have the file gathered, or gathered anew: what has changed since is decided anew, and the rest stays decided."""
    held, target = take_step("gather", request, version=version, by=by)
    save_step(
        held,
        target,
        gather_asked_at=clock.now(),
        gather_asked_by=by,
        sources_done=0,
        gathered_at=None,
        problem="",
        tries=0,
        seen_at=clock.now(),
    )
    consult(held.person, by=by, page="subject access file", purpose=Purpose.SUBJECT_ACCESS)
    record("subject_access.gathering", by=by, obj=held)
    return held


def work_waiting(*, seconds: float = 120) -> int:
    """Gather files and make documents until none waits or the time is up; says how many came to their end."""
    until = time.monotonic() + seconds
    done = GATHERING.work_through(seconds=seconds)
    return done + make_waiting(until=until)


def _waiting() -> QuerySet[AccessRequest]:
    found = AccessRequest.objects.filter(status=Status.GATHERING, problem="")
    return found.select_related("person", "gather_asked_by", "force")


def _gather(request: AccessRequest, until: float) -> int:
    by = request.gather_asked_by or system_user()
    with acting(user_id=by.pk):
        reach = reading.reach_of(request.person_id)
        for step in range(request.sources_done, STEPS):
            found = reading.rows_of(SOURCES[step], reach) if step < len(SOURCES) else list(reading.messages_of(reach))
            _keep(request, found, step)
        if not redact_all(request, reach, until=until):
            return 0
        return _finish(request.pk, by)


def _give_up(held: AccessRequest) -> None:
    stop_still(held, problem=NOT_GATHERED, to=(held.gather_asked_by,))


@transaction.atomic
def _keep(request: AccessRequest, found: list[Found], step: int) -> None:
    """What one table gave, and that it is done, in one transaction. What is the same as before is left alone."""
    rows = GatheredItem.objects.filter(request=request, source=SOURCES[step].key if step < len(SOURCES) else MESSAGES)
    known = {item.object_key: item for item in rows}
    new = [_item(request, one) for one in found if one.key not in known]
    GatheredItem.objects.bulk_create(new, batch_size=1_000)
    gone = known.keys() - {one.key for one in found}
    if gone:
        forget(rows.filter(object_key__in=gone))
    for one in found:
        item = known.get(one.key)
        if item is None:
            continue
        of_matter = {"case_id": one.case_id, "concern_id": one.concern_id, "track_id": one.track_id}
        if any(getattr(item, name) != value for name, value in of_matter.items()):
            # A concern has come to a case meanwhile: who reads the item goes by where it is now.
            GatheredItem.objects.filter(pk=item.pk).update(**of_matter)
        if item.words != one.words:
            GatheredItem.objects.filter(pk=item.pk).update(
                words=one.words, happened_on=one.happened_on, redacted="", redacted_at=None, questions=[],
                gone_at=None, **UNDECIDED,
            )  # fmt: skip
    GATHERING.came_further(request, sources_done=step + 1)


def forget(rows: QuerySet[GatheredItem]) -> None:
    """What is not on record any more, or not theirs: its words go, and it is given no more. The log stays."""
    rows.filter(gone_at__isnull=True).update(
        gone_at=clock.now(), words="", redacted="", redacted_at=clock.now(), questions=[], **UNDECIDED
    )


def _item(request: AccessRequest, one: Found) -> GatheredItem:
    return GatheredItem(
        request=request, source=one.source, object_key=one.key, words=one.words, happened_on=one.happened_on,
        case_id=one.case_id, concern_id=one.concern_id, track_id=one.track_id, file_id=one.file_id,
    )  # fmt: skip


def redact_all(request: AccessRequest, reach: Reach, *, until: float) -> bool:
    """Take other people's names out of what has them still, a batch at a time; whether all of it is done."""
    wanted = reading.everybody_else(request.person_id, reach, SOURCES)
    answers = answers_of(request)
    while time.monotonic() < until:
        batch = list(GatheredItem.objects.filter(request=request, redacted_at__isnull=True).order_by("pk")[:A_BATCH])
        if not batch:
            return True
        put_redacted(batch, wanted, answers)
        GATHERING.came_further(request)
    return False


def put_redacted(items: list[GatheredItem], wanted: Needles, answers: dict[str, bool]) -> None:
    for item in items:
        made = redacted(item.words, wanted, answers)
        item.redacted, item.redacted_at = made.text, clock.now()
        item.questions = list(dict.fromkeys((*made.slipped, *made.questions)))
    GatheredItem.objects.bulk_update(items, ["redacted", "redacted_at", "questions"])


@transaction.atomic
def _finish(pk: int, by: User) -> int:
    held = AccessRequest.objects.select_for_update(of=("self",), no_key=True).select_related("force").get(pk=pk)
    if held.status != Status.GATHERING:
        return 0
    save_step(held, states.step("gathered", status=held.status), gathered_at=clock.now())
    record("subject_access.gathered", by=by, obj=held, data={"count": held.items.there().count()})
    return 1


GATHERING = Waiting(work="subject_access.file", rows=_waiting, do=_gather, give_up=_give_up)
