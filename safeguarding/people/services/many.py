"""Many people at once, out of a list: the rules of one are the rules of each, and each has its line in the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record_many
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.people.choices import STAFF_TYPES
from safeguarding.people.models import Person, Placement
from safeguarding.people.policies import placers, require_changer
from safeguarding.people.services.placements import part_errors
from safeguarding.people.services.register import NewPerson, person_errors, unsaved
from safeguarding.schemes.models import Scheme

A_STATEMENT = 1_000
BY_A_LIST = "Brought in with a list"
#: What a list may change of somebody on record, and what the record of activity calls it.
CHANGEABLE = {
    "given_name": "first name", "family_name": "family name", "known_as": "known as", "pronoun": "pronoun",
    "date_of_birth": "date of birth", "school": "school", "person_type": "what they are",
    "role_description": "what they do",
}  # fmt: skip


@dataclass(frozen=True)
class NewPlacement:
    """Somebody's part in a scheme, to be put on record."""

    person: Person
    scheme: Scheme
    role: str
    starts_on: dt.date
    ends_on: dt.date | None = None


@transaction.atomic
def add_people(people: Sequence[tuple[NewPerson, Unit]], *, by: User) -> list[Person]:
    """Put all of them on record, in their order, or none."""
    require_permission(by, Permission.LOG_CONCERN)
    for person, unit in people:
        errors = person_errors(person)
        if unit.force_id != by.force_id:
            errors["unit"] = ["Choose a unit of your own force"]
        if errors:
            raise Invalid(errors)
    added = Person.objects.bulk_create([unsaved(one, unit=unit, by=by) for one, unit in people], batch_size=A_STATEMENT)
    record_many("person.added", by=by, rows=[(one, {"kind": one.kind, "unit_id": one.unit_id}) for one in added])
    return added


@transaction.atomic
def change_people(changes: Sequence[tuple[int, dict[str, object]]], *, by: User) -> list[Person]:
    """Change what the record says of each of them, or of none. Nobody becomes, or ceases to be, staff by it."""
    wanted = dict(changes)
    held = list(
        Person.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=wanted, merged_into=None)
        .order_by("pk")
    )
    if len(held) != len(wanted):
        raise Conflict("Somebody on the list is not on record any more.")
    require_changer(by, held)
    told = []
    for person in held:
        fields = wanted[person.pk]
        if not fields.keys() <= CHANGEABLE.keys():
            raise NotAllowed("A list may not change this.")
        was_staff = person.person_type in STAFF_TYPES
        for name, value in fields.items():
            setattr(person, name, value)
        if (person.person_type in STAFF_TYPES) != was_staff:
            raise NotAllowed("A list may not make somebody staff who is not, nor the other way round.")
        person.changed_because = BY_A_LIST
        person.version += 1
        told.append((person, {"fields": ", ".join(CHANGEABLE[name] for name in fields)}))
    Person.objects.bulk_update(held, [*CHANGEABLE, "changed_because", "version"], batch_size=A_STATEMENT)
    record_many("person.edited", by=by, rows=told)
    return held


@transaction.atomic
def place_people(new: Sequence[NewPlacement], *, by: User) -> list[Placement]:
    """Give all of them their part, or none. Parts that overlap are refused by the database."""
    people = {one.person.pk: one.person for one in new}
    # One at a time for each person, as when one is placed.
    list(Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=people).order_by("pk").only("pk"))
    why_not = placers(by, list(people.values()), list({one.scheme.pk: one.scheme for one in new}.values()))
    for one in new:
        if refused := why_not(one.person, one.scheme):
            raise NotAllowed(refused)
        errors = part_errors(one.person, one.scheme, one.role, starts_on=one.starts_on, ends_on=one.ends_on)
        if errors:
            raise Invalid(errors)
    rows = [
        Placement(person=one.person, scheme=one.scheme, role=one.role, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in new
    ]
    try:
        with transaction.atomic():
            made = Placement.objects.bulk_create(rows, batch_size=A_STATEMENT)
    except IntegrityError as error:
        raise Conflict("Somebody on the list has this part on one of the days already.") from error
    data = [{"placement_id": one.pk, "scheme_id": one.scheme_id, "role": one.role} for one in made]
    record_many("person.placed", by=by, rows=list(zip([one.person for one in made], data, strict=True)))
    return made
