"""The rules are asked about all messages of an export: once a person says so, or once who is who has settled.

The row of a judgement is the truth. A worker holds a lock that goes with its connection and walks the messages in the
order of time; every so many results, the messages that failed and how far it is are one transaction. Whoever follows
one that was stopped walks again, comes to the same results, and puts on record what is not there yet. When something
that the judgement rests on has changed between, it is left as it is and begun anew.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.taking import take
from safeguarding.communications.rules import guidelines
from safeguarding.communications.selectors.numbers import numbers_of
from safeguarding.conversations.choices import AT_WORK, ExportStatus, JudgementStatus
from safeguarding.conversations.models import Judgement, Message, MessageExport, RuleSaid, Verdict
from safeguarding.conversations.rules import lexicon
from safeguarding.conversations.selectors.judging.basis import basis_of
from safeguarding.conversations.selectors.judging.settled import settled_exports
from safeguarding.conversations.selectors.judging.walk import Walk
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services.holding import GOES_ON, held

log = logging.getLogger(__name__)
BATCH = 5_000
MOST_TRIES = 5
WORK = "conversations.judgement"
COPY = "COPY conversations_breach (judgement_id, message_id, verdict) FROM STDIN"
NOT_READ = "The messages have to be read first."
UNDER_WAY = "The rules are being asked already."
BROKE = "The rules could not be asked of these messages. Nothing was lost; they can be asked again."
TOO_OFTEN = "The rules could not be asked to the end, however often it was tried."


class Overtaken(Exception):
    """Somebody else has gone on with this judgement."""


@transaction.atomic
def ask_rules(*, export: MessageExport, by: User) -> Judgement:
    """Have the rules asked about the messages of an export, or asked again."""
    take(export.case, by=by)
    fresh = MessageExport.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=export.pk)
    if fresh.status != ExportStatus.READ:
        raise Conflict(NOT_READ)
    if fresh.judgements.filter(status__in=AT_WORK).exists():
        raise Conflict(UNDER_WAY)
    return _asked(fresh, by=by)


def _asked(export: MessageExport, *, by: User) -> Judgement:
    made = Judgement.objects.create(export=export, asked_by=by, asked_at=clock.now(), seen_at=clock.now())
    record("export.rules_asked", by=by, obj=export, data={"judgement_id": made.pk})
    return made


def judge_waiting(*, seconds: float = 600) -> int:
    """Ask the rules about whatever waits for it, and whatever has settled; says how many were brought to their end."""
    until, done = time.monotonic() + seconds, 0
    for export in settled_exports():
        _ask_once(export)
    waiting = Judgement.objects.filter(status__in=AT_WORK).order_by("seen_at", "pk").values_list("pk", "export_id")
    for pk, export_id in waiting:
        if time.monotonic() > until:
            break
        with held(WORK, export_id) as is_mine:
            if is_mine:
                done += _judge(pk, until)
    return done


@transaction.atomic
def _ask_once(export: MessageExport) -> None:
    fresh = MessageExport.objects.select_for_update(of=("self",), no_key=True).select_related("added_by")
    one = fresh.get(pk=export.pk)
    if not one.judgements.exists():
        _asked(one, by=one.added_by)


def _begin(pk: int) -> bool:
    """Note that work is begun, before anything is risked: what takes its worker down is counted all the same."""
    with transaction.atomic():
        row = _at_work(pk)
        if row is None:
            return False
        if row.tries >= MOST_TRIES:
            _fail(row, TOO_OFTEN)
            return False
        basis = basis_of(row.export)
        if row.basis and row.basis != basis:
            Judgement.objects.filter(pk=pk).update(status=JudgementStatus.OVERTAKEN, seen_at=clock.now())
            _asked(row.export, by=row.asked_by)
            return False
        numbers = [[one.name, one.since.isoformat(), one.value] for one in numbers_of(row.export.case.force_id)]
        Judgement.objects.filter(pk=pk).update(
            status=JudgementStatus.WORKING, tries=F("tries") + 1, basis=basis, numbers=numbers, seen_at=clock.now(),
            rules=guidelines.VERSION, lexicon=lexicon.VERSION,
        )  # fmt: skip
        return True


def _at_work(pk: int) -> Judgement | None:
    rows = Judgement.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return rows.filter(pk=pk, status__in=AT_WORK).select_related("export__case", "asked_by").first()


def _judge(pk: int, until: float) -> bool:
    try:
        if not _begin(pk):
            return False
        return _walk(Judgement.objects.select_related("export__case", "asked_by").get(pk=pk), until)
    except Overtaken:
        return False
    except GOES_ON:
        raise
    except Exception as error:
        # What people wrote stays out of the log: the kind of trouble is enough to find it.
        log.error("rules could not be asked", extra={"judgement_id": pk, "trouble": type(error).__name__})
        if settings.DEBUG:
            log.exception("in full, while developing")
        with transaction.atomic():
            row = _at_work(pk)
            if row is not None:
                _fail(row, BROKE)
        return False


def _walk(row: Judgement, until: float) -> bool:
    """Go on from what is on record; says whether the end was reached before the time was up."""
    walk = Walk(row.export, now=row.asked_at)
    failed: list[tuple[int, int]] = []
    number = 0
    for number, (message, verdict) in enumerate(walk.results(), 1):
        if number > row.done and walk.has_failed[verdict]:
            failed.append((message, verdict))
        if number % BATCH == 0 and number > row.done:
            with transaction.atomic():
                _keep(row, failed, number)
            row.done, failed = number, []
            if time.monotonic() > until:
                return False
    with transaction.atomic():
        _keep(row, failed, number)
        _end(row, walk, number)
    return True


def _keep(row: Judgement, failed: Sequence[tuple[int, int]], number: int) -> None:
    """The messages that failed, and how far it is by then; the next may try as often as this one."""
    now = _at_work(row.pk)
    if now is None or now.done != row.done:
        raise Overtaken
    if failed:
        lines = "".join(f"{row.pk}\t{message}\t{verdict}\n" for message, verdict in failed)
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(COPY, io.StringIO(lines))
    Judgement.objects.filter(pk=row.pk).update(
        done=number, failed=F("failed") + len(failed), tries=0, seen_at=clock.now()
    )


def _end(row: Judgement, walk: Walk, number: int) -> None:
    RuleSaid.objects.bulk_create(
        [
            RuleSaid(
                judgement=row, number=walk.said[said], rule=said.rule, outcome=said.outcome, severity=said.severity,
                reason=said.reason, count=count,
            )
            for said, count in walk.counted().items()
        ]
    )  # fmt: skip
    Verdict.objects.bulk_create(list(_verdicts(row, walk)), batch_size=1_000)
    total = Message.objects.filter(export=row.export_id).count()
    Judgement.objects.filter(pk=row.pk).update(
        status=JudgementStatus.DONE, judged=number, left_out=total - number, done_at=clock.now(), problem=""
    )
    failed = Judgement.objects.values_list("failed", flat=True).get(pk=row.pk)
    record("export.judged", by=row.asked_by, obj=row.export, data={"judged": number, "failed": failed})


def _verdicts(row: Judgement, walk: Walk) -> Iterator[Verdict]:
    for verdict, number in walk.verdicts.items():
        yield Verdict(
            judgement=row, number=number, inputs=verdict.inputs_read, said=list(verdict.said), count=walk.counts[number]
        )


def _fail(row: Judgement, words: str) -> None:
    Judgement.objects.filter(pk=row.pk).update(status=JudgementStatus.FAILED, problem=words, seen_at=clock.now())
    record("export.not_judged", by=row.asked_by, obj=row.export, data={"judgement_id": row.pk})
