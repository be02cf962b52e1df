"""Putting a young person on the register, and into a scheme at once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission
from safeguarding.core.errors import Invalid
from safeguarding.people.choices import PersonKind, PlacementRole
from safeguarding.people.models import Person
from safeguarding.people.services.placements import place
from safeguarding.people.services.register import NewPerson, add_person
from safeguarding.schemes.models import Scheme


@transaction.atomic
def add_young_person(
    person: NewPerson, *, unit: Unit, by: User, scheme: Scheme | None = None, starts_on: dt.date | None = None
) -> Person:
    """Put a young person on the register, in a unit in which the user works with people, and maybe into a scheme."""
    if not by.is_system:
        require_permission(by, Permission.SEE_PEOPLE, unit_id=unit.pk)
    if person.kind != PersonKind.YOUNG_PERSON:
        raise Invalid({"kind": ["This is for young people"]})
    if scheme is not None and starts_on is None:
        raise Invalid({"starts_on": ["Enter the day they join the scheme"]})
    if scheme is None and starts_on is not None:
        raise Invalid({"scheme": ["Choose the scheme they join, or leave the day empty"]})
    added = add_person(person, unit=unit, by=by)
    if scheme is not None and starts_on is not None:
        place(added, scheme, PlacementRole.YOUNG_PERSON, starts_on=starts_on, by=by)
    return added
