"""Files to bring in, made in memory, and imports brought as far as a test needs them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from safeguarding.exchange import services
from safeguarding.exchange.choices import ImportKind, ImportStatus
from safeguarding.exchange.models import Import, ImportRow
from tests.cast import Cast, fresh

STAFF = ("Number", "First name", "Family name", "What they are", "What they do")
YOUNG = ("Number", "First name", "Family name", "Date of birth", "School")


def a_csv(headings: Sequence[str], *rows: Sequence[Any], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def a_workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    return book


def packed(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(cast: Cast, content: bytes, kind: str = ImportKind.YOUNG_PEOPLE, **given: Any) -> Import:
    """As Cora, the coordinator of Cadets, uploads it."""
    named = {"unit": cast.cadets, "source": "Cadet platform", "file_name": "list.csv", **given}
    return services.upload(kind=kind, file=io.BytesIO(content), by=fresh(cast.cora), **named)


def worked(run: Import) -> Import:
    """Once a worker had time for it."""
    services.work()
    return Import.objects.get(pk=run.pk)


def checked(cast: Cast, content: bytes, kind: str = ImportKind.YOUNG_PEOPLE, **given: Any) -> Import:
    """Read, its columns as guessed, every row looked at."""
    run = worked(uploaded(cast, content, kind, **given))
    assert run.status == ImportStatus.READ, (run.status, run.problem)
    services.map_columns(run, mapping=run.mapping, version=run.version, by=fresh(cast.cora))
    return worked(run)


def applied(cast: Cast, content: bytes, kind: str = ImportKind.YOUNG_PEOPLE, **given: Any) -> Import:
    run = checked(cast, content, kind, **given)
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    return worked(run)


def verdicts(run: Import) -> list[str]:
    return list(ImportRow.objects.filter(run=run).values_list("verdict", flat=True))


def reasons(run: Import, number: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = ImportRow.objects.get(run=run, number=number).reasons
    return found
