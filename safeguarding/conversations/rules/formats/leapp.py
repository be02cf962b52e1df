"""The tables of messages that iLEAPP and ALEAPP write: a TSV or CSV for each program of the phone, each with its own
headings. Both tools write times in UTC. What a column is, is told by its heading alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.formats.tables import Row, heading_of, rows_of
from safeguarding.conversations.rules.formats.times import as_written
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

NO_TIME = "It has no time that could be read."
#: In this order: of several the first that a row fills counts.
TIMES = (
    "message timestamp", "creation timestamp", "timestamp", "message date", "date", "date sent", "sent timestamp",
    "call timestamp", "call start timestamp", "starting timestamp", "received timestamp",
)  # fmt: skip
SENDERS = (
    "sender name", "sender username", "sender", "author", "from address", "sending party", "sending party jid",
    "group sender", "username", "user name", "display name", "nickname", "sender display name", "caller", "party name",
    "from id", "sender id", "sender number", "author id",
)  # fmt: skip
#: Who else, whichever way the message went.
CHATS = (
    "chat name", "chat", "conversation title", "thread", "chat contact id", "other participant wa user name",
    "partner display name", "conversation participants", "recipients", "group name", "address", "contact id",
)  # fmt: skip
KEYS = (
    "chat id", "conversation id", "thread id", "thread key", "dialog id", "channel id", "chat jid", "partner jid",
)  # fmt: skip
TEXTS = ("message", "message text", "text", "body", "content", "title text")
MEDIA = (
    "attachment name", "attachment filename", "attachment file name", "local path to media", "media", "attachment",
    "attachment file", "image", "attachment s", "media url", "attachment url", "thumbnail", "media file",
    "shared media url",
)  # fmt: skip
DIRECTIONS = ("message direction", "direction", "call direction", "from me", "viewer id equals sender pk", "type")
REACTIONS = ("reaction", "dm reaction")
SECONDS = ("call duration", "duration h m s", "duration")
SENT = frozenset({"outgoing", "sent", "1", "true", "yes"})
ME = frozenset({"local user", "me", "owner"})
DELETED = ("deleted", "deleted as stored")
_PLATFORMS = {
    "whatsapp": "whatsapp", "snapchat": "snapchat", "instagram": "instagram", "messenger": "messenger",
    "facebook": "facebook", "telegram": "telegram", "kik": "kik", "discord": "discord", "tiktok": "tiktok",
    "imessage": "imessage", "sms": "sms", "mms": "sms",
}  # fmt: skip
_TELLING = frozenset(
    {"message direction", "direction", "from me", "message row id", "thread id", "chat id", "conversation id",
     "sender id", "msg id", "dialog id", "thread key", "message id", "call type", "disconnected cause", "type",
     "call direction"}
)  # fmt: skip


def is_heading(heads: frozenset[str]) -> bool:
    """A time, somebody, and a column of the kind that only a program writes."""
    if not heads & frozenset(TIMES) or not heads & _TELLING:
        return False
    return bool(heads & frozenset((*TEXTS, *SECONDS, "call type"))) and bool(heads & frozenset((*SENDERS, *CHATS)))


def sniff(source: Source, head: bytes) -> bool:
    return heading_of(head, is_heading)


def days(source: Source) -> Days:
    return Days(DayOrder.YEAR_FIRST, "These tools write the year first, and their times in UTC.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """The messages of each table of messages. Tables of something else are named, and not read."""
    names = list(source.names())
    tables = names if len(names) == 1 else [name for name in names if name.lower().endswith((".tsv", ".csv"))]
    for name in tables:
        with source.open(name) as file:
            head = file.peek(8_192)
            if len(names) > 1 and not heading_of(head, is_heading):
                yield Said(f"“{name}” holds no messages that this reader knows: it was not read.")
                continue
            for row in rows_of(file, name, is_heading):
                if isinstance(row, Row):
                    yield from _pieces(row, how, name)
                else:
                    yield row


def _first(row: Row, columns: tuple[str, ...]) -> str:
    cells = row.cells
    return next((cells[column].strip() for column in columns if column in cells and cells[column].strip()), "")


def _pieces(row: Row, how: How, name: str) -> Iterator[Piece | Unread]:
    written = _first(row, TIMES)
    sent = _moment(written)
    if sent is None:
        yield Unread(row.place, row.raw, NO_TIME)
        return
    sender, other = _sender(row, how)
    chat = _first(row, CHATS)
    thread = _first(row, KEYS) or chat or other or name
    text, media = _first(row, TEXTS), _first(row, MEDIA)
    seconds = _seconds(_first(row, SECONDS))
    about: dict[str, Any] = {
        "thread": thread, "thread_title": chat or other or thread, "platform": _platform(row, name),
        "others": (chat,) if chat and "group name" not in row.cells else (),
    }  # fmt: skip
    yield Piece(
        place=row.place, raw=row.raw, sender=sender, kind=_kind(row, text, media), text=text, sent=sent,
        sent_text=written, media_name=media, seconds=seconds,
        is_edited=bool(row.cells.get("edited timestamp", "").strip()), **about,
    )  # fmt: skip
    reaction = _first(row, REACTIONS)
    if reaction and text != reaction:
        when = _first(row, ("reaction timestamp", "dm reaction server timestamp"))
        yield Piece(
            place=f"{row.place}, reaction", raw=row.raw, sender=_first(row, ("reaction user id", "reacted by")),
            kind=MessageKind.REACTION, text=reaction, sent=_moment(when) or sent, sent_text=when, **about,
        )  # fmt: skip


def _sender(row: Row, how: How) -> tuple[str, str]:
    """Who wrote it, and who else the row names. Where a table has no column of senders, it names only the other."""
    is_sent = _first(row, DIRECTIONS).casefold() in SENT
    named, chat = _first(row, SENDERS), _first(row, CHATS)
    if named.casefold() in ME or (is_sent and not named):
        return how.owner, chat
    return (named or chat), chat or ("" if is_sent else named)


def _kind(row: Row, text: str, media: str) -> MessageKind:
    if _first(row, DELETED).casefold() in SENT:
        return MessageKind.DELETED
    if any(column in row.cells for column in ("call type", "call direction", "disconnected cause")):
        return MessageKind.CALL
    if media and not text:
        return MessageKind.MEDIA
    return MessageKind.TEXT if text else MessageKind.OTHER


def _moment(written: str) -> dt.datetime | None:
    sent = as_written(written)
    return sent.replace(tzinfo=dt.UTC) if sent is not None and sent.tzinfo is None else sent


def _seconds(written: str) -> int | None:
    parts = written.split(":")
    if not written or len(parts) > 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total


def _platform(row: Row, name: str) -> str:
    service = row.cells.get("service", "").strip().casefold()
    last = name.rsplit("/", 1)[-1].casefold()
    return _PLATFORMS.get(service) or next((slug for known, slug in _PLATFORMS.items() if known in last), "")
