"""The rows of a file brought into the database; then the file itself is not needed any more."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import IO

from safeguarding.core import clock
from safeguarding.core.services import save_fields
from safeguarding.exchange.choices import BATCH, ImportStatus
from safeguarding.exchange.models import Import, ImportFile, ImportRow
from safeguarding.exchange.rules import columns, files, reading
from safeguarding.exchange.selectors import remembered
from safeguarding.exchange.services.uploading import guessed


def read(held: Import) -> None:
    """One transaction: killed half-way, nothing of it is there, and the file still is."""
    file = io.BytesIO(bytes(ImportFile.objects.get(run=held).content))
    rows, notes = _rows_and_notes(held, file)
    if rows is None:
        save_fields(held, status=ImportStatus.SHEETS, seen_at=clock.now())
        return
    _, held.headings = next(rows)
    count = _keep(held, rows)
    held.mapping = guessed(held, remembered(held, columns.signature(held.headings)))
    ImportFile.objects.filter(run=held).delete()
    save_fields(
        held, status=ImportStatus.READ, headings=held.headings, mapping=held.mapping, notes=notes,
        rows_in_all=count, done=count, tries=0, seen_at=clock.now(),
    )  # fmt: skip


def _rows_and_notes(held: Import, file: IO[bytes]) -> tuple[Iterator[reading.Row] | None, list[str]]:
    """The rows, headings first, and what is to be said of the file; no rows while a sheet has to be chosen."""
    if not files.is_workbook(file):
        encoding = reading.encoding_of(file)
        said = f"The text is written as {reading.ENCODINGS[encoding]}."
        return reading.from_headings(reading.csv_rows(file, encoding)), [said]
    sheets = reading.sheets_of(file)
    if not sheets:
        raise files.Unreadable("The workbook has no sheet that can be seen.")
    held.sheets = [name[:100] for name in sheets]
    if held.sheet not in sheets:
        held.sheet = sheets[0]
        if len(sheets) > 1:
            held.sheet = ""
            save_fields(held, sheets=held.sheets)
            return None, []
    save_fields(held, sheets=held.sheets, sheet=held.sheet)
    rows = reading.workbook_rows(file, held.sheet)
    return reading.from_headings(rows), reading.notes_of(file, held.sheet)


def _keep(held: Import, rows: Iterator[reading.Row]) -> int:
    count = 0
    while batch := list(islice(rows, BATCH)):
        ImportRow.objects.bulk_create(
            [ImportRow(run=held, number=number, raw=cells) for number, cells in batch], batch_size=BATCH
        )
        count += len(batch)
    return count
