"""Look through the messages of an export for indicators, conversation by conversation; whoever is stopped goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from safeguarding.audit.services import record
from safeguarding.conversations.choices import ExportStatus, FindingStatus, MessageKind
from safeguarding.conversations.models import Conversation, Finding, Look, Message, MessageExport
from safeguarding.conversations.rules import lexicon, runs
from safeguarding.conversations.selectors.reading import ORDER
from safeguarding.core import clock

#: So many messages are read, and so many findings written, at once.
BATCH = 5_000
_FIELDS = ("pk", "sender_id", "kind", "text", "sent_at")
_WITH_WORDS = (MessageKind.TEXT, MessageKind.MEDIA, MessageKind.OTHER)


def look_through(*, export: MessageExport) -> Look:
    """Find what today's lexicon finds. Safe to do twice, and for a newer lexicon: what was decided stays decided."""
    look, _ = Look.objects.get_or_create(export=export, defaults={"lexicon": lexicon.VERSION})
    if look.lexicon != lexicon.VERSION:
        look.lexicon, look.last_conversation, look.messages_count, look.done_at = lexicon.VERSION, 0, 0, None
        look.save()
    if look.done_at is None:
        waiting = Conversation.objects.filter(export=export, pk__gt=look.last_conversation).order_by("pk")
        for conversation in list(waiting):
            _look_through_one(look, conversation)
        _end(look)
    return look


def look_through_waiting() -> int:
    """Look through whatever has been read and not looked through by today's lexicon. Returns how many exports."""
    read = MessageExport.objects.filter(status=ExportStatus.READ)
    waiting = read.exclude(look__lexicon=lexicon.VERSION, look__done_at__isnull=False)
    return sum(look_through(export=export).done_at is not None for export in waiting)


def _look_through_one(look: Look, conversation: Conversation) -> None:
    run = runs.Conversation(is_group=bool(conversation.is_group))
    # Some files have the newest message first: what follows on what is told by the time, as on the page.
    messages = Message.objects.filter(conversation=conversation).order_by(*ORDER).values_list(*_FIELDS)
    found: list[Finding] = []
    for row in messages.iterator(chunk_size=BATCH):
        found.extend(_in_message(look, runs.Seen(*row), run))
        look.messages_count += 1
        if len(found) >= BATCH:
            _write(look, found)
            found = []
    found.extend(_finding(look, seen.id, pattern, 0, len(seen.text)) for seen, pattern in run.at_the_end())
    with transaction.atomic():
        _write(look, found)
        look.last_conversation = conversation.pk
        look.save(update_fields=["last_conversation", "messages_count"])


def _in_message(look: Look, seen: runs.Seen, run: runs.Conversation) -> Iterator[Finding]:
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
