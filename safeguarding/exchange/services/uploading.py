"""What somebody does with a file before it is checked: upload it, choose the sheet, say what the columns hold."""

from __future__ import annotations

import hashlib
import io
from typing import IO

from django.conf import settings
from django.db import transaction

from safeguarding.access.models import Unit, User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.exchange import states
from safeguarding.exchange.choices import COLUMNS, ImportKind, ImportStatus, Verdict
from safeguarding.exchange.models import ColumnMapping, Import, ImportFile, ImportRow
from safeguarding.exchange.policies import require_importer
from safeguarding.exchange.rules import columns, files
from safeguarding.exchange.selectors import units_to_keep

MEGABYTE = 1024 * 1024


@transaction.atomic
def upload(*, kind: str, unit: Unit, source: str, file: IO[bytes], file_name: str, by: User) -> Import:
    """Take a file. Whatever is no spreadsheet, or is too large, is refused before any of it is read."""
    require_importer(by)
    errors: dict[str, list[str]] = {}
    if kind not in ImportKind.values:
        errors["kind"] = ["Choose what the file holds"]
    if not units_to_keep(by).filter(pk=unit.pk).exists():
        errors["unit"] = ["Choose a team in which you see people"]
    if not source.strip():
        errors["source"] = ["Enter where it comes from"]
    content = file.read(settings.IMPORT_MOST_BYTES + 1)
    if len(content) > settings.IMPORT_MOST_BYTES:
        errors["file"] = [f"The file is larger than {settings.IMPORT_MOST_BYTES // MEGABYTE} MB. Split it"]
    else:
        try:
            files.is_workbook(io.BytesIO(content))
        except files.Unreadable as no:
            errors["file"] = [str(no)]
    if errors:
        raise Invalid(errors)
    run = Import.objects.create(
        force_id=unit.force_id, unit=unit, kind=kind, source=" ".join(source.split()), file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), uploaded_by=by,
    )  # fmt: skip
    ImportFile.objects.create(run=run, content=content)
    record("import.uploaded", by=by, obj=run, data={"kind": ImportKind(kind).label})
    return run


@transaction.atomic
def choose_sheet(run: Import, *, sheet: str, version: int | None, by: User) -> Import:
    """Say which sheet of a workbook holds the rows."""
    held = _held(run, version, by)
    states.require_next(held.status, ImportStatus.UPLOADED)
    if sheet not in held.sheets:
        raise Invalid({"sheet": ["Choose a sheet of the workbook"]})
    save_fields(held, sheet=sheet, status=ImportStatus.UPLOADED, seen_at=clock.now(), tries=0)
    return held


@transaction.atomic
def map_columns(run: Import, *, mapping: dict[str, int], version: int | None, by: User) -> Import:
    """Say what the columns hold, and have every row checked. It is remembered for files with the same headings."""
    held = _held(run, version, by)
    if held.status == ImportStatus.CHECKED:
        save_fields(held, status=ImportStatus.READ)
    states.require_next(held.status, ImportStatus.CHECKING)
    errors = columns.mapping_errors(held.kind, mapping, len(held.headings))
    if errors:
        raise Invalid(errors)
    ColumnMapping.objects.update_or_create(
        force_id=held.force_id, kind=held.kind, signature=columns.signature(held.headings),
        defaults={"mapping": mapping, "used_at": clock.now()},
    )  # fmt: skip
    record("import.mapped", by=by, obj=held, data={"columns": sorted(mapping)})
    check_again(held, mapping=mapping, day_orders={})
    return held


def check_again(held: Import, **more: object) -> None:
    """Every row waits to be looked at anew. What somebody typed over a cell or decided about a row stays."""
    ImportRow.objects.filter(run=held).exclude(verdict=Verdict.WAITING).update(
        verdict=Verdict.WAITING, reasons={}, candidates=[], person=None, key="", cleaned={}
    )
    save_fields(
        held, status=ImportStatus.CHECKING, done=0, tries=0, counts={}, seen_at=clock.now(), **more
    )  # fmt: skip


@transaction.atomic
def abandon(run: Import, *, version: int | None, by: User) -> Import:
    """Give an import up: its file and its rows are deleted at once, and nothing of it comes on record."""
    held = _held(run, version, by)
    states.require_next(held.status, ImportStatus.ABANDONED)
    end(held, ImportStatus.ABANDONED)
    record("import.abandoned", by=by, obj=held)
    return held


def end(held: Import, status: str, problem: str = "") -> None:
    """An import that comes to nothing: what it held goes."""
    forget(held)
    save_fields(held, status=status, problem=problem[:300], finished_at=clock.now(), purged_at=clock.now())


def forget(held: Import) -> None:
    """Delete the file and the rows: they name people, and are kept no longer than they are needed."""
    ImportFile.objects.filter(run=held).delete()
    ImportRow.objects.filter(run=held).delete()


def _held(run: Import, version: int | None, by: User) -> Import:
    require_importer(by)
    return lock_fresh(Import.objects.visible_to(by), pk=run.pk, version=version)


def guessed(run: Import, remembered: dict[str, int]) -> dict[str, int]:
    """What the columns may hold: as the last time, else by their headings."""
    width = len(run.headings)
    known = {column.name for column in COLUMNS[run.kind]}
    kept = {name: at for name, at in remembered.items() if name in known and at < width}
    return kept or columns.guess(run.kind, run.headings)
