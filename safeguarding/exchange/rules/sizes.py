"""What a workbook may hold before any of it is read whole: its parts are counted piece by piece, in a fixed memory.

The library that reads workbooks holds some parts of them at once: every text of the whole workbook, the looks of its
cells, and one row of a sheet. What it holds is bounded here, so that no file takes the worker's memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO
from zipfile import BadZipFile

from safeguarding.exchange.rules.files import SAY, Unreadable

A_PIECE = 1 << 18
#: All texts of the workbook: more than the largest list that is taken (100,000 rows) has in ten columns.
MOST_TEXT, MOST_TEXTS = 32 * 1024 * 1024, 1_000_000
#: Tags within one row or one text, with those that stand in none of them, such as the looks of cells.
MOST_TAGS = 300_000
MOST_SHEET_ROWS = 1_048_576
#: Between two tags, the longest text; within one, the longest list of what is said of it.
LONGEST = 1 << 20
TEXTS = re.compile(r"^xl/sharedstrings\.xml$", re.I)
SHEETS = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.I)
READ = re.compile(r"\.(?:xml|rels)$", re.I)
ONE = rb"(?P<end></(?:\w+:)?%b\s*>|<(?:\w+:)?%b(?:\s[^<>]*)?/>)|(?P<start><(?:\w+:)?%b[\s>])"
ROWS = re.compile(ONE % (b"row", b"row", b"row"))
STRINGS = re.compile(ONE % (b"si", b"si", b"si"))
NOTHING = re.compile(rb"(?!)")
TOO_MUCH = "The workbook holds far more than a list of people does, beside its rows or in one of them. Copy the rows "\
    "alone into a new workbook, or save the sheet as CSV, and upload that."  # fmt: skip


def check_sizes(file: IO[bytes]) -> None:
    """Raises Unreadable for a workbook whose parts would not fit in the memory that reading may take."""
    try:
        with zipfile.ZipFile(file) as packed:
            for part in packed.infolist():
                if READ.search(part.filename):
                    with packed.open(part) as content:
                        _check(part, content)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable(f"The workbook is damaged. {SAY}") from error
    finally:
        file.seek(0)


def _check(part: zipfile.ZipInfo, content: IO[bytes]) -> None:
    if TEXTS.search(part.filename):
        if part.file_size > MOST_TEXT:
            raise Unreadable(TOO_MUCH)
        _count(content, STRINGS, most=MOST_TEXTS)
    elif SHEETS.search(part.filename):
        _count(content, ROWS, most=MOST_SHEET_ROWS)
    else:
        _count(content, NOTHING, most=0)


def _count(content: IO[bytes], ones: re.Pattern[bytes], *, most: int) -> None:
    """Reads the part once. The tags of a row or text that ended are forgotten, as the library forgets them."""
    ended = beside = within = 0
    is_in_one, rest = False, b""
    while piece := content.read(A_PIECE):
        # A tag may be cut in two: what follows the last bracket is looked at with the next piece.
        whole, bracket, cut = (rest + piece).rpartition(b"<")
        rest, at = bracket + cut, 0
        for mark in ones.finditer(whole):
            tags = whole.count(b"<", at, mark.start())
            within, beside = (within + tags, beside) if is_in_one else (0, beside + tags)
            if within > MOST_TAGS:
                raise Unreadable(TOO_MUCH)
            at, is_in_one = mark.end(), mark.lastgroup == "start"
            if not is_in_one:
                ended, within = ended + 1, 0
        tags = whole.count(b"<", at)
        within, beside = (within + tags, beside) if is_in_one else (0, beside + tags)
        if len(rest) > LONGEST or ended > most or beside + within > MOST_TAGS:
            raise Unreadable(TOO_MUCH)
