"""Look through the messages of an export for indicators, batch after batch; whoever is stopped goes on.

One worker looks through one export. What it found in a batch and how far it is by then are one transaction; the next
worker walks the conversation again for what shows in several messages, and looks only at what was not looked at.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction

from safeguarding.audit.services import record
from safeguarding.conversations.choices import ExportStatus, FindingStatus, MessageKind
from safeguarding.conversations.models import Conversation, Finding, Look, Message, MessageExport
from safeguarding.conversations.rules import lexicon, runs
from safeguarding.conversations.selectors.reading import ORDER
from safeguarding.conversations.services.holding import GOES_ON, held
from safeguarding.core import clock

log = logging.getLogger(__name__)
#: So many messages are read, and so many findings written, at once.
BATCH = 5_000
WORK = "conversations.look"
_FIELDS = ("pk", "sender_id", "kind", "text", "sent_at")
_WITH_WORDS = (MessageKind.TEXT, MessageKind.MEDIA, MessageKind.OTHER)


class TimeIsUp(Exception):
    """What was found is on record; the next wake-up goes on."""


def look_through(*, export: MessageExport, until: float | None = None) -> Look:
    """Find what today's lexicon finds. Safe to do twice, and for a newer lexicon: what was decided stays decided."""
    with held(WORK, export.pk) as is_mine:
        if is_mine:
            return _look_on(export, until)
    return Look.objects.filter(export=export).first() or Look(export=export)


def _look_on(export: MessageExport, until: float | None) -> Look:
    look, _ = Look.objects.get_or_create(export=export, defaults={"lexicon": lexicon.VERSION})
    if look.lexicon != lexicon.VERSION:
        look.lexicon, look.last_conversation, look.last_messages = lexicon.VERSION, 0, 0
        look.messages_count, look.done_at = 0, None
        look.save()
    if look.done_at is None:
        waiting = Conversation.objects.filter(export=export, pk__gt=look.last_conversation).order_by("pk")
        try:
            for conversation in waiting.iterator(chunk_size=1_000):
                _look_through_one(look, conversation, until)
        except TimeIsUp:
            return look
        _end(look)
    return look


def look_through_waiting(*, seconds: float = 600) -> int:
    """Look through whatever has been read and not looked through by today's lexicon. Returns how many exports."""
    until, done = time.monotonic() + seconds, 0
    read = MessageExport.objects.filter(status=ExportStatus.READ).select_related("added_by")
    for export in read.exclude(look__lexicon=lexicon.VERSION, look__done_at__isnull=False).order_by("pk"):
        if time.monotonic() < until:
            done += _looked_to_the_end(export, until)
    return done


def _looked_to_the_end(export: MessageExport, until: float) -> bool:
    """One that cannot be looked through keeps no other waiting: it is tried again at the next wake-up."""
    try:
        return look_through(export=export, until=until).done_at is not None
    except GOES_ON:
        raise
    except Exception as error:
        # What people wrote stays out of the log: the kind of trouble is enough to find it.
        log.error(
            "an export could not be looked through", extra={"export_id": export.pk, "trouble": type(error).__name__}
        )
        if settings.DEBUG:
            log.exception("in full, while developing")
        return False


def _look_through_one(look: Look, conversation: Conversation, until: float | None) -> None:
    run = runs.Conversation(is_group=bool(conversation.is_group))
    # Some files have the newest message first: what follows on what is told by the time, as on the page.
    messages = Message.objects.filter(conversation=conversation).order_by(*ORDER).values_list(*_FIELDS)
    found: list[Finding] = []
    number = 0
    for number, row in enumerate(messages.iterator(chunk_size=BATCH), 1):
        seen = runs.Seen(*row)
        if number <= look.last_messages:
            for _ in run.feed(seen):
                pass
            continue
        found.extend(_in_message(look, seen, run))
        if number % BATCH == 0:
            _keep(look, found, last_messages=number)
            found = []
            if until is not None and time.monotonic() > until:
                raise TimeIsUp
    found.extend(_finding(look, seen.id, pattern, 0, len(seen.text)) for seen, pattern in run.at_the_end())
    _keep(look, found, last_messages=0, last_conversation=conversation.pk, messages_count=look.messages_count + number)


@transaction.atomic
def _keep(look: Look, found: list[Finding], **how_far: int) -> None:
    """What was found, and how far it is by then."""
    _write(look, found)
    for name, value in how_far.items():
        setattr(look, name, value)
    look.save(update_fields=list(how_far))


def _in_message(look: Look, seen: runs.Seen, run: runs.Conversation) -> Iterator[Finding]:
    # Asked before the message is fed: afterwards the run has moved on.
    opens = run.opens(seen)
    if seen.kind in _WITH_WORDS:
        for hit in lexicon.find(seen.text, opens=opens, in_group=run.is_group):
            yield _finding(look, seen.id, hit.line, hit.starts, hit.ends)
    for pattern in run.feed(seen):
        yield _finding(look, seen.id, pattern, 0, len(seen.text))


def _finding(look: Look, message: int, pattern: Any, starts: int, ends: int) -> Finding:
    return Finding(
        message_id=message, export_id=look.export_id, indicator=pattern.indicator, pattern=pattern.id,
        lexicon=look.lexicon, starts=starts, ends=ends,
    )  # fmt: skip


def _write(look: Look, found: list[Finding]) -> None:
    """What is on record already stays as it is."""
    if not found:
        return
    earlier: dict[int, list[Finding]] = defaultdict(list)
    decided = Finding.objects.filter(export=look.export_id, message__in={one.message_id for one in found})
    for one in decided.exclude(lexicon=look.lexicon).exclude(status=FindingStatus.OPEN).order_by("pk"):
        earlier[one.message_id].append(one)
    for one in found:
        for before in earlier[one.message_id]:
            if before.indicator == one.indicator and before.starts <= one.ends and one.starts <= before.ends:
                one.status, one.reason = before.status, before.reason
                one.decided_by_id, one.decided_at = before.decided_by_id, before.decided_at
    Finding.objects.bulk_create(found, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def _end(look: Look) -> None:
    look.done_at = clock.now()
    look.save(update_fields=["done_at"])
    found = Finding.objects.filter(export=look.export, lexicon=look.lexicon).count()
    data = {"lexicon": look.lexicon, "messages": look.messages_count, "found": found}
    record("export.looked_through", by=look.export.added_by, obj=look.export, data=data)
