"""Putting a checked import on record: in one transaction, so that all of it is there or nothing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db import connection

from safeguarding.access.models import User
from safeguarding.assurance.services import record_for_people
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.services import save_fields
from safeguarding.exchange.choices import BATCH, OF_CREDENTIALS, ImportKind, ImportStatus, Verdict
from safeguarding.exchange.models import ExternalId, Import, ImportRow
from safeguarding.exchange.rules.rows import who_key
from safeguarding.exchange.selectors import changed_since, units_to_keep
from safeguarding.exchange.selectors.acknowledgements import paper_of, version_of, versions_by_title
from safeguarding.exchange.selectors.credentials import new_credential, requirement_of, requirements
from safeguarding.exchange.selectors.deciding import decide, people_of
from safeguarding.exchange.selectors.people import changes_of, new_person
from safeguarding.exchange.selectors.placements import new_placement, placement_meant, schemes_by_name
from safeguarding.exchange.services.uploading import check_again
from safeguarding.guidance.services import record_many_on_paper
from safeguarding.people.models import Person
from safeguarding.people.services import end_placement
from safeguarding.people.services.many import add_people, change_people, place_people

BLANK = """
    UPDATE exchange_importrow AS r SET raw = (
        SELECT jsonb_agg(CASE WHEN c.at - 1 = ANY (%s::int[]) THEN c.cell ELSE '""'::jsonb END ORDER BY c.at)
        FROM jsonb_array_elements(r.raw) WITH ORDINALITY AS c (cell, at)
    ) WHERE r.run_id = %s
"""
MEANWHILE = "Something was put on record after the rows were checked. Every row was checked again: look once more."


def apply(held: Import, *, by: User) -> None:
    """Decide about every row again, then write. Whoever changed the record since the check is not overwritten."""
    # Who was on record when the rows were checked was looked at then: only who came or changed since may be like them.
    since = changed_since(held)
    for rows in _batches(held):
        now = decide(held, rows, by=by, only=since)
        if any(
            (row.verdict, row.person_id) != (one.verdict, one.person_id) for row, one in zip(rows, now, strict=True)
        ):
            check_again(held, notes=[*held.notes, MEANWHILE] if MEANWHILE not in held.notes else held.notes)
            return
    for rows in _batches(held):
        WRITERS[ImportKind(held.kind)](held, rows, by)
    _keep_what_was_brought_in(held)
    counts = {name: held.counts.get(name, 0) for name in ("new", "change", "same", "left_out")}
    save_fields(
        held, status=ImportStatus.APPLIED, done=held.rows_in_all, tries=0, finished_at=clock.now(), seen_at=clock.now()
    )
    record("import.applied", by=by, obj=held, data={"kind": ImportKind(held.kind).label, **counts})


def _keep_what_was_brought_in(held: Import) -> None:
    """What stood in columns that nobody named is no business of the record: it goes now, and not with the rows."""
    named = [*held.mapping.values()]
    with connection.cursor() as cursor:
        cursor.execute(BLANK, [named, held.pk])


def _batches(held: Import) -> Iterator[list[ImportRow]]:
    """Every row, in their order. The last number seen leads on, so that no page of rows costs more than the first."""
    last = 0
    while rows := list(ImportRow.objects.filter(run=held, number__gt=last).order_by("number")[:BATCH]):
        last = rows[-1].number
        yield rows


def _write_people(held: Import, rows: list[ImportRow], by: User) -> None:
    """New people, what changed of others, and by what the other system knows each of them."""
    units = {unit.name.lower(): unit for unit in units_to_keep(by)}
    new = [row for row in rows if row.verdict == Verdict.NEW]
    changed = [row for row in rows if row.verdict == Verdict.CHANGE]
    wanted = [(new_person(held, row.cleaned), units.get(row.cleaned.get("unit", "").lower(), held.unit)) for row in new]
    meant = {row.pk: row.person_id for row in rows if row.person_id}
    meant |= {row.pk: person.pk for row, person in zip(new, add_people(wanted, by=by), strict=True)}
    if changed:
        people = Person.objects.in_bulk([row.person_id for row in changed])
        fields = [
            (row.person_id, {name: after for name, (_, after) in changes_of(row, people[row.person_id]).items()})
            for row in changed
            if row.person_id
        ]
        change_people(fields, by=by)
    _remember(held, [(row, meant[row.pk]) for row in rows if row.pk in meant])


def _remember(held: Import, known: list[tuple[ImportRow, int]]) -> None:
    """So that the same row finds the same person the next time, whatever their name is by then."""
    links = [
        ExternalId(force_id=held.force_id, source=held.source.lower(), value=key, person_id=person_id)
        for row, person_id in known
        if (key := who_key(row.cleaned))
    ]
    ExternalId.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)


def _write_placements(held: Import, rows: list[ImportRow], by: User) -> None:
    """New parts in schemes, and the last day of those that had none."""
    known = people_of(held, rows, by=by, only=())
    schemes = schemes_by_name(by)
    place_people([new_placement(row, known, schemes) for row in rows if row.verdict == Verdict.NEW], by=by)
    for row in rows:
        if row.verdict == Verdict.CHANGE:
            there = placement_meant(row, known, schemes)
            reason = f"Brought in from {held.source}"
            end_placement(there, ends_on=dt.date.fromisoformat(row.cleaned["ends_on"]), reason=reason, by=by)


def _write_credentials(held: Import, rows: list[ImportRow], by: User) -> None:
    """What people have, each with the clock of its renewal."""
    known, wanted = people_of(held, rows, by=by, only=()), requirements()
    new = [
        (requirement_of(held, row, wanted), new_credential(held, row), known.people[row.person_id])
        for row in rows
        if row.verdict == Verdict.NEW and row.person_id
    ]
    record_for_people(new, by=by)


def _write_acknowledgements(held: Import, rows: list[ImportRow], by: User) -> None:
    """What people acknowledged on paper."""
    known, versions = people_of(held, rows, by=by, only=()), versions_by_title(by)
    new = [
        (version_of(row, versions), paper_of(held, row), known.people[row.person_id])
        for row in rows
        if row.verdict == Verdict.NEW and row.person_id
    ]
    record_many_on_paper(new, by=by)


Writer = Callable[[Import, list[ImportRow], User], None]
WRITERS: dict[ImportKind, Writer] = {ImportKind.STAFF: _write_people, ImportKind.YOUNG_PEOPLE: _write_people,
    ImportKind.PLACEMENTS: _write_placements, ImportKind.ACKNOWLEDGEMENTS: _write_acknowledgements,
    **dict.fromkeys(OF_CREDENTIALS, _write_credentials),
}  # fmt: skip
