"""A Snapchat download: `chat_history.json`, in the form of today and in the earlier one, and `friends.json` beside it.

A snap that was opened and gone stands in it as its time and sender alone; that it was there is kept as what it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.formats.objects import NOT_AN_OBJECT, Item, Path, What, number, walk, word
from safeguarding.conversations.rules.formats.times import as_written, moment
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

PLATFORM = "snapchat"
_CHATS, _FRIENDS = "chat_history.json", "friends.json"
_SAVED = {"Received Saved Chat History": "From", "Sent Saved Chat History": "To"}
_LISTS = {
    "Friends": "Friend", "Friend Requests Sent": "Asked to be friends", "Deleted Friends": "Friend, deleted",
    "Blocked Users": "Blocked",
}  # fmt: skip
_KINDS = {
    "TEXT": MessageKind.TEXT, "MEDIA": MessageKind.MEDIA, "IMAGE": MessageKind.MEDIA, "VIDEO": MessageKind.MEDIA,
    "STICKER": MessageKind.MEDIA, "NOTE": MessageKind.MEDIA, "SNAP": MessageKind.MEDIA, "SHARE": MessageKind.MEDIA,
    "CALL": MessageKind.CALL, "MISSEDAUDIOCHAT": MessageKind.CALL, "MISSEDVIDEOCHAT": MessageKind.CALL,
    "STATUSERASEDMESSAGE": MessageKind.DELETED, "STATUSERASEDSNAPMESSAGE": MessageKind.DELETED,
}  # fmt: skip
NO_TIME = "It has no time that could be read."


def sniff(source: Source, head: bytes) -> bool:
    if any(name.rsplit("/", 1)[-1] == _CHATS for name in source.names()):
        return True
    return b'"Media Type"' in head and b'"Created"' in head


def days(source: Source) -> Days:
    return Days(DayOrder.YEAR_FIRST, "The file writes its times with the year first, in UTC.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, thread by thread, then whom the owner had as friends, asked or deleted."""
    for name in source.names():
        last = name.rsplit("/", 1)[-1]
        if last == _FRIENDS:
            yield from _friends(source, name, how)
        elif last == _CHATS or (len(source.names()) == 1 and last.endswith(".json")):
            yield from _chats(source, name, how)


def _chats(source: Source, name: str, how: How) -> Iterator[Piece | Unread | Said]:
    with source.open(name) as file:
        for found in walk(file, name, lambda path: "into" if not path else "items"):
            if not isinstance(found, Item):
                yield found
            elif isinstance(found.value, dict) and len(found.path) == 2:
                yield _message(found, str(found.path[0]), how)
            else:
                yield Unread(found.place, found.raw, NOT_AN_OBJECT)


def _message(found: Item, thread: str, how: How) -> Piece | Unread:
    item = found.value
    sent, written = _moment(item)
    if sent is None:
        return Unread(found.place, found.raw, NO_TIME)
    if thread in _SAVED:
        other = word(item, _SAVED[thread])
        sender, thread = (other, other) if _SAVED[thread] == "From" else (how.owner, other)
    else:
        sender = word(item, "From") or (how.owner if item.get("IsSender") is True else thread)
    media = word(item, "Media Type").upper()
    text = word(item, "Content", "Text")
    kind = _KINDS.get(media, MessageKind.TEXT if text else MessageKind.OTHER)
    return Piece(
        place=found.place, raw=found.raw, thread=thread, sender=sender, kind=kind, text=text, sent=sent,
        sent_text=written, thread_title=word(item, "Conversation Title") or thread, platform=PLATFORM,
        is_group=bool(word(item, "Conversation Title")) or None, media_name=word(item, "Media IDs")[:300],
    )  # fmt: skip


def _moment(item: dict[str, Any], *names: str) -> tuple[dt.datetime | None, str]:
    """Its time: to the part of a second where the file counts so, else as it is written."""
    written = word(item, *(names or ("Created",)))
    exact = number(item, "Created(microseconds)")
    if exact:
        # The file calls milliseconds so: thirteen digits are milliseconds, sixteen are what it says.
        sent = moment(exact, per_second=1_000_000 if exact > 1e14 else 1_000)
        return sent, written or str(exact)
    sent = as_written(written.removesuffix(" UTC"))
    return (sent.replace(tzinfo=dt.UTC) if sent and sent.tzinfo is None else sent), written


def _friends(source: Source, name: str, how: How) -> Iterator[Piece | Unread | Said]:
    with source.open(name) as file:
        for found in walk(file, name, _friends_shape):
            yield _friend(found, how) if isinstance(found, Item) else found


def _friends_shape(path: Path) -> What:
    return "into" if not path else "items" if path[0] in _LISTS else "skip"


def _friend(found: Item, how: How) -> Piece | Unread:
    friend = found.value if isinstance(found.value, dict) else {}
    sent, written = _moment(friend, "Creation Timestamp")
    other, origin = word(friend, "Username"), word(friend, "Source")
    if not other:
        return Unread(found.place, found.raw, "It does not say whom.")
    what = _LISTS[str(found.path[0])]
    return Piece(
        place=found.place, raw=found.raw, thread=other, sender=how.owner, kind=MessageKind.REQUEST,
        text=f"{what}: {origin}" if origin else what, sent=sent, sent_text=written,
        thread_title=word(friend, "Display Name") or other, is_group=False, platform=PLATFORM, others=(other,),
    )  # fmt: skip
