"""A Snapchat download: `chat_history.json`, in the form of today and in the earlier one, and `friends.json` beside it.

A snap that was opened and gone stands in it as its time and sender alone; that it was there is kept as what it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules.formats.objects import keys_of, number, objects_in, raw_of, word
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
WITHOUT_WHOM = "The owner of the account sent these; the file says to whom, and calls the sender only the owner."


def sniff(source: Source, head: bytes) -> bool:
    if any(name.rsplit("/", 1)[-1] == _CHATS for name in source.names()):
        return True
    return b'"Media Type"' in head and b'"Created"' in head


def days(source: Source) -> Days:
    return Days("none", "The file writes its times with the year first, in UTC.", 0)


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
        threads = list(dict.fromkeys(keys_of(file)))
    for thread in threads:
        # ijson parts a path at its dots, and a name may hold some: such threads are found by their plain key.
        with source.open(name) as file:
            for item in objects_in(file, thread, name):
                yield item if isinstance(item, Unread) else _message(*item, thread, how)


def _message(place: str, item: dict[str, Any], thread: str, how: How) -> Piece | Unread:
    sent, written = _moment(item)
    if sent is None:
        return Unread(place, raw_of(item), NO_TIME)
    if thread in _SAVED:
        other = word(item, _SAVED[thread])
        sender, thread = (other, other) if _SAVED[thread] == "From" else (how.owner, other)
    else:
        sender = word(item, "From") or (how.owner if item.get("IsSender") is True else thread)
    media = word(item, "Media Type").upper()
    text = word(item, "Content", "Text")
    kind = _KINDS.get(media, MessageKind.TEXT if text else MessageKind.OTHER)
    return Piece(
        place=place, raw=raw_of(item), thread=thread, sender=sender, kind=kind, text=text, sent=sent,
        sent_text=written, thread_title=word(item, "Conversation Title") or thread, platform=PLATFORM,
        is_group=bool(word(item, "Conversation Title")) or None, media_name=word(item, "Media IDs")[:300],
    )  # fmt: skip


def _moment(item: dict[str, Any], *names: str) -> tuple[dt.datetime | None, str]:
    """Its time: to the microsecond where the file counts so, else as it is written."""
    written = word(item, *(names or ("Created",)))
    exact = number(item, "Created(microseconds)")
    try:
        if exact:
            # The file calls milliseconds so: thirteen digits are milliseconds, sixteen are what it says.
            return dt.datetime.fromtimestamp(exact / (1_000_000 if exact > 1e14 else 1_000), dt.UTC), written
        return dt.datetime.strptime(written.removesuffix(" UTC"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC), written
    except (OverflowError, OSError, ValueError):
        return None, written


def _friends(source: Source, name: str, how: How) -> Iterator[Piece | Unread]:
    for key, what in _LISTS.items():
        with source.open(name) as file:
            for item in objects_in(file, key, name):
                if isinstance(item, Unread):
                    if item.raw:
                        yield item
                    continue
                place, friend = item
                sent, written = _moment(friend, "Creation Timestamp")
                other = word(friend, "Username")
                if not other:
                    yield Unread(place, raw_of(friend), "It does not say whom.")
                    continue
                source_word = word(friend, "Source")
                yield Piece(
                    place=place, raw=raw_of(friend), thread=other, sender=how.owner, kind=MessageKind.REQUEST,
                    text=f"{what}: {source_word}" if source_word else what, sent=sent, sent_text=written,
                    thread_title=word(friend, "Display Name") or other, is_group=False, platform=PLATFORM,
                    others=(other,),
                )  # fmt: skip
