"""The messages of an Instagram or Facebook download: `message_1.json` and so on, a folder for each thread.

The site writes each byte of its UTF-8 as a letter of its own, so that an é stands as two; it is put together again, and
what stands in the file is kept beside it. The newest message stands first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules.formats.objects import number, objects_in, raw_of, value_at, word
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

_MESSAGES = re.compile(r"(?:^|/)message_(\d+)\.json$")
#: Whom the owner follows or asked to be friends with, and whom they left: what the file calls it, and what it is.
_TIES = {
    "following.json": ("relationships_following", "Followed"),
    "pending_follow_requests.json": ("relationships_follow_requests_sent", "Asked to follow"),
    "recent_follow_requests.json": ("relationships_permanent_follow_requests", "Asked to follow"),
    "recently_unfollowed_profiles.json": ("relationships_unfollowed_users", "Unfollowed"),
    "recently_unfollowed_accounts.json": ("relationships_unfollowed_users", "Unfollowed"),
}
_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker")
NO_TIME = "It has no time that could be read."
UNSENT = "(message unsent)"


def mended(text: str) -> str:
    """Put together again what was written byte for byte; a text that was not stays as it is."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def sniff(source: Source, head: bytes) -> bool:
    """Whether it is a download with threads in it, or one file of a thread."""
    if any(_MESSAGES.search(name) for name in source.names()):
        return True
    return b'"sender_name"' in head or (b'"participants"' in head and b'"messages"' in head)


def days(source: Source) -> Days:
    """Its times are counted from 1970 in UTC: there is no order to decide."""
    return Days("none", "The file counts its times from 1970, in UTC.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, thread by thread, and whom the owner of the account followed or asked to be friends with."""
    for name in sorted(source.names(), key=_order):
        if _is_of_messages(name, source):
            yield from _thread(source, name)
        elif name.rsplit("/", 1)[-1] in _TIES:
            yield from _ties(source, name, how)


def _is_of_messages(name: str, source: Source) -> bool:
    return _MESSAGES.search(name) is not None or (len(source.names()) == 1 and name.lower().endswith(".json"))


def _order(name: str) -> tuple[str, int]:
    found = _MESSAGES.search(name)
    return name.rpartition("/")[0], -int(found[1]) if found else 0


def _thread(source: Source, name: str) -> Iterator[Piece | Unread]:
    with source.open(name) as file:
        title = value_at(file, "title")
    with source.open(name) as file:
        path = value_at(file, "thread_path")
    with source.open(name) as file:
        people = tuple(_names(objects_in(file, "participants", name)))
    thread = path if isinstance(path, str) and path else name.rpartition("/")[0].rsplit("/", 1)[-1] or name
    platform = "instagram" if "instagram" in name.lower() or "instagram" in thread.lower() else ""
    about = {
        "thread": mended(thread), "thread_title": mended(title) if isinstance(title, str) else "",
        "is_group": len(people) > 2 if people else None, "platform": platform, "others": people,
    }  # fmt: skip
    with source.open(name) as file:
        for item in objects_in(file, "messages", name):
            if isinstance(item, Unread):
                yield item
            else:
                yield from _pieces(*item, about)


def _names(items: Iterator[tuple[str, dict[str, Any]] | Unread]) -> Iterator[str]:
    for item in items:
        if not isinstance(item, Unread) and word(item[1], "name"):
            yield mended(word(item[1], "name"))


def _pieces(place: str, item: dict[str, Any], about: dict[str, Any]) -> Iterator[Piece | Unread]:
    sent = _moment(number(item, "timestamp_ms"))
    if sent is None:
        yield Unread(place, raw_of(item), NO_TIME)
        return
    kind, text = _kind(item)
    seconds = number(item, "call_duration")
    yield Piece(
        place=place, raw=raw_of(item), sender=mended(word(item, "sender_name")), kind=kind, text=text, sent=sent,
        sent_text=str(item.get("timestamp_ms")), media_name=_media(item),
        seconds=int(seconds) if seconds is not None and kind == MessageKind.CALL else None, **about,
    )  # fmt: skip
    reactions = item.get("reactions")
    for at, reaction in enumerate(reactions if isinstance(reactions, list) else []):
        if isinstance(reaction, dict):
            yield _reaction(f"{place}, reaction {at + 1}", reaction, sent, about)


def _kind(item: dict[str, Any]) -> tuple[MessageKind, str]:
    text = mended(word(item, "content"))
    if item.get("is_unsent") is True:
        return MessageKind.DELETED, text or UNSENT
    if "call_duration" in item or item.get("type") == "Call":
        return MessageKind.CALL, text
    share = item.get("share")
    if isinstance(share, dict):
        linked = " ".join(mended(word(share, key)) for key in ("share_text", "link") if word(share, key))
        text = f"{text}\n{linked}".strip()
    if _media(item) and not text:
        return MessageKind.MEDIA, text
    return (MessageKind.TEXT if text else MessageKind.OTHER), text


def _media(item: dict[str, Any]) -> str:
    for key in _MEDIA:
        found = item.get(key)
        first = found[0] if isinstance(found, list) and found else found
        if isinstance(first, dict):
            return mended(word(first, "uri"))[:300] or key
    return ""


def _reaction(place: str, reaction: dict[str, Any], sent: dt.datetime, about: dict[str, Any]) -> Piece:
    when = _moment((number(reaction, "timestamp") or 0) * 1000) if reaction.get("timestamp") else sent
    return Piece(
        place=place, raw=raw_of(reaction), sender=mended(word(reaction, "actor")), kind=MessageKind.REACTION,
        text=mended(word(reaction, "reaction")), sent=when, sent_text=str(reaction.get("timestamp", "")), **about,
    )  # fmt: skip


def _ties(source: Source, name: str, how: How) -> Iterator[Piece | Unread]:
    key, what = _TIES[name.rsplit("/", 1)[-1]]
    with source.open(name) as file:
        for item in objects_in(file, key, name):
            if isinstance(item, Unread):
                yield item
                continue
            place, tie = item
            seen = tie.get("string_list_data")
            first = seen[0] if isinstance(seen, list) and seen and isinstance(seen[0], dict) else {}
            other = mended(word(first, "value") or word(tie, "title"))
            sent = _moment((number(first, "timestamp") or 0) * 1000) if first.get("timestamp") else None
            if not other:
                yield Unread(place, raw_of(tie), "It does not say whom.")
                continue
            yield Piece(
                place=place, raw=raw_of(tie), thread=f"ties/{other}", sender=how.owner, kind=MessageKind.REQUEST,
                text=what, sent=sent, sent_text=str(first.get("timestamp", "")), thread_title=other, is_group=False,
                platform="instagram", others=(other,),
            )  # fmt: skip


def _moment(milliseconds: float | None) -> dt.datetime | None:
    try:
        return None if milliseconds is None else dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
