"""Putting people on record."""

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
from safeguarding.people import rules
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person


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


@transaction.atomic
def add_person(person: NewPerson, *, unit: Unit, by: User) -> Person:
    """Put a young person or an adult on record in a unit of the own force"""
    require_permission(by, Permission.LOG_CONCERN)
    if unit.force_id != by.force_id:
        raise Invalid({"unit": ["Choose a unit of your own force"]})
    errors = person_errors(person)
    if errors:
        raise Invalid(errors)
    is_young = person.kind == PersonKind.YOUNG_PERSON
    added = Person.objects.create(
        force_id=unit.force_id, unit=unit, kind=person.kind, given_name=person.given_name,
        family_name=person.family_name, known_as=person.known_as, date_of_birth=person.date_of_birth,
        age_band=person.age_band if is_young else AgeBand.ADULT, person_type="" if is_young else person.person_type,
        role_description="" if is_young else person.role_description, school=person.school if is_young else "",
        created_by=by,
    )  # fmt: skip
    record("person.added", by=by, obj=added, data={"kind": added.kind, "unit_id": unit.pk})
    return added


def person_errors(person: NewPerson) -> dict[str, list[str]]:
    """What is missing or impossible about somebody to be put on record, by field."""
    errors: dict[str, list[str]] = {}
    if person.kind not in PersonKind.values:
        errors["kind"] = ["Say whether this is a young person or an adult"]
    if not (person.given_name or person.family_name or person.known_as):
        errors["given_name"] = ["Enter a name, or describe the person if you do not know it"]
    wrong = rules.birthday_error(person.date_of_birth, today=clock.today())
    if wrong:
        errors["date_of_birth"] = [wrong]
    return errors
