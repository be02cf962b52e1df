"""Workbooks whose parts would not fit in a worker's memory are refused before any of them is read whole."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile

import pytest

from safeguarding.exchange.rules import reading, sizes
from safeguarding.exchange.rules.files import Unreadable, check_packed
from tests.factories.exchange import YOUNG, a_workbook, packed

ROW = ("C1", "Sally", "Stone", "13/05/2012", "Oakfield")
CHANCE = random.Random(5)


def with_part(name: str, content: bytes) -> io.BytesIO:
    """A sound workbook in which one part is another."""
    book = packed(a_workbook(("Cadets", [YOUNG, ROW])))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    out.seek(0)
    return out


def noise(length: int) -> bytes:
    """Letters that do not pack well, so that no bomb is suspected."""
    return CHANCE.randbytes(length // 2).hex().encode()


def sheet(inside: bytes, after: bytes = b"") -> bytes:
    return b"<worksheet><sheetData>%b</sheetData>%b</worksheet>" % (inside, after)


def strings(inside: bytes) -> bytes:
    return b"<sst>%b</sst>" % inside


@pytest.fixture
def hundredth(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits at a hundredth, so that what is beyond them is soon made."""
    for name in ("MOST_TEXT", "MOST_TEXTS", "MOST_TAGS", "MOST_SHEET_ROWS", "LONGEST"):
        monkeypatch.setattr(sizes, name, getattr(sizes, name) // 100)


HOSTILE = {
    "texts that are too long": ("xl/sharedStrings.xml", strings(b"<si><t>%b</t></si>" % noise(10_000) * 40)),
    "too many texts": ("xl/sharedStrings.xml", strings(b"<si><t>ab</t></si>" * 10_001)),
    "one text of many runs": ("xl/sharedStrings.xml", strings(b"<si>" + b"<r><t>a</t></r>" * 2_000 + b"</si>")),
    "a row of many cells": ("xl/worksheets/sheet1.xml", sheet(b"<row>" + b"<c/>" * 4_000 + b"</row>")),
    "much beside the rows": ("xl/worksheets/sheet1.xml", sheet(b"<row/>", b"<mergeCell ref='A1'/>" * 4_000)),
    "much between the rows": ("xl/worksheets/sheet1.xml", sheet(b"<a/><a/><a/><row/>" * 1_500)),
    "more rows than Excel has": ("xl/worksheets/sheet1.xml", sheet(b"<row/>" * 11_000)),
    "a cell as long as a book": ("xl/worksheets/sheet1.xml", sheet(b"<row><c>%b</c></row>" % noise(600_000))),
    "looks without end": ("xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 4_000 + b"</cellXfs></styleSheet>"),
}  # fmt: skip


@pytest.mark.usefixtures("hundredth")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_take_the_memory_is_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="far more than a list of people"):
        sizes.check_sizes(with_part(*HOSTILE[name]))


def test_looking_takes_no_memory_itself() -> None:
    file = with_part("xl/worksheets/sheet1.xml", sheet(b"<row>" + b"<c r='A1'/>" * 2_000_000 + b"</row>"))
    tracemalloc.start()
    with pytest.raises(Unreadable, match="far more than a list of people"):
        sizes.check_sizes(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000


def test_a_list_of_many_people_is_not_refused() -> None:
    lines = [(f"C{n}", f"Given {n}", f"Family {n}", "13/05/2012", f"School {n}") for n in range(300)]
    file = io.BytesIO(packed(a_workbook(("Cadets", [YOUNG, *lines]))))
    check_packed(file)
    sizes.check_sizes(file)
    assert sum(1 for _ in reading.workbook_rows(file, "Cadets")) == 301
