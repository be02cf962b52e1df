"""Young people with who cares for them, and adults with their parts and posts."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Carer, Consent, Person
from safeguarding.people.services import CarerDetails, NewConsent, NewPerson, add_new_carer, record_consent
from tests.cast import Cast, fresh
from tests.factories.schemes import days_ago

BORN = dt.date(2013, 5, 4)


def young(cast: Cast, given: str = "Una", family: str = "Upton", born: dt.date | None = BORN) -> Person:
    """A young person whose record Cadets keeps."""
    return Person.objects.create(
        force=cast.force, unit=cast.cadets, kind=PersonKind.YOUNG_PERSON, given_name=given, family_name=family,
        date_of_birth=born, age_band=AgeBand.FROM_13_TO_15, created_by=cast.system,
    )  # fmt: skip


def abroad(cast: Cast) -> Person:
    """A young person of the other force."""
    return Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.YOUNG_PERSON, given_name="Otto",
        family_name="Ogden", date_of_birth=BORN, created_by=cast.system,
    )  # fmt: skip


def works_as(cast: Cast, user: User, given: str) -> Person:
    """The record of somebody who signs in."""
    return Person.objects.create(
        force=cast.force, unit=cast.cadets, kind=PersonKind.ADULT, person_type=PersonType.PCSO, given_name=given,
        family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam, user=user,
    )  # fmt: skip


def carer(cast: Cast, of: Person, given: str = "Mary", **given_details: object) -> Carer:
    details = {
        "relationship": "mother",
        "contact": "may",
        "telephone": "07700 900123",
        "is_emergency_contact": True,
        **given_details,
    }
    return add_new_carer(
        of, NewPerson(kind=PersonKind.ADULT, given_name=given, family_name=of.family_name),
        CarerDetails(**{"since": days_ago(400), **details}), by=fresh(cast.cora),  # type: ignore[arg-type]  # by name
    )  # fmt: skip


def consent(cast: Cast, of: Person, kind: str = "photographs", **more: object) -> Consent:
    answer = {
        "kind": kind, "answer": "given", "given_by": "young_person", "given_on": days_ago(30),
        "evidence": "A signed form", **more,
    }  # fmt: skip
    return record_consent(of, NewConsent(**answer), by=fresh(cast.cora))  # type: ignore[arg-type]  # by name
