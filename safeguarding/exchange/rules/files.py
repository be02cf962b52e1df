"""Which kind of file it is, whatever its name says, and what is refused before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from typing import IO

from safeguarding.exchange.choices import MOST_PACKED, MOST_UNPACKED

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
OTHERS = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"{\\rtf": "a text document", b"<?xml": "XML", b"<!DOC": "a web page", b"<html": "a web page",
    b"MZ": "a program", b"\x7fELF": "a program", b"\x1f\x8b": "a packed file", b"Rar!": "a packed file",
    b"7z\xbc\xaf": "a packed file",
}  # fmt: skip
SAY = "Save it as CSV or as an Excel workbook (.xlsx), and upload that."


class Unreadable(Exception):
    """The file cannot be brought in; the words say why and what to do."""


def is_workbook(file: IO[bytes]) -> bool:
    """Whether the file is an Excel workbook (else it is taken for CSV). Raises Unreadable for anything else."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if not start:
        raise Unreadable("The file is empty.")
    if start.startswith(OLD_EXCEL):
        raise Unreadable(f"This is an old Excel file (.xls), or one with a password. {SAY}")
    if start.startswith(ZIP):
        check_packed(file)
        return True
    for mark, what in OTHERS.items():
        if start.lower().startswith(mark.lower()):
            raise Unreadable(f"This is {what}, not a spreadsheet. {SAY}")
    return False


def check_packed(file: IO[bytes]) -> None:
    """Looks at the table of contents alone. What it says of sizes is held while reading: more than that is not read."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(f"The workbook is damaged. {SAY}") from error
    finally:
        file.seek(0)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"This is a packed file, not an Excel workbook. {SAY}")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(f"This workbook holds a program (macros). {SAY}")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"The workbook is protected by a password. {SAY}")
    in_all = sum(part.file_size for part in parts)
    if in_all > MOST_UNPACKED or any(_is_bomb(part) for part in parts):
        raise Unreadable("The workbook grows far beyond its size when it is opened: it was not read.")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    """Packed more tightly than lists of people are. Small parts say nothing."""
    return part.file_size > 1_000_000 and part.file_size > MOST_PACKED * max(part.compress_size, 1)
