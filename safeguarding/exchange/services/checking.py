"""Looking at the rows, a batch to a transaction: what was looked at stays so, whoever is killed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Min

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult_many
from safeguarding.core import clock
from safeguarding.core.services import save_fields
from safeguarding.exchange.choices import BATCH, COLUMNS, Choice, ImportKind, ImportStatus, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.rules import cells
from safeguarding.exchange.rules.rows import clean, key_of
from safeguarding.exchange.selectors import counted
from safeguarding.exchange.selectors.deciding import Decided, decide
from safeguarding.people.models import Person

BROUGHT_IN = "Checking a file that is to be brought in"
WRITE = """
    UPDATE exchange_importrow AS r SET cleaned = u.cleaned, key = u.key, verdict = u.verdict, reasons = u.reasons,
        candidates = u.candidates, person_id = u.person_id
    FROM (SELECT unnest(%s::bigint[]) AS id, unnest(%s::text[])::jsonb AS cleaned, unnest(%s::text[]) AS key,
        unnest(%s::text[]) AS verdict, unnest(%s::text[])::jsonb AS reasons, unnest(%s::text[])::jsonb AS candidates,
        unnest(%s::bigint[]) AS person_id) AS u
    WHERE r.id = u.id
"""


def check_batch(held: Import, *, by: User) -> None:
    """Look at the next rows; when there are none, the import is checked."""
    if not held.day_orders:
        held.day_orders = day_orders(held)
        save_fields(held, day_orders=held.day_orders)
    rows = list(ImportRow.objects.filter(run=held, verdict=Verdict.WAITING).order_by("number")[:BATCH])
    if not rows:
        save_fields(
            held, status=ImportStatus.CHECKED, counts=counted(held), done=held.rows_in_all, tries=0, seen_at=clock.now()
        )
        return
    look_at(held, rows, by=by)
    # Progress is no change of the record: it counts no version up.
    held.done, held.seen_at, held.tries = held.done + len(rows), clock.now(), 0
    held.save(update_fields=["done", "seen_at", "tries"])


def look_at(held: Import, rows: Sequence[ImportRow], *, by: User) -> None:
    """Work out what these rows say and what becomes of them, and keep it."""
    for row in rows:
        _read_cells(held, row)
    decided = decide(held, rows, by=by)
    _note_reading(held, decided, by=by)
    write(rows, _said_twice(held, rows, decided))


def _note_reading(held: Import, decided: Sequence[Decided], *, by: User) -> None:
    """A row laid beside a young person's record tells what that says: the same, or not. So it is written down."""
    if held.kind != ImportKind.YOUNG_PEOPLE:
        return
    read = Person.objects.visible_to(by).filter(pk__in={one.person_id for one in decided if one.person_id})
    people = list(read.order_by("pk"))
    if people:
        consult_many(people, by=by, page="import_check", purpose=Purpose.OTHER, purpose_text=BROUGHT_IN)


def _read_cells(held: Import, row: ImportRow) -> None:
    found = clean(held.kind, held.mapping, row.raw, row.fixed, day_orders=held.day_orders, today=clock.today())
    row.key = key_of(held.kind, found.values)
    row.cleaned = {**found.values, **({"": found.reasons} if found.reasons else {})}


def day_orders(held: Import) -> dict[str, str]:
    """How the days of each column are written, from the whole column. It is shown beside the rows."""
    days = [column.name for column in COLUMNS[held.kind] if column.kind == "day" and column.name in held.mapping]
    found = {}
    for name in days:
        at = held.mapping[name]
        raw = ImportRow.objects.filter(run=held).order_by().values_list(f"raw__{at}", flat=True)
        found[name] = cells.order_of(text or "" for text in raw.iterator(chunk_size=BATCH))
    return found


def _said_twice(held: Import, rows: Sequence[ImportRow], decided: list[Decided]) -> list[Decided]:
    """Of rows that are the same thing, the first counts; the others say which it is."""
    keys = {row.key for row in rows if row.key}
    others = ImportRow.objects.filter(run=held, key__in=keys).exclude(choice=Choice.LEAVE_OUT)
    others = others.exclude(pk__in=[row.pk for row in rows])
    first = dict(others.order_by().values_list("key").annotate(Min("number")))
    found = []
    for row, one in zip(rows, decided, strict=True):
        earlier = first.get(row.key)
        if one.verdict in (Verdict.LEFT_OUT,) or not row.key:
            found.append(one)
        elif earlier is not None and earlier < row.number:
            found.append(Decided(Verdict.WRONG, {"": [f"Row {earlier} says the same. Leave one of them out"]}))
        else:
            first[row.key] = row.number
            found.append(one)
    return found


def write(rows: Sequence[ImportRow], decided: Iterable[Decided]) -> None:
    """All of it in one statement."""
    columns: list[list[object]] = [[] for _ in range(7)]
    for row, one in zip(rows, decided, strict=True):
        values = (
            row.pk, json.dumps(row.cleaned), row.key, str(one.verdict), json.dumps(one.reasons),
            json.dumps(one.candidates), one.person_id,
        )  # fmt: skip
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns)
