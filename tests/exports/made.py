# ruff: noqa: E501, DTZ001, RUF100
"""Messages that were never sent, and what a reader must give back of them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from safeguarding.conversations.choices import DayOrder
from safeguarding.conversations.choices import MessageKind as K
from safeguarding.conversations.rules.formats import READERS, recognise
from safeguarding.conversations.rules.pieces import How, Piece, Said, Unread
from safeguarding.conversations.rules.zips import source_of

BEGIN = dt.datetime(2025, 3, 13, 21, 15, 0)


@dataclass(frozen=True)
class Made:
    """One message. `sender` empty: a line of the program."""

    sender: str
    text: str = ""
    kind: K = K.TEXT
    at: dt.datetime = BEGIN
    media: str = ""
    edited: bool = False
    seconds: int | None = None
    reactions: tuple[tuple[str, str], ...] = field(default=())


def conversation(one: str, other: str) -> list[Made]:
    """Ordinary and awkward texts, every minute one, over the end of a month and of a year."""
    texts = [
        "Hello there", "two\nlines", "line\n\nand an empty one", "😀👩‍👧 café – “quoted”", "<script>alert('x')</script> & <b>bold</b>",
        "a: colon: twice", "12/05/2025 is the day", "comma, \"quote\"; tab\there", "null", "   spaces inside   it",
        "Voice call me later", "This message was deleted by mistake, sorry", "ends with colon:", "'; DROP TABLE x; --",
        "\u202eright to left\u202c", "https://example.org/?a=1&b=2", "=1+1", "x" * 5_000,
    ]  # fmt: skip
    return [
        Made((one, other)[at % 3 == 0], text, at=BEGIN + dt.timedelta(days=23 * at, minutes=at, hours=at))
        for at, text in enumerate(texts)
    ]


def source(name: str, data: bytes):
    return source_of(name, lambda: io.BytesIO(data))


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def read(name: str, data: bytes, *, expects: str, owner: str = "Me", order: str | None = None):
    """Every piece of a file, once it was recognised and the order of its dates is known."""
    of = source(name, data)
    found = recognise(of, data[:65536] if len(of.names()) == 1 else b"")
    assert found == expects, f"{name} was taken for {found}"
    days = READERS[found].days(of)
    return list(READERS[found].read(of, How(days.order if order is None else order, owner)))


def pieces(found: Iterable[Piece | Unread | Said]) -> list[Piece]:
    return [each for each in found if isinstance(each, Piece)]


def unread(found: Iterable[Piece | Unread | Said]) -> list[Unread]:
    return [each for each in found if isinstance(each, Unread)]


def told(found: Sequence[Piece]) -> list[tuple]:
    """What is compared of each piece."""
    return [(p.sender, p.text, p.kind, p.sent, p.media_name, p.is_edited, p.seconds) for p in found]


def expected(messages: Iterable[Made], *, zone: dt.tzinfo | None = None, to: str = "second") -> list[tuple]:
    """What must come out of these, as far as the format tells the time."""
    cut = {"minute": {"second": 0, "microsecond": 0}, "second": {"microsecond": 0}, "all": {}}[to]
    return [
        (m.sender, m.text, m.kind, m.at.replace(tzinfo=zone, **cut), m.media, m.edited, m.seconds) for m in messages
    ]


__all__ = [
    "BEGIN",
    "DayOrder",
    "K",
    "Made",
    "conversation",
    "expected",
    "pieces",
    "read",
    "source",
    "told",
    "unread",
    "zipped",
]
