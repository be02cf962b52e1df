"""Putting rows right where they stand, before anything is on record."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.exchange import states
from safeguarding.exchange.choices import COLUMNS, Choice, ImportStatus, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.policies import require_importer
from safeguarding.exchange.rules.rows import said
from safeguarding.exchange.selectors import counted, in_the_way
from safeguarding.exchange.services.checking import look_at
from safeguarding.people.models import Person

NOT_CHECKED = "Rows can be changed once every row was checked, and until they are put on record."


@transaction.atomic
def fix_row(
    row: ImportRow,
    *,
    values: dict[str, str],
    by: User,
    choice: str = "",
    person: Person | None = None,
    version: int | None = None,
) -> ImportRow:
    """Type over what a row says, say whom it means, or leave it out. It is looked at again at once."""
    run = _held(row.run, version, by)
    found = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if choice and choice not in Choice.values:
        raise Invalid({"choice": ["Choose what becomes of the row"]})
    if choice == Choice.PERSON and (person is None or person.pk not in found.candidates):
        raise Invalid({"choice": ["Choose one of those who are shown"]})
    known = {column.name: column for column in COLUMNS[run.kind]}
    for name, text in values.items():
        if name in known and text != said(known[name], run.mapping, found.raw, found.fixed):
            found.fixed[name] = text
    found.choice, found.chosen = choice, person if choice == Choice.PERSON else None
    found.save(update_fields=["fixed", "choice", "chosen"])
    _look_again(run, found, by=by)
    record("import.row_fixed", by=by, obj=run, data={"row": found.number})
    found.refresh_from_db()
    return found


@transaction.atomic
def leave_out(run: Import, *, verdict: str, version: int | None, by: User) -> int:
    """Leave out every row of a verdict that keeps the rest from being put on record."""
    held = _held(run, version, by)
    if verdict not in (Verdict.WRONG, Verdict.REVIEW):
        raise Invalid({"verdict": ["Choose rows that are wrong, or that may be on record already"]})
    rows = ImportRow.objects.filter(run=held, verdict=verdict)
    count = rows.update(choice=Choice.LEAVE_OUT, verdict=Verdict.LEFT_OUT, reasons={}, candidates=[], person=None)
    save_fields(held, counts=counted(held))
    record("import.rows_left_out", by=by, obj=held, data={"count": count})
    return count


@transaction.atomic
def confirm(run: Import, *, version: int | None, by: User) -> Import:
    """Have a checked import put on record: all of it or nothing. It cannot be taken back in one go."""
    held = _held(run, version, by)
    states.require_next(held.status, ImportStatus.APPLYING)
    if in_the_way(held):
        raise Conflict("Some rows are wrong or have to be decided. Put them right or leave them out first.")
    if not held.counts.get(Verdict.NEW, 0) + held.counts.get(Verdict.CHANGE, 0):
        raise Conflict("There is nothing new in this file: all of it is on record already.")
    save_fields(held, status=ImportStatus.APPLYING, done=0, tries=0, seen_at=clock.now())
    record("import.confirmed", by=by, obj=held)
    return held


def _held(run: Import, version: int | None, by: User) -> Import:
    require_importer(by)
    held = lock_fresh(Import.objects.visible_to(by), pk=run.pk, version=version)
    if held.status != ImportStatus.CHECKED:
        raise Conflict(NOT_CHECKED)
    return held


def _look_again(run: Import, row: ImportRow, *, by: User) -> None:
    """The row, and those that said the same as it did or now do."""
    before = row.key
    look_at(run, [row], by=by)
    keys = {before, row.key} - {""}
    others = list(ImportRow.objects.filter(run=run, key__in=keys).exclude(pk=row.pk).order_by("number"))
    for other in others:
        look_at(run, [other], by=by)
    if others:
        look_at(run, [row], by=by)
    save_fields(run, counts=counted(run))
