"""Who cares for a young person, how they are reached, and whether they may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.people import rules
from safeguarding.people.choices import AgeBand, ContactPermission, PersonKind, PersonType, Relationship
from safeguarding.people.models import Carer, Person
from safeguarding.people.policies import require_record_keeper
from safeguarding.people.services.register import NewPerson, add_person

#: Fewer than these are words, not a number. The shortest that are dialled inside a force have four.
FEWEST_DIGITS = 4


@dataclass(frozen=True)
class CarerDetails:
    """How an adult stands to a young person, and whether and how they are reached."""

    relationship: str
    contact: str
    contact_reason: str = ""
    is_emergency_contact: bool = False
    telephone: str = ""
    email: str = ""
    since: dt.date | None = None


@transaction.atomic
def add_carer(young_person: Person, adult: Person, details: CarerDetails, *, by: User) -> Carer:
    """Record that an adult who is on record cares for a young person."""
    require_record_keeper(by, young_person)
    held = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=young_person.pk)
    errors = _pair_errors(held, adult, by) | carer_errors(details)
    if errors:
        raise Invalid(errors)
    made = Carer.objects.create(
        young_person=held, adult=adult, since=details.since or clock.today(), recorded_by=by, **_values(details)
    )
    record("person.carer_added", by=by, obj=held, data=_data(made))
    return made


@transaction.atomic
def add_new_carer(young_person: Person, adult: NewPerson, details: CarerDetails, *, by: User) -> Carer:
    """Put an adult on record who cares for a young person, in the unit that keeps the young person's record."""
    require_record_keeper(by, young_person)
    new = NewPerson(
        kind=PersonKind.ADULT, given_name=adult.given_name, family_name=adult.family_name, known_as=adult.known_as,
        person_type=PersonType.PARENT_CARER, age_band=AgeBand.ADULT,
    )  # fmt: skip
    return add_carer(young_person, add_person(new, unit=young_person.unit, by=by), details, by=by)


@transaction.atomic
def edit_carer(carer: Carer, details: CarerDetails, *, version: int | None, by: User) -> Carer:
    """Change how a carer is reached, or whether they may be. What it said before stays in its history."""
    held = _lock(carer, version)
    require_record_keeper(by, held.young_person)
    _require_live(held)
    errors = carer_errors(details)
    if errors:
        raise Invalid(errors)
    changed = differing(held, since=details.since or held.since, **_values(details))
    if not changed:
        return held
    save_fields(held, **changed)
    record("person.carer_changed", by=by, obj=held.young_person, data=_data(held))
    return held


@transaction.atomic
def end_carer(carer: Carer, *, until: dt.date, version: int | None, by: User) -> Carer:
    """An adult no longer cares for a young person. That they must not be contacted goes on being shown."""
    held = _lock(carer, version)
    require_record_keeper(by, held.young_person)
    _require_live(held)
    wrong = rules.days_error(held.since, until)
    if not wrong and until > clock.today():
        wrong = "The last day must be today or in the past"
    if wrong:
        raise Invalid({"until": [wrong]})
    save_fields(held, until=until)
    record("person.carer_ended", by=by, obj=held.young_person, data=_data(held))
    return held


def carer_errors(details: CarerDetails) -> dict[str, list[str]]:
    """What is missing or impossible about a carer, by field."""
    errors: dict[str, list[str]] = {}
    if details.relationship not in Relationship.values:
        errors["relationship"] = ["Select how they stand to the young person"]
    if details.contact not in ContactPermission.values:
        errors["contact"] = ["Select whether they may be contacted"]
    elif details.contact != ContactPermission.MAY and not details.contact_reason.strip():
        barred = details.contact == ContactPermission.MUST_NOT
        errors["contact_reason"] = [
            "Say why they must not be contacted" if barred else "Say who may contact them, and why only they"
        ]
    if details.is_emergency_contact and details.contact == ContactPermission.MUST_NOT:
        errors["is_emergency_contact"] = ["Somebody who must not be contacted cannot be rung in an emergency"]
    elif details.is_emergency_contact and not details.telephone.strip():
        errors["telephone"] = ["Enter a telephone number to ring in an emergency"]
    if details.telephone.strip() and sum(sign.isdigit() for sign in details.telephone) < FEWEST_DIGITS:
        errors["telephone"] = ["Enter a telephone number that can be rung, like 01632 960 001"]
    if details.since is not None and details.since > clock.today():
        errors["since"] = ["The day must be today or in the past"]
    return errors


def _pair_errors(young_person: Person, adult: Person, by: User) -> dict[str, list[str]]:
    """Who may be recorded as the carer of whom."""
    if young_person.kind != PersonKind.YOUNG_PERSON:
        return {"": ["Carers are recorded of young people"]}
    if adult.force_id != young_person.force_id or adult.kind != PersonKind.ADULT:
        return {"adult": ["Choose an adult on record with the same force"]}
    if adult.user_id is not None and adult.user_id == by.pk:
        return {"adult": ["Somebody else has to record that you care for a young person"]}
    if Carer.objects.filter(young_person=young_person, adult=adult, until__isnull=True).exists():
        return {"adult": ["They are on record as a carer already. Change that"]}
    return {}


def _values(details: CarerDetails) -> dict[str, object]:
    return {
        "relationship": details.relationship, "contact": details.contact,
        "contact_reason": details.contact_reason.strip(), "is_emergency_contact": details.is_emergency_contact,
        "telephone": details.telephone.strip(), "email": details.email.strip(),
    }  # fmt: skip


def _lock(carer: Carer, version: int | None) -> Carer:
    return lock_fresh(Carer.objects.select_related("young_person", "adult"), pk=carer.pk, version=version)


def _require_live(carer: Carer) -> None:
    if carer.until is not None:
        raise Conflict(f"This ended on {clock.date_words(carer.until)} already.")


def _data(carer: Carer) -> dict[str, object]:
    return {"carer_id": carer.pk, "contact": carer.contact}
