"""The rows of a file, one after the other, as text; nothing is held but the row at hand."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from safeguarding.exchange.choices import LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, MOST_ROWS
from safeguarding.exchange.rules.files import SAY, Unreadable
from safeguarding.exchange.rules.parts import require_bounded

DELIMITERS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16 (Unicode)", "cp1252": "Windows (Western European)"}
WHAT_OPENPYXL_RAISES = (
    BadZipFile, DefusedXmlException, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, OSError, EOFError, OverflowError, AssertionError, RecursionError,
)  # fmt: skip
UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])

MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")
FORMULA = re.compile(rb"<(?:\w+:)?f(?:>| )")

#: The last row an Excel sheet can have.
LAST_ROW = 1_048_576

Row = tuple[int, list[str]]


def encoding_of(file: IO[bytes]) -> str:
    """The encoding: by the mark at the start, else UTF-8 where all of it is, else what Excel writes on Windows."""
    file.seek(0)
    start = file.read(4096)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if b"\0" in start:
        raise Unreadable("This is not a text file. Save it as CSV or as an Excel workbook (.xlsx), and upload that.")
    decode = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(1 << 16):
            decode.decode(chunk)
        decode.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def delimiter_of(line: str) -> str:
    """What stands between the columns: whatever stands in the first line most often, outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def csv_rows(file: IO[bytes], encoding: str) -> Iterator[Row]:
    """The rows of a CSV file. Cells that say nothing but a formula are text as any other."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        first = next((line for line in iter(lambda: text.readline(1 << 20), "") if line.strip()), "")
        text.seek(0)
        csv.field_size_limit(LONGEST_CELL * 4)
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter_of(first))
        for cells in reader:
            lines.of_this_row = 0
            yield reader.line_num, [fit(cell) for cell in cells]
    except csv.Error as error:
        raise Unreadable(
            "A cell of the file is too long, or a quotation mark that opens one never closes. Open the file in a "
            "spreadsheet, look near the end, and save it again."
        ) from error
    finally:
        text.detach()


class _Lines:
    """The lines of a CSV file; no row takes more of them than a row can say, since it is held as a whole."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.of_this_row = text, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.of_this_row += len(line)
        if self.of_this_row > LONGEST_ROW:
            raise Unreadable(f"A row of the file is far too long. {SAY}")
        return line


def sheets_of(file: IO[bytes]) -> list[str]:
    """The names of the sheets that can be seen. It is asked first, and so whether the workbook can be held at all."""
    require_bounded(file)
    file.seek(0)
    try:
        book = _open(file)
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except WHAT_OPENPYXL_RAISES as error:
        raise Unreadable("The workbook cannot be opened: it is damaged, or not what its name says.") from error


def workbook_rows(file: IO[bytes], sheet: str) -> Iterator[Row]:
    """The rows of one sheet. Of merged cells, the first; of a formula, what the spreadsheet last worked out.

    Where the file does not hold that, the formula itself: nothing that somebody wrote is passed over.
    """
    file.seek(0)
    try:
        worked_out = _cells_of(file, sheet)
        written = _cells_of(file, sheet, data_only=False) if _has_formulas(file, sheet) else None
        for number, found in enumerate(worked_out, start=1):
            cells = found if written is None else _with_formulas(found, next(written, ()))
            yield number, [_text(cell) for cell in cells] if any(cell is not None for cell in cells) else []
            if number == LAST_ROW:
                break
    except WHAT_OPENPYXL_RAISES as error:
        raise Unreadable("The sheet cannot be read: the workbook is damaged, or not what its name says.") from error


def _cells_of(file: IO[bytes], sheet: str, *, data_only: bool = True) -> Iterator[tuple[Any, ...]]:
    page = _open(file, data_only=data_only)[sheet]
    # What a file says of its own size is not to be believed.
    page.reset_dimensions()
    # Rows that are not there are made up to the number the next one claims: no more of them than Excel has.
    cells: Iterator[tuple[Any, ...]] = page.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1, max_row=LAST_ROW)
    return cells


def _has_formulas(file: IO[bytes], sheet: str) -> bool:
    path = _open(file)[sheet]._worksheet_path
    with zipfile.ZipFile(file) as packed, packed.open(path.lstrip("/")) as part:
        return _counted(part, FORMULA) > 0


def _with_formulas(worked_out: tuple[Any, ...], written: tuple[Any, ...]) -> list[Any]:
    """What was worked out, and the formula where nothing was."""
    return [
        value if value is not None or formula is None else formula if isinstance(formula, str) else "="
        for value, formula in zip_longest(worked_out, written)
    ]


def notes_of(file: IO[bytes], sheet: str) -> list[str]:
    """What somebody should know of the sheet before they trust its rows: merged cells, and formulas."""
    file.seek(0)
    try:
        path = _open(file)[sheet]._worksheet_path
        with zipfile.ZipFile(file) as packed:
            with packed.open(path.lstrip("/")) as part:
                merged = _counted(part, MERGED)
            with packed.open(path.lstrip("/")) as part:
                formulas = _counted(part, FORMULA)
    except WHAT_OPENPYXL_RAISES as error:
        raise Unreadable("The sheet cannot be read: the workbook is damaged, or not what its name says.") from error
    said = []
    if merged:
        said.append(f"Merged cells: {merged:,}. What they say counts for their first row and column alone.")
    if formulas:
        said.append(f"Cells that are worked out: {formulas:,}. What the file holds of their results was taken.")
    return said


def _counted(part: IO[bytes], mark: re.Pattern[bytes]) -> int:
    """How often the mark stands in the part, read piece by piece."""
    found, rest = 0, b""
    while chunk := part.read(1 << 18):
        whole, bracket, cut = (rest + chunk).rpartition(b"<")
        # A mark may be cut in two: what follows the last bracket is looked at with the next piece.
        found, rest = found + len(mark.findall(whole)), bracket + cut
    return found + len(mark.findall(rest))


def _open(file: IO[bytes], *, data_only: bool = True) -> Any:
    file.seek(0)
    with warnings.catch_warnings():
        # What openpyxl finds odd about styles is of no interest here.
        warnings.simplefilter("ignore")
        return load_workbook(file, read_only=True, data_only=data_only, keep_links=False)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return fit(str(value))


def fit(text: str) -> str:
    """The text without what cannot be stored, and without the mark by which a spreadsheet keeps it from running."""
    clean = text.translate(UNFIT).strip()
    return clean[1:] if clean[:1] == "'" and clean[1:2] in ("=", "+", "-", "@") else clean


def from_headings(rows: Iterator[Row]) -> Iterator[Row]:
    """The headings first, then every row that says something. What stands above the headings is passed over."""
    headings: list[str] = []
    skipped = 0
    seen = 0
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not headings:
            if sum(map(bool, cells)) < 2 and skipped < 10:
                skipped += 1
                continue
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(f"The file has more than {MOST_COLUMNS} columns. Take out what is not needed.")
            headings = cells
            yield number, headings
            continue
        if not any(cells):
            continue
        seen += 1
        if seen > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Split it, and bring in one after the other.")
        yield number, [cell[: LONGEST_CELL + 1] for cell in cells[: len(headings)]]
    if not headings:
        raise Unreadable("No row of headings was found: the first rows say nothing, or have one column alone.")
    if not seen:
        raise Unreadable("There is nothing below the headings.")
