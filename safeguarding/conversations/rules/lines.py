"""The lines of a text file, one by one, whatever it was written in."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper

#: A line longer than this is handed on in parts: nobody types a million letters, and memory is not endless.
LONGEST = 1_000_000
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end, its number from 1, and whether it could only be read as Windows-1252."""

    number: int
    text: str
    is_old: bool = False


def lines_of(file: BufferedReader) -> Iterator[Line]:
    """UTF-8 or what the mark at its beginning says; a line that is not UTF-8 is read as Windows-1252, and says so."""
    head = file.peek(3)[:3]
    wide = next((name for mark, name in _WIDE if head.startswith(mark)), "")
    yield from _wide_lines(file, wide) if wide else _lines(file)


def _lines(file: BufferedReader) -> Iterator[Line]:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        plain = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        try:
            yield Line(number, plain.decode("utf-8").rstrip("\r\n"))
        except UnicodeDecodeError:
            yield Line(number, plain.decode("cp1252", errors="replace").rstrip("\r\n"), is_old=True)


def _wide_lines(file: BufferedReader, encoding: str) -> Iterator[Line]:
    reader = TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n")
    number = 0
    while line := reader.readline(LONGEST):
        number += 1
        yield Line(number, line.rstrip("\r\n"))
    reader.detach()
