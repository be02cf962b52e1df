"""What the reader of a format gives, one after the other, and what it is given.

A reader is a function `read(source, how)` that walks the file from its beginning and yields its pieces in the order
in which they stand. It keeps no more than one piece in memory, drops nothing, guesses nothing, and yields the same
pieces each time it walks the same file: whoever was stopped in the middle walks it again and skips what is on record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedReader
from typing import Protocol

from safeguarding.conversations.choices import MessageKind

#: How much of a piece that could not be read is shown.
RAW_MOST = 2_000


class Source(Protocol):
    """The file, or, of an archive, its members by name. Whatever stands in a name is only ever shown."""

    def names(self) -> Sequence[str]: ...

    def open(self, name: str) -> BufferedReader: ...


@dataclass(frozen=True, slots=True)
class How:
    """How the file is to be read where it does not say so itself."""

    day_order: str
    """A `DayOrder`, or nothing where the format leaves no doubt."""

    owner: str = ""
    """Whose phone or account it was, as the file names them, when the file calls them only "me"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message as the file has it."""

    place: str
    raw: str
    thread: str
    sender: str
    kind: MessageKind
    text: str = ""
    sent: dt.datetime | None = None
    """Without a zone: in the zone stated for the export. With one: as the file says."""
    sent_text: str = ""
    thread_title: str = ""
    is_group: bool | None = None
    platform: str = ""
    """The platform's slug, where one file holds messages of several."""
    others: tuple[str, ...] = ()
    """Who else is known to take part in the thread."""
    media_name: str = ""
    is_edited: bool = False
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece that could not be read, and why, in plain words."""

    place: str
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something about the file as a whole that its reader should know, in plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """What the file's own dates say of the order of day and month. Undecided: a person has to say."""

    order: str
    because: str
    seen: int
    could_be: tuple[str, ...] = ()
