"""The rows of a CSV or TSV file, one by one, with the lines on which they stand, also of one that is broken."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader

from safeguarding.conversations.rules.formats.said import OLD_LINES
from safeguarding.conversations.rules.lines import Line, lines_of
from safeguarding.conversations.rules.pieces import Said, Unread

#: A cell goes over no more lines and letters than this: beyond, somebody forgot to close a quote.
LINES_MOST, LETTERS_MOST = 2_000, 1_000_000
NOT_CLOSED = "A quotation mark is opened here and not closed: the line was left out, and reading went on behind it."
NOT_A_ROW = "It does not have as many columns as the headings."
NO_HEADING = "It stands before the headings."
NO_CSV = "It is not a row as such files are written, or one cell is longer than 131,072 letters."
_DELIMITERS = "\t,;|"
#: Of one line nothing else ends it: a sign such as U+001C in a cell would cut the row off there.
_AFTER_A_RETURN = re.compile(r"(?<=\r)")
_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    place: str
    raw: str
    cells: dict[str, str]
    """By heading, in small letters and without signs. Of two columns with one heading, the first that is filled."""


@dataclass(frozen=True, slots=True)
class _Record:
    lines: list[Line]
    trouble: str = ""

    @property
    def raw(self) -> str:
        return "\n".join(line.text for line in self.lines)


Heads = Callable[[frozenset[str]], bool]


def rows_of(file: BufferedReader, name: str, is_heading: Heads) -> Iterator[Row | Unread | Said]:
    """Every row under the headings. Headings that come again, as where two files were put together, begin anew."""
    heads: list[str] = []
    delimiter, said = "", False
    for record in _records(lines_of(file)):
        place, raw = f"{name}, line {record.lines[0].number}", record.raw
        if not said and any(line.is_old for line in record.lines):
            said = True
            yield Said(OLD_LINES)
        if not record.trouble and not raw.strip():
            continue
        if record.trouble:
            yield Unread(place, raw, record.trouble)
            continue
        # A row of ours begins with a time, or has a digit soon after: only what has none is looked at as headings.
        found = None if heads and _DIGIT.search(raw, 0, 24) else _heading(raw, is_heading)
        if found is not None:
            heads, delimiter = found
            continue
        if not heads:
            yield Unread(place, raw, NO_HEADING)
            continue
        cells = _cells(raw, delimiter)
        if cells is None or len(cells) < len(heads) or any(cell.strip() for cell in cells[len(heads) :]):
            yield Unread(place, raw, NO_CSV if cells is None else NOT_A_ROW)
        else:
            yield Row(place, raw, _by_heading(heads, cells))


def heading_of(head: bytes, is_heading: Heads) -> bool:
    """Whether one of the first lines is such a heading."""
    wide = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return any(_heading(line, is_heading) for line in head.decode(wide, errors="replace").splitlines()[:20])


def plain(heading: str) -> str:
    return _ODD.sub(" ", heading).strip().casefold()


def _heading(raw: str, is_heading: Heads) -> tuple[list[str], str] | None:
    if len(raw) > 5_000 or "\n" in raw:
        return None
    for delimiter in _DELIMITERS:
        if delimiter in raw:
            cells = [plain(cell) for cell in _cells(raw.lstrip("\ufeff"), delimiter) or ()]
            if is_heading(frozenset(cells)):
                return cells, delimiter
    return None


def _cells(raw: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(_AFTER_A_RETURN.split(raw) if "\n" not in raw else _kept(raw), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return None


def _kept(raw: str) -> list[str]:
    return [f"{line}\n" for line in raw.split("\n")]


def _by_heading(heads: list[str], cells: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for head, cell in zip(heads, cells, strict=False):
        if cell and not found.get(head):
            found[head] = cell
    return found


def _records(lines: Iterator[Line]) -> Iterator[_Record]:
    """Lines put together where a quoted cell goes over several; where its quote is never closed, only the first."""
    waiting: list[Line] = []
    again: list[Line] = []
    is_open, letters = False, 0
    while True:
        line = again.pop() if again else next(lines, None)
        if line is not None and not line.trouble:
            waiting.append(line)
            letters += len(line.text)
            is_open ^= line.text.count('"') % 2 == 1
            if not is_open:
                yield _Record(waiting)
                waiting, letters = [], 0
            elif len(waiting) < LINES_MOST and letters < LETTERS_MOST:
                continue
            else:
                yield _Record(waiting[:1], NOT_CLOSED)
                again.extend(reversed(waiting[1:]))
                waiting, letters, is_open = [], 0, False
            continue
        if waiting:
            yield _Record(waiting[:1], NOT_CLOSED)
            if line is not None:
                again.append(line)
            again.extend(reversed(waiting[1:]))
            waiting, letters, is_open = [], 0, False
        elif line is not None:
            yield _Record([line], line.trouble)
        else:
            return
