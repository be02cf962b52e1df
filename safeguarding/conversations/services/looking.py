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
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.taking import take
from safeguarding.conversations.choices import ExportStatus, FindingStatus, MessageKind
from safeguarding.conversations.models import Conversation, Finding, Look, Message, MessageExport
from safeguarding.conversations.rules import lexicon, runs
from safeguarding.conversations.selectors.reading import ORDER
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services.holding import GOES_ON, held

log = logging.getLogger(__name__)
#: So many messages are read, and so many findings written, at once.
BATCH = 5_000
#: Looking that was begun so often and came no further takes its worker down each time: it is given up, in words.
MOST_TRIES = 5
TOO_OFTEN = "These messages could not be looked through to the end, however often it was tried."
BROKE = "Something in these messages could not be looked through."
KEPT = "What was found so far stands."
WORK = "conversations.look"
#: So many messages are in memory at once: each may be long.
AT_ONCE = 500
_FIELDS = ("pk", "sender_id", "kind", "text", "sent_at")
_WITH_WORDS = (MessageKind.TEXT, MessageKind.MEDIA, MessageKind.OTHER)


NOT_GIVEN_UP = "This file does not wait to be tried again."


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
        look.messages_count, look.done_at, look.tries, look.problem = 0, None, 0, ""
        look.save()
    if look.done_at is None and _begin(look):
        waiting = Conversation.objects.filter(export=export, pk__gt=look.last_conversation).order_by("pk")
        try:
            for conversation in waiting.iterator(chunk_size=1_000):
                _look_through_one(look, conversation, until)
                _is_time_left(until)
        except TimeIsUp:
            return look
        _end(look)
    return look


def _begin(look: Look) -> bool:
    """Note that looking is begun, before anything is risked: what takes its worker down is counted all the same."""
    if look.problem:
        return False
    if look.tries >= MOST_TRIES:
        _give_up(look, TOO_OFTEN)
        return False
    Look.objects.filter(pk=look.pk).update(tries=F("tries") + 1, seen_at=clock.now())
    return True


@transaction.atomic
def _give_up(look: Look, words: str) -> None:
    """Say that it was given up, on its page and on record. A person may have it tried again."""
    look.problem, look.seen_at = f"{words} {KEPT}", clock.now()
    look.save(update_fields=["problem", "seen_at"])
    record("export.not_looked_through", by=look.export.added_by, obj=look.export)


@transaction.atomic
def look_again(*, export: MessageExport, by: User) -> Look:
    """Have an export tried again that was given up, from where it stopped."""
    take(export.case, by=by)
    MessageExport.objects.visible_to(by).get(pk=export.pk)
    look = Look.objects.select_for_update(of=("self",), no_key=True).filter(export=export).exclude(problem="").first()
    if look is None:
        raise Conflict(NOT_GIVEN_UP)
    look.problem, look.tries, look.seen_at = "", 0, clock.now()
    look.save(update_fields=["problem", "tries", "seen_at"])
    record("export.look_again", by=by, obj=export)
    return look


def _is_time_left(until: float | None) -> None:
    if until is not None and time.monotonic() > until:
        raise TimeIsUp


def look_through_waiting(*, seconds: float = 600) -> int:
    """Look through whatever has been read and not looked through by today's lexicon. Returns how many exports."""
    until, done = time.monotonic() + seconds, 0
    read = MessageExport.objects.filter(status=ExportStatus.READ).select_related("added_by")
    ended = Look.objects.filter(Q(done_at__isnull=False) | ~Q(problem=""), lexicon=lexicon.VERSION)
    for export in read.exclude(pk__in=ended.values("export")).order_by(F("look__seen_at").asc(nulls_first=True), "pk"):
        if time.monotonic() < until:
            done += _looked_to_the_end(export, until)
    return done


def _looked_to_the_end(export: MessageExport, until: float) -> bool:
    """One that cannot be looked through keeps no other waiting: it is tried at the next wake-ups, and then given up."""
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
        look = Look.objects.filter(export=export).first()
        if look is not None and look.tries >= MOST_TRIES:
            _give_up(look, BROKE)
        return False


def _look_through_one(look: Look, conversation: Conversation, until: float | None) -> None:
    run = runs.Conversation(is_group=bool(conversation.is_group))
    # Some files have the newest message first: what follows on what is told by the time, as on the page.
    messages = Message.objects.filter(conversation=conversation).order_by(*ORDER).values_list(*_FIELDS)
    found: list[Finding] = []
    number = 0
    for number, row in enumerate(messages.iterator(chunk_size=AT_ONCE), 1):
        seen = runs.Seen(*row)
        if number <= look.last_messages:
            for _ in run.feed(seen):
                pass
            continue
        found.extend(_in_message(look, seen, run))
        if number % BATCH == 0:
            _keep(look, found, last_messages=number)
            found = []
            _is_time_left(until)
    found.extend(_finding(look, seen.id, pattern, 0, len(seen.text)) for seen, pattern in run.at_the_end())
    _keep(look, found, last_messages=0, last_conversation=conversation.pk, messages_count=look.messages_count + number)


@transaction.atomic
def _keep(look: Look, found: list[Finding], **how_far: int) -> None:
    """What was found, and how far it is by then; the next may try as often as this one."""
    _write(look, found)
    for name, value in {**how_far, "tries": 0, "seen_at": clock.now()}.items():
        setattr(look, name, value)
    look.save(update_fields=[*how_far, "tries", "seen_at"])


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
