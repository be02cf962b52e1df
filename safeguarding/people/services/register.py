"""Putting people on record, and keeping true who the record says they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.people import rules
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person
from safeguarding.people.policies import require_record_keeper

#: What may be changed of who somebody is, and what the record of activity calls it.
IDENTITY = {
    "given_name": "first name", "family_name": "family name", "known_as": "known as", "pronoun": "pronoun",
    "date_of_birth": "date of birth", "age_band": "age band", "school": "school", "unit": "unit",
}  # fmt: skip


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be put on record."""

    kind: str
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    date_of_birth: dt.date | None = None
    age_band: str = AgeBand.UNKNOWN
    person_type: str = ""
    role_description: str = ""
    school: str = ""
    pronoun: str = ""
    collar_number: str = ""


@dataclass(frozen=True)
class Identity:
    """Who the record says somebody is."""

    unit: Unit
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    pronoun: str = ""
    date_of_birth: dt.date | None = None
    age_band: str = AgeBand.UNKNOWN
    school: str = ""


@transaction.atomic
def add_person(person: NewPerson, *, unit: Unit, by: User, in_a_matter: bool = False) -> Person:
    """Put a young person or an adult on record in a unit of the own force.

    `in_a_matter`: on record for something that happened. Who was young then may be an adult by now.
    """
    if not by.is_system:
        require_permission(by, Permission.LOG_CONCERN)
        if unit.force_id != by.force_id:
            raise Invalid({"unit": ["Choose a unit of your own force"]})
    errors = person_errors(person, in_a_matter=in_a_matter)
    if errors:
        raise Invalid(errors)
    added = unsaved(person, unit=unit, by=by)
    added.save()
    record("person.added", by=by, obj=added, data={"kind": added.kind, "unit_id": unit.pk})
    return added


def unsaved(person: NewPerson, *, unit: Unit, by: User) -> Person:
    """The record as it will be: what is not asked of this kind of person is not kept of them."""
    is_young = person.kind == PersonKind.YOUNG_PERSON
    return Person(
        force_id=unit.force_id, unit=unit, kind=person.kind, given_name=person.given_name,
        family_name=person.family_name, known_as=person.known_as, date_of_birth=person.date_of_birth,
        age_band=person.age_band if is_young else AgeBand.ADULT, person_type="" if is_young else person.person_type,
        role_description="" if is_young else person.role_description, school=person.school if is_young else "",
        pronoun=person.pronoun, collar_number="" if is_young else person.collar_number.strip(), created_by=by,
    )  # fmt: skip


@transaction.atomic
def edit_person(person: Person, identity: Identity, *, version: int | None, by: User) -> Person:
    """Change who the record says somebody is; what it said before stays in its history."""
    held = lock_fresh(Person.objects.select_related("unit"), pk=person.pk, version=version)
    require_record_keeper(by, held)
    errors = _identity_errors(held, identity, by)
    if errors:
        raise Invalid(errors)
    is_young = held.kind == PersonKind.YOUNG_PERSON
    wanted = {name: getattr(identity, name) for name in IDENTITY}
    if not is_young:
        wanted |= {"age_band": AgeBand.ADULT, "school": ""}
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    if not changed:
        return held
    save_fields(held, **changed, changed_because="")
    record("person.edited", by=by, obj=held, data={"fields": ", ".join(IDENTITY[name] for name in changed)})
    return held


def person_errors(
    person: NewPerson, *, in_a_matter: bool = False, incident_on: dt.date | None = None
) -> dict[str, list[str]]:
    """What is missing or impossible about somebody to be put on record, by field.

    A young person is under 18: today, or, where they are named in a matter, on the day it happened if that is known.
    """
    errors: dict[str, list[str]] = {}
    if person.kind not in PersonKind.values:
        errors["kind"] = ["Say whether this is a young person or an adult"]
    if not (person.given_name or person.family_name or person.known_as):
        errors["given_name"] = ["Enter a name, or describe the person if you do not know it"]
    wrong = rules.birthday_error(person.date_of_birth, today=clock.today(), incident_on=incident_on)
    day = incident_on if in_a_matter else clock.today()
    if not wrong and person.kind == PersonKind.YOUNG_PERSON and day is not None:
        wrong = rules.too_old_error(person.date_of_birth, day=day, today=clock.today())
    if wrong:
        errors["date_of_birth"] = [wrong]
    return errors


def _identity_errors(held: Person, identity: Identity, by: User) -> dict[str, list[str]]:
    """What is missing or impossible. A birthday that was on record already is not held against who grew up since."""
    errors: dict[str, list[str]] = {}
    if not (identity.given_name or identity.family_name or identity.known_as):
        errors["given_name"] = ["Enter a name"]
    wrong = rules.birthday_error(identity.date_of_birth, today=clock.today())
    if not wrong and held.kind == PersonKind.YOUNG_PERSON and identity.date_of_birth != held.date_of_birth:
        wrong = rules.too_old_error(identity.date_of_birth, day=clock.today(), today=clock.today())
    if wrong:
        errors["date_of_birth"] = [wrong]
    if identity.unit.force_id != held.force_id:
        errors["unit"] = ["Choose a unit of the same force"]
    return errors
