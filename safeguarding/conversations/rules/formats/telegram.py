"""A Telegram export: `result.json` of one chat, or of a whole account with its chats in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules.formats.objects import number, objects_in, raw_of, value_at, word
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

PLATFORM = "telegram"
NO_TIME = "It has no time that could be read."
_GROUPS = ("private_group", "private_supergroup", "public_supergroup", "private_channel", "public_channel")
_FILES = ("file", "photo", "file_name")


def sniff(source: Source, head: bytes) -> bool:
    if any(name.rsplit("/", 1)[-1] == "result.json" for name in source.names()):
        return True
    return b'"from_id"' in head or b'"date_unixtime"' in head or (b'"chats"' in head and b'"list"' in head)


def days(source: Source) -> Days:
    return Days("none", "The file writes its times with the year first, and counts them from 1970.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, chat by chat."""
    for name in source.names():
        if name.lower().endswith(".json"):
            yield from _whole(source, name)


def _whole(source: Source, name: str) -> Iterator[Piece | Unread]:
    with source.open(name) as file:
        chat_id = value_at(file, "id")
    if chat_id is not None:
        yield from _one_chat(source, name, chat_id)
        return
    with source.open(name) as file:
        for item in objects_in(file, "chats.list", name):
            if isinstance(item, Unread):
                yield item
                continue
            place, chat = item
            about = _about(chat.get("id"), chat)
            messages = chat.get("messages")
            for at, message in enumerate(messages if isinstance(messages, list) else []):
                yield from _pieces(f"{place}.messages[{at}]", message, about)


def _one_chat(source: Source, name: str, chat_id: Any) -> Iterator[Piece | Unread]:
    head: dict[str, Any] = {}
    for key in ("name", "type"):
        with source.open(name) as file:
            head[key] = value_at(file, key)
    about = _about(chat_id, head)
    with source.open(name) as file:
        for item in objects_in(file, "messages", name):
            if isinstance(item, Unread):
                yield item
            else:
                yield from _pieces(*item, about)


def _about(chat_id: Any, chat: dict[str, Any]) -> dict[str, Any]:
    kind = word(chat, "type")
    return {
        "thread": str(chat_id), "thread_title": word(chat, "name") or f"Chat {chat_id}", "platform": PLATFORM,
        "is_group": kind in _GROUPS if kind else None,
    }  # fmt: skip


def _pieces(place: str, item: Any, about: dict[str, Any]) -> Iterator[Piece | Unread]:
    sent = _moment(item) if isinstance(item, dict) else None
    if sent is None:
        yield Unread(place, raw_of(item), NO_TIME)
        return
    seconds = number(item, "duration_seconds")
    kind, text = _kind(item)
    yield Piece(
        place=place, raw=raw_of(item), sender=word(item, "from", "actor"), kind=kind, text=text, sent=sent,
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
                    kind=MessageKind.REACTION, text=word(reaction, "emoji"), sent=_written(word(one, "date")) or sent,
                    sent_text=word(one, "date"), **about,
                )  # fmt: skip


def _moment(item: dict[str, Any]) -> dt.datetime | None:
    seconds = number(item, "date_unixtime")
    try:
        if seconds is not None:
            return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return _written(word(item, "date"))


def _written(text: str) -> dt.datetime | None:
    """As the machine that exported wrote it: without a zone, in that machine's."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None
