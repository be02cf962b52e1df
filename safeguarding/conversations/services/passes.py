"""What a worker does when it is woken: read an export that waits, batch after batch, until it ends.

The row of an export is the truth. Each batch is one transaction: its messages, how many pieces of the file are on
record by then, and a sign of life. A worker that is killed leaves whole batches; whoever comes next walks the file
from its beginning and skips the pieces that are on record. One worker reads one export: it holds a lock that goes
with its connection, and each batch sees that nobody else has gone on meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from safeguarding.audit.services import record
from safeguarding.conversations import states
from safeguarding.conversations.choices import DayOrder, ExportStatus, Format
from safeguarding.conversations.models import Conversation, Message, MessageExport
from safeguarding.conversations.models.messages import BEFORE_ALL
from safeguarding.conversations.rules.formats import READERS
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread
from safeguarding.conversations.rules.zips import Broken, NotReadable
from safeguarding.conversations.selectors.reading import BACK, ORDER
from safeguarding.conversations.services.groups import note_groups
from safeguarding.conversations.services.known import OWNER
from safeguarding.conversations.services.long_texts import keep_long_words
from safeguarding.conversations.services.opening import Progress, opened
from safeguarding.conversations.services.parts import count_parts
from safeguarding.conversations.services.writing import Writer
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.history import acting
from safeguarding.core.services import save_fields
from safeguarding.core.services.holding import GOES_ON
from safeguarding.core.services.waiting import Waiting
from safeguarding.files import services as files
from safeguarding.files.rules.sealing import NoKey, Tampered
from safeguarding.files.services import Held, StoreAway

log = logging.getLogger(__name__)
BATCH = 5_000
#: Of one batch: a message may have millions of letters, and two batches are in memory at once.
LETTERS = 16_000_000
MOST_NOTES = 50
BROKE = "Something about this file could not be handled. What was read of it so far is kept, and says so."
TOO_OFTEN = "This file could not be read further, however often it was tried. What was read of it so far is kept."
AWAY = "The file cannot be reached where it is kept."
BY_ITSELF = "Nothing is lost: it is read on by itself as soon as it can be."
NOT_THE_SAME = "What is kept of this file is not what was handed in. A copy may be in the backup."
NOTHING = "No message was found in this file. Is it the format that was chosen?"
MORE_NOTES = "There is more to say of this file than is kept here. Look into the file itself."
ASK_DAYS = "Which does this file write first, the day or the month?"


class Overtaken(Exception):
    """Somebody else has gone on with this export."""


def read_waiting(*, seconds: float = 120) -> int:
    """Read exports until none waits or the time is up; says how many were taken in hand."""
    return WAITING.work_through(seconds=seconds)


def _waiting() -> QuerySet[MessageExport]:
    rows = MessageExport.objects.filter(status__in=states.AT_WORK)
    return rows.select_related("case", "added_by", "source__file")


def _begin(held: MessageExport) -> None:
    if held.status == ExportStatus.WAITING:
        save_fields(held, status=ExportStatus.READING)


def _read(export: MessageExport, until: float) -> int:
    try:
        with acting(user_id=export.added_by_id):
            progress = Progress()
            source = opened(export, progress)
            if export.day_order_because or _decide(export, READERS[Format(export.format)].days(source)):
                _Reading(export, source, progress).go_on(until)
    except Overtaken:
        pass
    except NotReadable as no:
        _fail(export.pk, no.words)
    except (Tampered, NoKey) as trouble:
        files.alarm(export.source.file, by=export.added_by, trouble=type(trouble).__name__)
        _fail(export.pk, NOT_THE_SAME)
    except (StoreAway, Held, FileNotFoundError) as away:
        # Held, not failed: nothing is known to be wrong with the file. The page says why, and it is tried again.
        words = away.message if isinstance(away, Refused) else AWAY
        WAITING.came_further(export, problem=f"{words} {BY_ITSELF}"[:300])
    except GOES_ON:
        raise
    except Exception as error:
        # What the file says stays out of the log: the kind of trouble is enough to find it.
        log.error("an export could not be read", extra={"export_id": export.pk, "trouble": type(error).__name__})
        if settings.DEBUG:
            log.exception("in full, while developing")
        _fail(export.pk, BROKE)
    return 1


def _decide(export: MessageExport, days: Days) -> bool:
    """Write down in which order the file has day and month, and why; or ask. Says whether reading may go on."""
    with transaction.atomic():
        held = WAITING.locked(export.pk, pass_by=True)
        if held is None:
            raise Overtaken
        because = days.because[:300]
        if days.could_be:
            save_fields(held, status=ExportStatus.ASKING, question=ASK_DAYS, notes=[because], tries=0)
            return False
        order = days.order if days.order in DayOrder.values else ""
        save_fields(held, day_order=order, day_order_because=because)
    export.day_order, export.day_order_because = order, because
    return True


class _Reading:
    """One worker reading one export."""

    def __init__(self, export: MessageExport, source: Source, progress: Progress) -> None:
        self.export = export
        self.source = source
        self.progress = progress
        self.writer = Writer(export)
        self.done = int(export.checkpoint.get("pieces", 0))

    def go_on(self, until: float) -> None:
        """From the first piece that is not on record, until the end or the time is up."""
        how = How(day_order=self.export.day_order, owner=OWNER)
        pieces = _to_the_end(READERS[Format(self.export.format)].read(self.source, how))
        for _ in islice(pieces, self.done):
            pass
        # While the database takes one batch, the next one is read.
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(_batch, pieces)
            while batch := coming.result():
                coming = ahead.submit(_batch, pieces)
                self._put(batch)
                if time.monotonic() > until:
                    return
        self._finish()

    def _put(self, batch: list[Piece | Unread | Said]) -> None:
        with transaction.atomic():
            held = self._held()
            counts = dict(held.counts)
            for kind, more in self.writer.put(batch).items():
                counts[kind] = counts.get(kind, 0) + more
            notes = [*held.notes, *(each.text for each in batch if isinstance(each, Said))]
            fields = {
                "checkpoint": {"pieces": self.done + len(batch), **self.writer.moments.counts()}, "counts": counts,
                "tries": 0, "problem": "", "seen_at": clock.now(),
                "done_bytes": max(held.done_bytes, self.progress.furthest),
            }  # fmt: skip
            if len(notes) > len(held.notes):
                fields["notes"] = _fitting(notes)
            MessageExport.objects.filter(pk=held.pk).update(**fields)
        self.done += len(batch)

    def _held(self) -> MessageExport:
        held = WAITING.locked(self.export.pk, pass_by=True)
        if held is None or int(held.checkpoint.get("pieces", 0)) != self.done:
            raise Overtaken
        return held

    def _finish(self) -> None:
        with transaction.atomic():
            held = self._held()
            notes = _fitting([*self._of_clocks(), *held.notes])
            if not sum(held.counts.values()):
                _end(held, ExportStatus.FAILED, NOTHING)
                return
            _set_ends(held)
            note_groups(held)
            count_parts(export=held)
            keep_long_words(export=held)
            save_fields(
                held, status=ExportStatus.READ, notes=notes, read_at=clock.now(), tries=0, problem="",
                done_bytes=held.source.file.size, seen_at=clock.now(),
            )  # fmt: skip
            record("export.read", by=held.added_by, obj=held, data=dict(held.counts))

    def _of_clocks(self) -> list[str]:
        twice, never = self.writer.moments.twice, self.writer.moments.never
        words = []
        if twice:
            words.append(
                f"{twice:,} times fall in the hour that comes twice when clocks are put back. They were read as the "
                "first of the two, or as the second where they follow a later time."
            )
        if never:
            words.append(f"{never:,} times fall in the hour that is left out when clocks are put forward.")
        if self.writer.moments.far_off:
            words.append(f"{self.writer.moments.far_off:,} times lie too far off to be true: they stand as written.")
        return words


def _fitting(notes: list[str]) -> list[str]:
    """As many notes as are kept, each once; where there are more, the last one says so."""
    each = list(dict.fromkeys(notes))
    return each if len(each) <= MOST_NOTES else [*each[: MOST_NOTES - 1], MORE_NOTES]


def _batch(pieces: Iterator[Piece | Unread | Said]) -> list[Piece | Unread | Said]:
    """The next pieces: as many as fit, by their number and by their letters."""
    batch: list[Piece | Unread | Said] = []
    letters = 0
    for piece in pieces:
        batch.append(piece)
        letters += _letters(piece)
        if len(batch) >= BATCH or letters >= LETTERS:
            break
    return batch


def _letters(piece: Piece | Unread | Said) -> int:
    if isinstance(piece, Piece):
        return len(piece.text) + len(piece.raw)
    return len(piece.raw) if isinstance(piece, Unread) else 0


def _to_the_end(pieces: Iterator[Piece | Unread | Said]) -> Iterator[Piece | Unread | Said]:
    """What a reader gives; where the file itself is broken, that, as the last piece."""
    try:
        yield from pieces
    except Broken as broken:
        yield Unread("From here on", "", str(broken))


def _set_ends(export: MessageExport) -> None:
    """When each conversation begins and ends: one statement, which takes the two from the index of each."""
    sent = Message.objects.filter(conversation=OuterRef("pk"), order_at__gt=BEFORE_ALL)
    Conversation.objects.filter(export=export).update(
        first_at=Subquery(sent.order_by(*ORDER).values("sent_at")[:1]),
        last_at=Subquery(sent.order_by(*BACK).values("sent_at")[:1]),
    )


def _fail(pk: int, words: str) -> None:
    with transaction.atomic():
        held = MessageExport.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
        if held.status in states.AT_WORK:
            _end(held, ExportStatus.FAILED, words)


def _end(held: MessageExport, status: str, problem: str) -> None:
    save_fields(held, status=status, problem=problem[:300], seen_at=clock.now())
    record("export.failed", by=held.added_by, obj=held)


WAITING = Waiting(
    work="conversations.export", rows=_waiting, begin=_begin, do=_read,
    give_up=lambda held: _end(held, ExportStatus.FAILED, TOO_OFTEN),
)  # fmt: skip
