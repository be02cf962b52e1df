"""Messages into the chronology of their case: each once, at its own time, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.services.chronology import add_entry
from safeguarding.cases.services.rows import require
from safeguarding.cases.services.taking import take
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Message, MessageExport, NotedMessage
from safeguarding.conversations.selectors.exports import name_of
from safeguarding.core.errors import Conflict
from safeguarding.core.templatetags.words import day, written_out

#: More at once is no chronology that anybody wrote.
MOST_AT_ONCE = 100


@transaction.atomic
def to_chronology(*, case: Case, message: Message, by: User) -> ChronologyEntry:
    """Enter one message. Raises Conflict, saying since when it stands there, when it does already."""
    case = take(case, by=by)
    (message,) = _chosen(case, {message.pk})
    earlier = NotedMessage.objects.filter(message=message).select_related("entry__author").first()
    if earlier is not None:
        entry = earlier.entry
        raise Conflict(
            f"This message stands in the chronology already: {entry.author} put it there, {day(entry.recorded_at)}."
        )
    return _enter(case, message, by)


@transaction.atomic
def many_to_chronology(*, case: Case, messages: Sequence[int], by: User) -> list[ChronologyEntry]:
    """Enter each of these that does not stand there yet, in the order of their times; gives the new entries."""
    case = take(case, by=by)
    require(len(set(messages)) <= MOST_AT_ONCE, "messages", f"Choose at most {MOST_AT_ONCE} messages at once.")
    rows = _chosen(case, set(messages))
    there = set(NotedMessage.objects.filter(message__in=rows).values_list("message_id", flat=True))
    return [_enter(case, message, by) for message in rows if message.pk not in there]


def _chosen(case: Case, ids: set[int]) -> list[Message]:
    """The messages as they stand under the lock of their case: their file may have been removed meanwhile."""
    full = Message.objects.select_related("sender__party", "conversation__platform", "export__source__exhibit")
    of_case = full.filter(pk__in=ids, export__in=MessageExport.objects.standing().filter(case=case))
    rows = list(of_case.order_by("order_at", "position"))
    require(bool(rows) and len(rows) == len(ids), "messages", "Choose messages of this case.")
    return rows


def _enter(case: Case, message: Message, by: User) -> ChronologyEntry:
    export = message.export
    # The path in the download names people: the number leads to it, for whoever reads messages of the case.
    source = f"of exhibit {export.source.exhibit.reference}, SHA-256 {export.sha256}"
    entry = add_entry(
        case=case, kind=EntryKind.MESSAGE, is_opinion=False, happened_at=message.sent_at, by=by,
        text=f"{said_in(message)}\n\nMessage {message.pk} {source}",
        precision=TimePrecision.EXACT if message.sent_at else TimePrecision.UNKNOWN,
    )  # fmt: skip
    NotedMessage.objects.create(message=message, entry=entry)
    record("message.to_chronology", by=by, obj=case, data={"message_id": message.pk, "entry_id": entry.pk})
    return entry


def said_in(message: Message) -> str:
    """The message in a sentence: who wrote where, what kind of thing it is when it is no text, and its words."""
    who = name_of(message.sender) if message.sender else "The program"
    where = f"{who} wrote on {message.conversation.platform}"
    kind = "" if message.kind == MessageKind.TEXT else f" ({MessageKind(message.kind).label.lower()})"
    edited = " (edited)" if message.is_edited else ""
    media = f"\nFile: {message.media_name}" if message.media_name else ""
    said = f": “{written_out(message.text)}”" if message.text else ""
    return f"{where}{kind}{edited}{said}{media}"
