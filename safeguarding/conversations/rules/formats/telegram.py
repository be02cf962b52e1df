"""A Telegram export: `result.json` of one chat, or of a whole account with its chats in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.formats.objects import (
    NOT_AN_OBJECT,
    Item,
    Path,
    What,
    number,
    raw_of,
    walk,
    word,
    written,
)  # fmt: skip
from safeguarding.conversations.rules.formats.times import as_written, moment
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

PLATFORM = "telegram"
NO_TIME = "It has no time that could be read."
_GROUPS = ("private_group", "private_supergroup", "public_supergroup", "private_channel", "public_channel")
_HEADS = ("id", "name", "type")
_FILES = ("file", "photo", "file_name")


def sniff(source: Source, head: bytes) -> bool:
    if any(name.rsplit("/", 1)[-1] == "result.json" for name in source.names()):
        return True
    return b'"from_id"' in head or b'"date_unixtime"' in head or (b'"chats"' in head and b'"list"' in head)


def days(source: Source) -> Days:
    return Days(DayOrder.YEAR_FIRST, "The file writes its times with the year first, and counts them from 1970.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, chat by chat."""
    for name in source.names():
        if name.lower().endswith(".json"):
            yield from _whole(source, name)


def _whole(source: Source, name: str) -> Iterator[Piece | Unread | Said]:
    """One chat stands as the file itself, those of an account in lists; each says what it is before its messages."""
    chat: dict[str, Any] = {}
    at: Path = ()
    with source.open(name) as file:
        for found in walk(file, name, _shape):
            if not isinstance(found, Item):
                yield found
            elif found.path[-1] in _HEADS:
                if found.path[:-1] != at:
                    chat, at = {}, found.path[:-1]
                chat[str(found.path[-1])] = found.value
            else:
                if found.path[:-2] != at:
                    chat, at = {}, found.path[:-2]
                yield from _pieces(found, _about(chat, at))


def _shape(path: Path) -> What:
    here = path[3:] if path[:1] in (("chats",), ("left_chats",)) else path
    if path in ((), ("chats",), ("chats", "list"), ("left_chats",), ("left_chats", "list")):
        return "into"
    if not here:
        # What an account's file says about its lists of chats is no chat.
        return "into" if path[1:2] == ("list",) else "skip"
    if here == ("messages",):
        return "items"
    return "value" if len(here) == 1 and here[0] in _HEADS else "skip"


def _about(chat: dict[str, Any], at: Path) -> dict[str, Any]:
    kind, chat_id = word(chat, "type"), chat.get("id")
    known = str(chat_id) if isinstance(chat_id, int | str) else written(at) or "chat"
    return {
        "thread": known, "thread_title": word(chat, "name") or f"Chat {known}", "platform": PLATFORM,
        "is_group": kind in _GROUPS if kind else None,
    }  # fmt: skip


def _pieces(found: Item, about: dict[str, Any]) -> Iterator[Piece | Unread]:
    item, place = found.value, found.place
    if not isinstance(item, dict):
        yield Unread(place, found.raw, NOT_AN_OBJECT)
        return
    sent = moment(number(item, "date_unixtime"), per_second=1) or as_written(word(item, "date"))
    if sent is None:
        yield Unread(place, found.raw, NO_TIME)
        return
    seconds = number(item, "duration_seconds")
    kind, text = _kind(item)
    yield Piece(
        place=place, raw=found.raw, sender=word(item, "from", "actor"), kind=kind, text=text, sent=sent,
        sent_text=word(item, "date"), media_name=next((word(item, key) for key in _FILES if word(item, key)), "")[:300],
        is_edited=bool(item.get("edited") or item.get("edited_unixtime")),
        seconds=int(seconds) if seconds is not None and kind == MessageKind.CALL else None, **about,
    )  # fmt: skip
    yield from _reactions(place, item, sent, about)


def _kind(item: dict[str, Any]) -> tuple[MessageKind, str]:
    if item.get("type") == "service":
        action = word(item, "action")
        if action == "phone_call":
            return MessageKind.CALL, word(item, "discard_reason") or "call"
        return MessageKind.SYSTEM, " ".join(filter(None, (action.replace("_", " "), plain_text(item.get("text")))))
    text = plain_text(item.get("text"))
    has_media = any(item.get(key) for key in (*_FILES, "media_type", "contact_information", "location_information"))
    if has_media and not text:
        return MessageKind.MEDIA, word(item, "media_type", "sticker_emoji")
    return (MessageKind.TEXT if text else MessageKind.OTHER), text


def plain_text(text: Any) -> str:
    """A text, which Telegram writes in parts where a link, a name or a bold word stands in it."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(
        part if isinstance(part, str) else word(part, "text") for part in text if isinstance(part, str | dict)
    )


def _reactions(place: str, item: dict[str, Any], sent: dt.datetime, about: dict[str, Any]) -> Iterator[Piece]:
    found = item.get("reactions")
    for reaction in found if isinstance(found, list) else []:
        recent = reaction.get("recent") if isinstance(reaction, dict) else None
        for at, one in enumerate(recent if isinstance(recent, list) else []):
            if isinstance(one, dict):
                yield Piece(
                    place=f"{place}, reaction {at + 1}", raw=raw_of(one), sender=word(one, "from"),
                    kind=MessageKind.REACTION, text=word(reaction, "emoji"), sent=as_written(word(one, "date")) or sent,
                    sent_text=word(one, "date"), **about,
                )  # fmt: skip
