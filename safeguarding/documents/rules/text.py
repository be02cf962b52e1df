"""Words as a document sets them: what cannot be seen on paper is written out, and nothing runs over the edge.

A document shows what was written, sign for sign. Signs that have no shape of their own (control characters, marks that
turn the direction of what follows them, signs that no font has) would be left out silently or deceive whoever reads
them: each stands as its number instead, such as [U+202E].
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

#: What has no space for longer than that may be broken where a line ends, after each few signs; nothing is put in.
LONGEST_RUN = 40
STEP = 8
TAB = "    "
#: Shapes of the signs beside them: joiners, variation selectors, the tags of flags. They are part of how words are set.
SHAPING = {0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0)}
#: Between words, and no sign: a non-breaking space, a soft hyphen that a word may be broken at, a joiner of words.
SPACES = {0x00A0, 0x2060, 0x200B}
BOTH_WAYS = ("R", "AL")
LONG = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
HasGlyph = Callable[[int], bool]


@dataclass(frozen=True)
class Prose:
    """What somebody wrote, with its lines and their directions. A plain `str` is set as one line."""

    text: str


def prepared(value: Any, has_glyph: HasGlyph) -> Any:
    """Data for a template, with every text in it ready to be set."""
    if isinstance(value, Prose):
        return {"pieces": list(_pieces(value.text, has_glyph))}
    if isinstance(value, str):
        return _line(" ".join(value.splitlines()), has_glyph)
    if isinstance(value, dict):
        return {name: prepared(part, has_glyph) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [prepared(part, has_glyph) for part in value]
    return value


def visible(text: str, has_glyph: HasGlyph) -> str:
    """The text with the number of each sign that would not be seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_sign(sign, has_glyph) for sign in text)


def _sign(sign: str, has_glyph: HasGlyph) -> str:
    code = ord(sign)
    if sign == "\t":
        return TAB
    if code in SHAPING or code in SPACES:
        return sign
    if unicodedata.category(sign)[0] == "C" or not has_glyph(code):
        return f"[U+{code:04X}]"
    return sign


def _pieces(text: str, has_glyph: HasGlyph) -> Iterator[dict[str, Any]]:
    """Lines that follow each other in one direction stand together."""
    piece: dict[str, Any] = {}
    for line in text.splitlines() or [""]:
        rtl = is_right_to_left(line) if line.strip() else piece.get("rtl", False)
        if not piece or piece["rtl"] != rtl:
            if piece:
                yield piece
            piece = {"rtl": rtl, "lines": []}
        piece["lines"].append(_line(line, has_glyph))
    yield piece


def is_right_to_left(line: str) -> bool:
    """As the first sign says that has a direction."""
    for sign in line:
        direction = unicodedata.bidirectional(sign)
        if direction in BOTH_WAYS:
            return True
        if direction == "L":
            return False
    return False


def _line(text: str, has_glyph: HasGlyph) -> Any:
    """The line; in parts where something in it has no space for long."""
    shown = visible(text, has_glyph)
    return {"parts": list(_parts(shown))} if LONG.search(shown) else shown


def _parts(text: str) -> Iterator[str]:
    """Cut within what has no space for long, never before a mark that belongs to the sign before it."""
    begin = 0
    for found in LONG.finditer(text):
        for at in range(found.start() + STEP, found.end()):
            if at - begin >= STEP and _may_begin(text, at):
                yield text[begin:at]
                begin = at
    yield text[begin:]


def _may_begin(text: str, at: int) -> bool:
    is_mark = unicodedata.category(text[at])[0] == "M" or ord(text[at]) in SHAPING
    joins = unicodedata.bidirectional(text[at]) in BOTH_WAYS or ord(text[at - 1]) in SHAPING
    return not is_mark and not joins and not 0x1F3FB <= ord(text[at]) <= 0x1F3FF


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(words: str) -> str:
    """The words as a Word document can hold them: control characters, which it refuses, are left out."""
    return _UNPRINTABLE.sub("", words)
