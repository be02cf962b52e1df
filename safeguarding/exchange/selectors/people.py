"""What a row about a member of staff or a young person would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from safeguarding.access.models import User
from safeguarding.exchange.choices import Choice, ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.selectors import units_to_keep
from safeguarding.exchange.selectors.deciding import OWN, Decided, Only, decides, people_of, review, wrong
from safeguarding.exchange.selectors.finding import Known
from safeguarding.people.choices import STAFF_TYPES, PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.policies import changeable
from safeguarding.people.services import NewPerson, person_errors

#: What a row may change of somebody who is on record. Which team keeps a record decides who sees it: no row moves one.
CHANGEABLE = ("given_name", "family_name", "known_as", "date_of_birth", "school", "pronoun", "person_type",
              "role_description")  # fmt: skip
KINDS = {ImportKind.STAFF: PersonKind.ADULT, ImportKind.YOUNG_PEOPLE: PersonKind.YOUNG_PERSON}


@decides(ImportKind.STAFF, ImportKind.YOUNG_PEOPLE)
def decide_people(run: Import, rows: Sequence[ImportRow], by: User, only: Only) -> list[Decided]:
    """New, the same, a change, or somebody who may be on record already."""
    known = people_of(run, rows, by=by, kind=KINDS[ImportKind(run.kind)], only=only)
    units = {unit.name.lower() for unit in units_to_keep(by)}
    kept = changeable(known.people.values(), by=by)
    return [_decide(run, row, known, units, kept, by) for row in rows]


def _decide(run: Import, row: ImportRow, known: Known, units: set[str], kept: set[int], by: User) -> Decided:
    unit = row.cleaned.get("unit")
    if unit and unit.lower() not in units:
        return wrong("unit", f"“{unit[:40]}” is no team in which you see people. Use its name as it stands here")
    if row.choice == Choice.PERSON and row.chosen_id in known.people:
        return _beside(run, row, known.people[row.chosen_id], by, kept)
    there = known.by_number(row.cleaned)
    if there is not None:
        return _beside(run, row, there, by, kept)
    same = known.exact(row.cleaned) if row.cleaned.get("date_of_birth") else []
    if len(same) == 1:
        return _beside(run, row, same[0], by, kept)
    close = [person.pk for person in same] or known.likely(row)
    if row.choice != Choice.NEW and (close or known.is_elsewhere(row.cleaned)):
        return review(close)
    errors = person_errors(new_person(run, row.cleaned))
    return Decided(Verdict.WRONG, errors) if errors else Decided(Verdict.NEW)


def _beside(run: Import, row: ImportRow, person: Person, by: User, kept: set[int]) -> Decided:
    """The row beside the record that it means."""
    if person.user_id == by.pk:
        return wrong("given_name", OWN)
    if run.kind == ImportKind.STAFF and person.person_type not in STAFF_TYPES:
        return wrong("person_type", "On record they do not work for the force. Change that there first")
    changes = changes_of(row, person)
    if not changes:
        return Decided(Verdict.SAME, person_id=person.pk)
    if person.pk not in kept:
        return wrong("given_name", "They are on record, and you may not change their record. Leave the row out")
    errors = person_errors(new_person(run, {**_now(person), **row.cleaned}))
    if "date_of_birth" not in changes:
        # Who grew up since is not refused for it.
        errors.pop("date_of_birth", None)
    if errors:
        return Decided(Verdict.WRONG, errors, person.pk)
    # Of a young person what is on record stands on the page of the row alone, where it is asked why it is read.
    is_young = run.kind == ImportKind.YOUNG_PEOPLE
    said = {
        name: [
            f"Becomes {in_words(name, other)}" if is_young else f"{in_words(name, one)} becomes {in_words(name, other)}"
        ]
        for name, (one, other) in changes.items()
    }
    return Decided(Verdict.CHANGE, said, person.pk)


def changes_of(row: ImportRow, person: Person) -> dict[str, tuple[object, object]]:
    """What the record says and what the row says, where they differ. What the row leaves empty is left as it is."""
    found: dict[str, tuple[object, object]] = {}
    for name in CHANGEABLE:
        if name in row.cleaned:
            before = getattr(person, name)
            after = dt.date.fromisoformat(row.cleaned[name]) if name == "date_of_birth" else row.cleaned[name]
            if before != after:
                found[name] = (before, after)
    return found


def _now(person: Person) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name in CHANGEABLE
        if (value := getattr(person, name))
    }


def in_words(name: str, value: object) -> str:
    if not value:
        return "nothing"
    if name == "person_type":
        return str(PersonType(str(value)).label)
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else f"“{value}”"


def new_person(run: Import, values: dict[str, str]) -> NewPerson:
    """The person as the service takes them."""
    given = {name: values[name] for name in CHANGEABLE if name in values and name != "date_of_birth"}
    born = values.get("date_of_birth")
    kind = KINDS[ImportKind(run.kind)]
    return NewPerson(kind=kind, date_of_birth=dt.date.fromisoformat(born) if born else None, **given)
