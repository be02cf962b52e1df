"""Whatever is uploaded gets an answer: hostile, broken and odd files, read or refused in words."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from safeguarding.exchange.choices import MOST_HELD, MOST_ROWS, DayOrder
from safeguarding.exchange.rules import columns, files, reading
from safeguarding.exchange.rules.cells import day, order_of, whole_name
from safeguarding.exchange.rules.files import Unreadable
from safeguarding.exchange.rules.rows import clean
from tests.factories.exchange import YOUNG, a_csv, a_workbook, packed

DAY = dt.date(2026, 11, 22)
SALLY = ("C1", "Sally", "Stone", "13/05/2012", "Oakfield School")


def rows(content: bytes, sheet: str = "") -> list[list[str]]:
    file = io.BytesIO(content)
    if files.is_workbook(file):
        found = reading.workbook_rows(file, sheet or reading.sheets_of(file)[0])
    else:
        found = reading.csv_rows(file, reading.encoding_of(file))
    return [cells for _, cells in reading.from_headings(found)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_survive_the_encoding_they_come_in(encoding: str) -> None:
    content = a_csv(YOUNG, ("1", "Zoë", "Müller", "", ""), encoding=encoding)
    assert rows(content)[1][1:3] == ["Zoë", "Müller"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_found_whatever_stands_between_them(delimiter: str) -> None:
    assert rows(a_csv(YOUNG, SALLY, delimiter=delimiter)) == [list(YOUNG), list(SALLY)]


def test_a_bomb_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="far beyond its size"):
        rows(out.getvalue())


def test_a_table_of_contents_that_lies_is_found_out() -> None:
    """It says that the sheet is small: no more than that is read, and what is read does not add up."""
    content = bytearray(packed(a_workbook(("A", [YOUNG, *[SALLY] * 5_000]))))
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    content[at : at + 4] = struct.pack("<I", 100)
    with pytest.raises(Unreadable, match="damaged"):
        rows(bytes(content))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Excel file"),
        (b"MZ\x90\x00", "a program"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"a,b\x00c\n1,2", "not a text file"),
        (b"only one column\nx\ny\n", "No row of headings"),
        (b"a,b\n", "nothing below"),
        (b"a,b\n" + b"x" * 60_000 + b",y\n", "too long"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "more than 100,000 rows"),
        (b",".join(b"c%d" % number for number in range(101)) + b"\n1,2\n", "more than 100 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        rows(content)


def test_another_packed_file_and_one_with_a_program_are_refused() -> None:
    for inside, says in (("readme.txt", "not an Excel workbook"), ("xl/vbaProject.bin", "macros")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as other:
            other.writestr(inside, "x")
            if inside.startswith("xl"):
                other.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.raises(Unreadable, match=says):
            rows(out.getvalue())


def test_a_workbook_that_reaches_outside_is_refused() -> None:
    """An entity that would read a file of the machine, or grow without end."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(a_workbook(("A", [YOUNG, SALLY]))))) as sound,
        zipfile.ZipFile(out, "w") as bad,
    ):
        for part in sound.infolist():
            text = sound.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                text = declared + text.replace(b"Sally", b"&e;")
            bad.writestr(part.filename, text)
    with pytest.raises(Unreadable):
        rows(out.getvalue())


def test_merged_cells_and_formulas_are_told_of() -> None:
    book = a_workbook(("A", [YOUNG, SALLY, ("C2", "Tom", "Tarn", "=1+1", "")]))
    book["A"].merge_cells("A2:A3")
    content = io.BytesIO(packed(book))
    said = " ".join(reading.notes_of(content, "A"))
    assert "Merged cells: 1" in said
    assert "worked out: 1" in said
    # What the file does not hold is asked about, not passed over.
    row = rows(content.getvalue())[2]
    assert row[3:] == ["=1+1"]
    found = clean("young_people", {"given_name": 1, "date_of_birth": 3}, row, {}, day_orders={}, today=DAY)
    assert "is a formula, and the file does not hold its result" in found.reasons["date_of_birth"][0]


def test_of_a_formula_what_the_spreadsheet_worked_out_is_taken() -> None:
    """A file as Excel saves it: the formula, and beside it what came out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(a_workbook(("A", [YOUNG, ("C2", "Tom", "Tarn", "=1+1", "x")]))))) as sound,
        zipfile.ZipFile(out, "w") as saved,
    ):
        for part in sound.infolist():
            saved.writestr(
                part.filename,
                sound.read(part)
                .replace(b"<v></v>", b"<v>41042</v>")
                .replace(b"<v/>", b"<v>41042</v>")
                .replace(b"<v />", b"<v>41042</v>"),
            )
    assert rows(out.getvalue())[1][3] == "41042"


def test_what_looks_like_a_formula_is_text() -> None:
    assert rows(a_csv(YOUNG, ("=cmd()", "+1", "'=x", "", "")))[1] == ["=cmd()", "+1", "=x"]


def test_what_stands_above_the_headings_is_passed_over() -> None:
    assert rows(b"OFFICIAL\n\nNumber,First name\n1,Sally\n") == [["Number", "First name"], ["1", "Sally"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13/05/2012", "2012-05-13"), ("3.5.2012", "2012-05-03"), ("3-5-12", "2012-05-03"),
        ("2012-05-13", "2012-05-13"),
        ("13 May 2012", "2012-05-13"), ("Sun 13th May 2012", "2012-05-13"), ("13-Sept-12", "2012-09-13"),
        ("May 13, 2012", "2012-05-13"), ("41042", "2012-05-13"), ("41042.5", "2012-05-13"),
        ("2012-05-13 00:00:00", "2012-05-13"), ("13/05/2012 09:30", "2012-05-13"), ("1/2/69", "1969-02-01"),
    ],
)  # fmt: skip
def test_days_are_read_as_britain_writes_them(text: str, found: str) -> None:
    assert day(text, DayOrder.ASSUMED, today=dt.date(2026, 11, 22)).isoformat() == found


@pytest.mark.parametrize("text", ["31/02/2012", "yesterday", "99999999", "13/13/2012", "1/1/0001", "2012"])
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="Write the day as"):
        day(text, DayOrder.ASSUMED, today=dt.date(2026, 11, 22))


def test_a_column_tells_how_its_days_are_written() -> None:
    assert order_of(["01/02/2012", "13/02/2012"]) == DayOrder.DAY_FIRST
    assert order_of(["01/02/2012", "02/13/2012"]) == DayOrder.MONTH_FIRST
    assert order_of(["13/02/2012", "02/13/2012"]) == DayOrder.MIXED
    assert order_of(["01/02/2012", "2012-02-13", ""]) == DayOrder.ASSUMED


def test_columns_are_guessed_by_what_others_call_them() -> None:
    assert columns.guess("young_people", ["Cadet ID", "Forename", "SURNAME", "D.O.B.", "Shoe size"]) == {
        "reference": 0, "given_name": 1, "family_name": 2, "date_of_birth": 3,
    }  # fmt: skip
    assert columns.guess("dbs", ["Name", "Issue date", "Level"]) == {"full_name": 0, "achieved_on": 1, "dbs_level": 2}


def test_a_name_in_one_cell_is_taken_apart() -> None:
    assert whole_name("Smith, Jane") == whole_name("Jane Smith") == ("Jane", "Smith")
    assert whole_name("Cher") == ("", "Cher")


def said(kind: str, **cells: str) -> Any:
    mapping = {name: at for at, name in enumerate(cells)}
    return clean(kind, mapping, list(cells.values()), {}, day_orders={}, today=dt.date(2026, 11, 22))


def test_each_cell_that_is_wrong_says_so() -> None:
    found = said("dbs", full_name="Al Ash", achieved_on="1/1/2030", dbs_level="super", expires_on="1/1/2020")
    assert found.reasons.keys() == {"achieved_on", "dbs_level", "expires_on"}
    assert "Use: Basic" in found.reasons["dbs_level"][0]
    assert said("young_people", full_name="A" * 300).reasons
    assert "no name" in said("young_people", reference="7").reasons["given_name"][0]


def test_a_row_that_claims_to_be_the_billionth_takes_no_worker_with_it() -> None:
    content = packed(a_workbook(("A", [YOUNG, SALLY])))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                far = (
                    b'<row r="999999999999"><c r="A999999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
                )
                data = data.replace(b"</sheetData>", far)
            new.writestr(part, data)
    file = io.BytesIO(out.getvalue())
    read = reading.workbook_rows(file, reading.sheets_of(file)[0])
    assert sum(1 for _ in islice(read, reading.LAST_ROW + 10)) <= reading.LAST_ROW


SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """A sound workbook, one part of which says something else."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(a_workbook(("A", [YOUNG, SALLY]))))) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in sound.infolist():
            data = sound.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return out


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (SHEET, lambda text: text.replace(b"</row>", b'<c r="Z1"/>' * 120_000 + b"</row>", 1), "row"),
        (SHEET, lambda text: text.replace(b"Sally", b"S" * 2_100_000), "row"),
        (SHEET, lambda text: text.replace(b"<row", b"<!--" + b"x" * 4_500_000 + b"--><row", 1), "row"),
        ("xl/styles.xml", lambda text: b"<styleSheet>" + b" " * MOST_HELD + b"</styleSheet>", "beside its rows"),
        # By the list of parts, shared words may be called whatever one likes.
        ("docProps/app.xml", lambda text: b"<sst>" + b" " * MOST_HELD + b"</sst>", "beside its rows"),
    ],
)  # fmt: skip
def test_nothing_is_held_in_memory_that_is_larger_than_a_row(
    name: str, change: Callable[[bytes], bytes], says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        reading.sheets_of(with_part(name, change))


def test_a_large_picture_in_a_workbook_is_no_harm() -> None:
    file = with_part("docProps/app.xml", lambda text: text)
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("xl/media/image1.png", b"\x89PNG" + bytes(range(256)) * 6_000)
    assert reading.sheets_of(file) == ["A"]


@pytest.mark.parametrize("row", [b"," * 1_100_000, b'"\n",' * 300_000])
def test_a_row_without_end_is_refused_while_it_is_read(row: bytes) -> None:
    with pytest.raises(Unreadable, match="far too long"):
        rows(b"First name,Family name\n" + row + b"\nSally,Stone\n")


@pytest.mark.parametrize("typed", ['=HYPERLINK("http://x.example","Sally")', "+cmd", "@x", "-1"])
def test_a_formula_is_nobodys_name(typed: str) -> None:
    found = clean(
        "young_people", {"given_name": 0, "family_name": 1, "school": 2}, [typed, "Stone", "-"], {}, day_orders={},
        today=dt.date(2026, 11, 22),
    )  # fmt: skip
    assert ("is a formula" if typed[0] == "=" else "for a spreadsheet to work out") in found.reasons["given_name"][0]
    assert "given_name" not in found.values
