"""Who the staff record says somebody is: name, collar number, what they are to the force, and in which unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import Unit, User
from safeguarding.audit.services import record
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.people.choices import STAFF_TYPES
from safeguarding.people.models import Person
from safeguarding.people.policies import require_posts_keeper

#: What may be changed of a member of staff, and what the record of activity calls it.
STAFF_IDENTITY = {
    "given_name": "first name", "family_name": "family name", "known_as": "known as", "pronoun": "pronoun",
    "collar_number": "collar number", "person_type": "what they are", "role_description": "what they do",
    "unit": "unit",
}  # fmt: skip
#: Of these a change is said why: by them somebody is told from others, and by what they are which rules apply to them.
SAID_WHY = ("given_name", "family_name", "known_as", "collar_number", "person_type")
WHY = "Say why the name, the collar number or what they are changes"


@dataclass(frozen=True)
class StaffIdentity:
    """Who the record says a member of staff is."""

    unit: Unit
    person_type: str
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    pronoun: str = ""
    collar_number: str = ""
    role_description: str = ""


@transaction.atomic
def edit_staff(person: Person, identity: StaffIdentity, *, reason: str, version: int | None, by: User) -> Person:
    """Change who the record says a member of staff is; what it said before stays in its history, with the reason.

    Kept by administrators, and by none of themself. Nobody becomes staff by it, or ceases to be.
    """
    require_posts_keeper(by, person)
    held = lock_fresh(Person.objects.select_related("unit"), pk=person.pk, version=version)
    if not held.is_staff or held.merged_into_id is not None:
        raise Conflict("This is no record of a member of staff any more.")
    wanted = {name: _plain(getattr(identity, name)) for name in STAFF_IDENTITY}
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    errors = staff_errors(identity, but=held)
    if any(name in SAID_WHY for name in changed) and not reason.strip():
        errors["reason"] = [WHY]
    if errors:
        raise Invalid(errors)
    if not changed:
        return held
    save_fields(held, **changed, changed_because=reason.strip())
    fields = ", ".join(STAFF_IDENTITY[name] for name in changed)
    record("person.staff_edited", by=by, obj=held, reason=reason, data={"fields": fields})
    return held


def staff_errors(identity: StaffIdentity, *, but: Person) -> dict[str, list[str]]:
    """What is missing or impossible about who a member of staff is, by field."""
    errors: dict[str, list[str]] = {}
    if not (identity.given_name.strip() or identity.family_name.strip() or identity.known_as.strip()):
        errors["given_name"] = ["Enter a name"]
    if identity.person_type not in STAFF_TYPES:
        errors["person_type"] = ["Select what they are in the force"]
    if identity.unit.force_id != but.force_id:
        errors["unit"] = ["Choose a unit of the same force"]
    if taken := number_taken(identity.collar_number, force_id=but.force_id, but=but.pk):
        errors["collar_number"] = [taken]
    return errors


def number_taken(collar_number: str, *, force_id: int, but: int | None = None) -> str:
    """Who has this collar number already, in words, or nothing. Staff stand in the directory of their force."""
    if not collar_number.strip():
        return ""
    same = Person.objects.filter(force_id=force_id, collar_number__iexact=collar_number.strip(), merged_into=None)
    found = same.filter(person_type__in=STAFF_TYPES).exclude(pk=but or 0).first()
    return f"{found.name} has this collar number already. Change that first, or check the number" if found else ""


def _plain(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
