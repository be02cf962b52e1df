"""The lines of a text file, one by one, whatever it was written in."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper

from safeguarding.conversations.rules.zips import Broken

#: What of a line is longer than this is left out, and said: nobody types a million letters, and memory is not endless.
LONGEST = 1_000_000
TOO_LONG = "The line is longer than a million letters: what comes after them was left out."


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end, its number from 1, and whether it could only be read as Windows-1252."""

    number: int
    text: str
    is_old: bool = False
    trouble: str = ""
    """Why the line is not whole, or why nothing comes after it."""


def lines_of(file: BufferedReader, *, passed_by: Callable[[bytes], bool] | None = None) -> Iterator[Line]:
    """UTF-8 or what the mark at its beginning says; a line that is not UTF-8 is read as Windows-1252, and says so.

    `passed_by` may say of a line as it stands in the file that it is not wanted: it is not even decoded.
    """
    number = 0
    try:
        wide = encoding_of(file.peek(4)[:4])
        for line in _wide_lines(file, wide) if wide else _lines(file, passed_by):
            number = line.number
            yield line
    except Broken as broken:
        yield Line(number + 1, "", trouble=str(broken))


def encoding_of(head: bytes) -> str:
    """UTF-16 where the first bytes show it, with or without a mark; else nothing: UTF-8, or something older."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 2 and head[0] and not head[1]:
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 2 and head[1] and not head[0] else ""


def _lines(file: BufferedReader, passed_by: Callable[[bytes], bool] | None) -> Iterator[Line]:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if passed_by is not None and passed_by(line):
            continue
        plain = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        trouble = ""
        if len(line) == LONGEST and not line.endswith(b"\n") and _left_out(file):
            trouble = TOO_LONG
        text, is_old = _decoded(plain, is_cut=bool(trouble) or not line.endswith(b"\n"))
        yield Line(number, text.rstrip("\r\n"), is_old, trouble)


def _left_out(file: BufferedReader) -> int:
    """Go on to the end of the line; how many bytes that was."""
    left = 0
    while rest := file.readline(LONGEST):
        left += len(rest)
        if rest.endswith(b"\n"):
            break
    return left


def _decoded(line: bytes, *, is_cut: bool) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError as failed:
        if is_cut and failed.end >= len(line) and len(line) - failed.start < 4:
            return line.decode("utf-8", errors="replace"), False
        return line.decode("cp1252", errors="replace"), True


def _wide_lines(file: BufferedReader, encoding: str) -> Iterator[Line]:
    reader = TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n")
    number = 0
    while line := reader.readline(LONGEST):
        number += 1
        trouble = ""
        if len(line) == LONGEST and not line.endswith("\n"):
            while rest := reader.readline(LONGEST):
                trouble = TOO_LONG
                if rest.endswith("\n"):
                    break
        yield Line(number, line.rstrip("\r\n"), trouble=trouble)
    reader.detach()
