"""The XML of SMS Backup & Restore: text messages, picture messages with their parts and addresses, and calls.

It is read tag by tag and never as a document: what each tag says stands in its attributes, no `<` stands within one,
and so a broken tag costs that tag alone. Entities that a file declares are never followed. Signs beyond the first
65,536 stand as two references that XML does not allow; they are put together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.formats.tags import Tag, tags_of
from safeguarding.conversations.rules.formats.times import moment
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

SMS, PHONE = "sms", "phone"
NO_TIME = "It has no time that could be read."
TOO_MANY = "The message has more parts than any phone sends: the rest of them was left out."
PARTS_MOST = 500
_RECEIVED, _SENT = "1", "2"
_UNSENT = {"3": "Draft", "4": "Not yet sent", "5": "Could not be sent", "6": "Not yet sent"}
_CALLS = {
    "1": "Incoming call", "2": "Outgoing call", "3": "Missed call", "4": "Voicemail", "5": "Call rejected",
    "6": "Call refused",
}  # fmt: skip
_FROM, _TO = "137", ("151", "130", "129")
_WITHIN, _ENDING = ("part", "addr"), ("sms", "mms", "call", "/mms", "/smses")
_NOBODY = ("", "null", "(Unknown)", "insert-address-token")
_LAYOUT = ("application/smil", "text/plain")


def sniff(source: Source, head: bytes) -> bool:
    plain = head.replace(b"\x00", b"")
    return any(tag in plain for tag in (b"<smses", b"<calls", b"<sms ", b"<mms ")) and b"<html" not in plain.lower()


def days(source: Source) -> Days:
    return Days(DayOrder.YEAR_FIRST, "The file counts its times from 1970, in UTC.", 0)


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages and calls, in the order in which they stand."""
    names = list(source.names())
    for name in names if len(names) == 1 else [each for each in names if each.lower().endswith(".xml")]:
        with source.open(name) as file:
            yield from _pieces(tags_of(file, name), how)


def _pieces(tags: Iterator[Tag | Unread | Said], how: How) -> Iterator[Piece | Unread | Said]:
    picture: list[Tag] = []
    for tag in tags:
        if isinstance(tag, Tag) and tag.name in _WITHIN and picture:
            picture.append(tag)
            if len(picture) > PARTS_MOST:
                yield Unread(picture.pop().place, tag.raw, TOO_MANY)
            continue
        if picture and not (isinstance(tag, Tag) and tag.name not in _ENDING):
            yield _picture(picture, how)
            picture = []
        if not isinstance(tag, Tag):
            yield tag
        elif tag.name == "mms" and not tag.is_closed:
            picture = [tag]
        elif tag.name in _READERS:
            yield _READERS[tag.name](tag, how)
    if picture:
        yield _picture(picture, how)


def _known(tag: Tag, *names: str) -> str:
    """The first attribute that says something: the program writes `null` for what it does not have."""
    return next((tag.said[name] for name in names if tag.said.get(name, "") not in _NOBODY), "")


def _sent(tag: Tag) -> dt.datetime | None:
    written = tag.said.get("date", "").strip()
    counted = int(written) if written.isdecimal() and len(written) < 20 else None
    return moment(counted, per_second=1000 if counted is None or counted > 10**11 else 1)


def _about(tag: Tag, *names: str) -> dict[str, Any]:
    address = _known(tag, *names)
    others = tuple(each for each in address.split("~") if each)
    return {
        "thread": address or "unknown number", "thread_title": _known(tag, "contact_name") or address,
        "others": others, "is_group": len(others) > 1, "sent_text": _known(tag, "readable_date") or _known(tag, "date"),
    }  # fmt: skip


def _text_message(tag: Tag, how: How) -> Piece | Unread:
    sent, kind = _sent(tag), tag.said.get("type", "")
    if sent is None:
        return Unread(tag.place, tag.raw, NO_TIME)
    about = _about(tag, "address")
    text = tag.said.get("body", "")
    return Piece(
        place=tag.place, raw=tag.raw, sender=about["thread"] if kind == _RECEIVED else how.owner,
        kind=MessageKind.OTHER if kind in _UNSENT else MessageKind.TEXT,
        text=f"({_UNSENT[kind]}) {text}" if kind in _UNSENT else text, sent=sent, platform=SMS, **about,
    )  # fmt: skip


def _call(tag: Tag, how: How) -> Piece | Unread:
    sent, kind = _sent(tag), tag.said.get("type", "")
    if sent is None:
        return Unread(tag.place, tag.raw, NO_TIME)
    about = _about(tag, "number")
    seconds = tag.said.get("duration", "")
    return Piece(
        place=tag.place, raw=tag.raw, sender=how.owner if kind == "2" else about["thread"], kind=MessageKind.CALL,
        text=_CALLS.get(kind, "Call"), sent=sent, platform=PHONE,
        seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 10 else None, **about,
    )  # fmt: skip


def _picture(tags: list[Tag], how: How) -> Piece | Unread:
    """A picture message out of its own tag and those of its parts and addresses."""
    head = tags[0]
    raw = "".join(tag.raw for tag in tags)
    sent = _sent(head)
    if sent is None:
        return Unread(head.place, raw, NO_TIME)
    about = _about(head, "address")
    is_sent = head.said.get("msg_box") == _SENT
    parts = [tag for tag in tags if tag.name == "part"]
    texts = [tag.said["text"] for tag in parts if tag.said.get("ct") == "text/plain" and _known(tag, "text")]
    files = [tag for tag in parts if tag.said.get("ct") not in _LAYOUT]
    media = [_known(tag, "cl", "name", "fn", "cid") or _known(tag, "ct") for tag in files]
    senders = [_known(tag, "address") for tag in tags if tag.name == "addr" and tag.said.get("type") == _FROM]
    to = [_known(tag, "address") for tag in tags if tag.name == "addr" and tag.said.get("type") in _TO]
    text = "\n".join(filter(None, (_known(head, "sub"), *texts)))
    about["others"] = tuple(dict.fromkeys(filter(None, (*about["others"], *senders, *to))))
    return Piece(
        place=head.place, raw=raw, sender=how.owner if is_sent else next(filter(None, senders), about["thread"]),
        kind=MessageKind.MEDIA if media and not text else MessageKind.TEXT if text else MessageKind.OTHER, text=text,
        sent=sent, media_name=", ".join(filter(None, media)), platform=SMS, **about,
    )  # fmt: skip


def _closed_picture(tag: Tag, how: How) -> Piece | Unread:
    return _picture([tag], how)


_READERS = {"sms": _text_message, "call": _call, "mms": _closed_picture}
