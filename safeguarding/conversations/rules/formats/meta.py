"""The messages of an Instagram or Facebook download: `message_1.json` and so on, a folder for each thread.

The site writes each byte of its UTF-8 as a letter of its own, so that an é stands as two; it is put together again, and
what stands in the file is kept beside it. The newest message stands first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.formats.objects import NOT_AN_OBJECT, Item, Path, What, number, raw_of, walk, word
from safeguarding.conversations.rules.formats.times import moment
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
_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker", "media")
_MESSAGES_SHAPE: dict[Path, What] = {(): "into", ("messages",): "items"}
_HEAD_SHAPE: dict[Path, What] = {
    (): "into", ("participants",): "items", ("title",): "value", ("threadName",): "value", ("thread_path",): "value",
}  # fmt: skip
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
    return Days(DayOrder.YEAR_FIRST, "The file counts its times from 1970, in UTC.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, thread by thread, and whom the owner of the account followed or asked to be friends with."""
    for name in sorted(source.names(), key=_order):
        if name.rsplit("/", 1)[-1] in _TIES:
            yield from _ties(source, name, how)
        elif _is_of_messages(name, source):
            yield from _thread(source, name)


def _is_of_messages(name: str, source: Source) -> bool:
    return _MESSAGES.search(name) is not None or (len(source.names()) == 1 and name.lower().endswith(".json"))


def _order(name: str) -> tuple[str, int]:
    found = _MESSAGES.search(name)
    return name.rpartition("/")[0], -int(found[1]) if found else 0


def _thread(source: Source, name: str) -> Iterator[Piece | Unread | Said]:
    about = _about(source, name)
    with source.open(name) as file:
        for found in walk(file, name, lambda path: _MESSAGES_SHAPE.get(path, "skip")):
            if not isinstance(found, Item):
                yield found
            elif isinstance(found.value, dict):
                yield from _pieces(found.place, found.value, found.raw, about)
            else:
                yield Unread(found.place, found.raw, NOT_AN_OBJECT)


def _about(source: Source, name: str) -> dict[str, Any]:
    """What stands about the thread, some of it behind its messages."""
    words: dict[str, str] = {}
    people: list[str] = []
    with source.open(name) as file:
        for found in walk(file, name, lambda path: _HEAD_SHAPE.get(path, "skip")):
            if not isinstance(found, Item):
                continue
            if len(found.path) == 2:
                people.append(_name(found.value))
            elif isinstance(found.value, str):
                words[str(found.path[0])] = found.value
    others = tuple(dict.fromkeys(filter(None, people)))
    thread = words.get("thread_path") or name.rpartition("/")[0].rsplit("/", 1)[-1] or name
    return {
        "thread": mended(thread), "thread_title": mended(words.get("title") or words.get("threadName") or ""),
        "is_group": len(others) > 2 if others else None, "others": others,
        "platform": "instagram" if "instagram" in f"{name} {thread}".lower() else "",
    }  # fmt: skip


def _name(person: Any) -> str:
    return mended(word(person, "name") if isinstance(person, dict) else person if isinstance(person, str) else "")


def _pieces(place: str, item: dict[str, Any], raw: str, about: dict[str, Any]) -> Iterator[Piece | Unread]:
    counted = number(item, "timestamp_ms", "timestamp")
    sent = moment(counted, per_second=1000)
    if sent is None:
        yield Unread(place, raw, NO_TIME)
        return
    kind, text = _kind(item)
    seconds = number(item, "call_duration")
    yield Piece(
        place=place, raw=raw, sender=mended(word(item, "sender_name", "senderName")), kind=kind, text=text, sent=sent,
        sent_text=str(counted), media_name=_media(item),
        seconds=int(seconds) if seconds is not None and kind == MessageKind.CALL else None, **about,
    )  # fmt: skip
    reactions = item.get("reactions")
    for at, reaction in enumerate(reactions if isinstance(reactions, list) else []):
        if isinstance(reaction, dict):
            yield _reaction(f"{place}, reaction {at + 1}", reaction, sent, about)


def _kind(item: dict[str, Any]) -> tuple[MessageKind, str]:
    text = mended(word(item, "content", "text"))
    if item.get("is_unsent") is True or item.get("isUnsent") is True:
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
    when = moment(number(reaction, "timestamp"), per_second=1) or sent
    return Piece(
        place=place, raw=raw_of(reaction), sender=mended(word(reaction, "actor")), kind=MessageKind.REACTION,
        text=mended(word(reaction, "reaction")), sent=when, sent_text=str(number(reaction, "timestamp") or ""), **about,
    )  # fmt: skip


def _ties(source: Source, name: str, how: How) -> Iterator[Piece | Unread | Said]:
    key, what = _TIES[name.rsplit("/", 1)[-1]]
    shape: dict[Path, What] = {(): "into", (key,): "items"}
    with source.open(name) as file:
        for found in walk(file, name, lambda path: shape.get(path, "skip")):
            if not isinstance(found, Item):
                yield found
            else:
                yield _tie(found, what, how)


def _tie(found: Item, what: str, how: How) -> Piece | Unread:
    tie = found.value if isinstance(found.value, dict) else {}
    seen = tie.get("string_list_data")
    first = seen[0] if isinstance(seen, list) and seen and isinstance(seen[0], dict) else {}
    other = mended(word(first, "value") or word(tie, "title"))
    if not other:
        return Unread(found.place, found.raw, "It does not say whom.")
    counted = number(first, "timestamp")
    return Piece(
        place=found.place, raw=found.raw, thread=f"ties/{other}", sender=how.owner, kind=MessageKind.REQUEST,
        text=what, sent=moment(counted, per_second=1) if counted else None, sent_text=str(counted or ""),
        thread_title=other, is_group=False, platform="instagram", others=(other,),
    )  # fmt: skip
