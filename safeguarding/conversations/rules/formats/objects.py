"""A JSON file piece by piece, in one pass: what each object is and how it stands there, also where the file is broken.

The walk goes down only where it is told to, and turns one element of a list at a time into an object. An element that
is no JSON is unread by itself, as long as its end can be found; where the file breaks off, that is said, and all before
it was given.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any, Literal

from safeguarding.conversations.rules.formats.window import Cut, Endless, Odd, Window
from safeguarding.conversations.rules.pieces import RAW_MOST, Said, Unread

CUT_OFF = "The file ends in the middle, or what stands from here on is not JSON: nothing after it could be read."
NOT_AN_OBJECT = "It is not written as this format writes a message."
NOT_JSON = "It is not JSON as programs write it."
TOO_LARGE = "It is larger than four million letters, as no message is: it was passed over."
OLD_BYTES = "Some letters in the file are not in UTF-8: they are shown as “�”."
#: What is kept of how an object stands in the file.
RAW_KEPT = 200_000

Path = tuple[str | int, ...]
#: What to do with the value at a path: go into it, give each element of its list, give it whole, or pass it over.
What = Literal["into", "items", "value", "skip"]
Shape = Callable[[Path], What]


@dataclass(frozen=True, slots=True)
class Item:
    """An element of a list, or a value that was asked for."""

    path: Path
    place: str
    value: Any
    raw: str


def walk(file: BufferedReader, name: str, shape: Shape) -> Iterator[Item | Unread | Said]:
    """What stands at the paths asked for, in the order of the file."""
    window = Window(file)
    walker = _Walker(window, name, shape)
    try:
        yield from walker.value(())
        window.space()
        if not window.at_end():
            yield Unread(name, window.ahead(RAW_MOST), CUT_OFF)
    except Cut as cut:
        yield Unread(f"{name}, {written(walker.path)}", window.ahead(RAW_MOST), str(cut) or CUT_OFF)
    if window.is_old:
        yield Said(OLD_BYTES)


class _Walker:
    def __init__(self, window: Window, name: str, shape: Shape) -> None:
        self._window, self._name, self._shape = window, name, shape
        self.path: Path = ()

    def value(self, path: Path) -> Iterator[Item | Unread]:
        """The value that begins here."""
        self.path = path
        what = self._shape(path)
        first = self._window.next_letter()
        if what == "items" and first == "[":
            yield from self._elements(path, is_item=True)
        elif what == "into" and first == "[":
            yield from self._elements(path, is_item=False)
        elif what == "into" and first == "{":
            yield from self._members(path)
        elif what == "skip":
            self._window.skip()
        else:
            for item in self._decoded(path):
                if not isinstance(item, Item) or what == "value":
                    yield item
                elif item.value is not None:
                    yield Unread(item.place, item.raw, NOT_AN_OBJECT)

    def _members(self, path: Path) -> Iterator[Item | Unread]:
        window = self._window
        window.take("{")
        if window.next_letter() == "}":
            window.take("}")
            return
        while True:
            self.path = path
            if window.next_letter() != '"':
                raise Cut
            key = self._key()
            window.space()
            window.take(":")
            yield from self.value((*path, key))
            if window.take_one(",}") == "}":
                return

    def _key(self) -> str:
        try:
            return str(self._window.decode()[0])
        except Odd as odd:
            # What stands there is no name, but what it names can be read.
            return odd.raw[:RAW_MOST]

    def _elements(self, path: Path, *, is_item: bool) -> Iterator[Item | Unread]:
        window = self._window
        window.take("[")
        if window.next_letter() == "]":
            window.take("]")
            return
        number = 0
        while True:
            self.path = (*path, number)
            if is_item:
                yield from self._decoded(self.path)
            else:
                yield from self.value(self.path)
            number += 1
            if window.take_one(",]") == "]":
                return

    def _decoded(self, path: Path) -> Iterator[Item | Unread]:
        place = f"{self._name}, {written(path)}"
        try:
            value, raw = self._window.decode()
        except Odd as odd:
            yield Unread(place, odd.raw, TOO_LARGE if isinstance(odd, Endless) else NOT_JSON)
        else:
            yield Item(path, place, value, raw[:RAW_KEPT])


def written(path: Path) -> str:
    """A path as people write it: chats.list[3].messages[7]. Long names in it are cut: a place is only shown."""
    said = ""
    for part in path:
        said += f"[{part}]" if isinstance(part, int) else f"{'.' if said else ''}{part[:80]}"
    return said


def raw_of(item: Any) -> str:
    """How a part of an object stands in the file, but for its spaces."""
    try:
        return json.dumps(item, ensure_ascii=False)[:RAW_KEPT]
    except (RecursionError, ValueError):
        return ""


def word(item: dict[str, Any], *names: str) -> str:
    """The first of the named values that is a text."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def number(item: dict[str, Any], *names: str) -> float | None:
    """The first of the named values that is a number, or a text that says one."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and len(value) < 30 and value.strip().lstrip("-").isdecimal():
            value = int(value) if value.strip().count("-") < 2 else None
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(_small(value)):
            return value
    return None


def _small(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
