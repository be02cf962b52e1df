"""A list as a file for a spreadsheet: marked at both ends, and without a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from safeguarding.core import clock
from safeguarding.core.templatetags.words import moment, written_out

# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: What a page's address says when its list is wanted as a file: `?as=csv`.
AS = "as"
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: More than this is not put into one file: it is held in memory while it is made.
MOST_ROWS = 20_000
LONGEST_CELL = 32_767
DAY = "dd/mm/yyyy"


@dataclass(frozen=True)
class Sheet:
    """A list to be put into a file; `note` says what is not in it."""

    name: str
    what: str
    by: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    note: str = ""

    def lines(self) -> Iterator[Sequence[Any]]:
        """Everything in the file, from the marking at the top to the marking at the bottom."""
        yield [settings.MARKING, f"{self.what} {self.by}", f"made {moment(clock.now())}"]
        if self.note:
            yield [self.note]
        yield self.headings
        yield from self.rows
        yield [settings.MARKING]


def wanted_format(request: HttpRequest) -> str:
    """As which kind of file the list of this page is wanted: csv, xlsx, or nothing for the page itself."""
    wanted = request.GET.get(AS, "")
    return wanted if wanted in CONTENT_TYPES else ""


def as_file(sheet: Sheet, kind: str = CSV) -> HttpResponse:
    """The list as a file named after today. Who offers it records the disclosure."""
    file = f"{sheet.name}-{clock.today():%Y-%m-%d}.{kind}"
    response = HttpResponse(
        content_type=CONTENT_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{file}"'}
    )
    WRITERS[kind](sheet, response)
    return response


def safe(cell: Any) -> str:
    """The text as a cell that no spreadsheet runs."""
    text = f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime) else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _write_csv(sheet: Sheet, response: HttpResponse) -> None:
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerows([safe(cell) for cell in line] for line in sheet.lines())


def _write_xlsx(sheet: Sheet, response: HttpResponse) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name[:31])
    for line in sheet.lines():
        page.append([_cell(page, value) for value in line])
    whole = io.BytesIO()
    book.save(whole)
    response.write(whole.getvalue())


def _cell(page: Any, value: Any) -> Any:
    """A number and a day as themselves; all else as text, which no spreadsheet takes for a formula."""
    if isinstance(value, int) and not isinstance(value, bool):
        return WriteOnlyCell(page, value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        day = WriteOnlyCell(page, value)
        day.number_format = DAY
        return day
    text = written_out(str(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(page, text)
    # What begins like a formula was taken for one; as text with the mark of text it stays what was typed.
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    return cell


WRITERS: dict[str, Callable[[Sheet, HttpResponse], None]] = {CSV: _write_csv, XLSX: _write_xlsx}
