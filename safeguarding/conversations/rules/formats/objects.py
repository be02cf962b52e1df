"""The objects of a JSON file, one by one, also of one that was cut off in the middle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import ijson

from safeguarding.conversations.rules.pieces import RAW_MOST, Unread

CUT_OFF = "The file ends in the middle, or what stands from here on is not JSON: nothing after it could be read."
NOT_AN_OBJECT = "It is not written as this format writes a message."


def objects_in(file: BufferedReader, path: str, name: str) -> Iterator[tuple[str, dict[str, Any]] | Unread]:
    """Each object of the list at `path`, with its place; what is no object, and where the file breaks off, unread."""
    number = -1
    try:
        for number, item in enumerate(ijson.items(file, f"{path}.item" if path else "item", use_float=True)):
            place = f"{name}, {path}[{number}]"
            yield (place, item) if isinstance(item, dict) else Unread(place, raw_of(item), NOT_AN_OBJECT)
    except (ijson.JSONError, UnicodeDecodeError):
        yield Unread(f"{name}, {path}[{number + 1}]", "", CUT_OFF)


def value_at(file: BufferedReader, path: str) -> Any:
    """The one value at a path; nothing when there is none, or the file breaks off before it."""
    try:
        return next(ijson.items(file, path, use_float=True), None)
    except (ijson.JSONError, UnicodeDecodeError):
        return None


def keys_of(file: BufferedReader, path: str = "") -> Iterator[str]:
    """The keys of the object at a path, in order, until the file breaks off."""
    try:
        for prefix, event, value in ijson.parse(file):
            if prefix == path and event == "map_key":
                yield value
    except (ijson.JSONError, UnicodeDecodeError):
        return


def raw_of(item: Any) -> str:
    """How the object stands in the file, but for its spaces."""
    return json.dumps(item)[: 100 * RAW_MOST]


def word(item: dict[str, Any], *names: str) -> str:
    """The first of the named values that is a text."""
    return next((item[name] for name in names if isinstance(item.get(name), str)), "")


def number(item: dict[str, Any], *names: str) -> float | None:
    """The first of the named values that is a number, or a text that says one."""
    for name in names:
        value = item.get(name)
        if isinstance(value, bool):
            continue
        if isinstance(value, int | float):
            return value
        if isinstance(value, str) and value.strip().lstrip("-").isdigit():
            return int(value)
    return None
