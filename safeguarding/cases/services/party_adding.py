"""Putting somebody into a case who is not on record yet, or whom nobody knows."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.parties import add_party
from safeguarding.cases.services.taking import take
from safeguarding.people.choices import STAFF_TYPES, AgeBand
from safeguarding.people.services import NewPerson, add_person


@transaction.atomic
def add_new_party(*, case: Case, new: NewPerson, role: str, by: User, contact_preference: str = "") -> CaseParty:
    """Put a person on record in the case's unit and into the case, both or neither.

    Staff stand in a directory that everybody searches, the subject too: what somebody is to the force is kept with the
    case, and put on their record by who knows them, as for those named in a concern.
    """
    case = take(case, by=by)
    on_record = replace(new, person_type="") if new.person_type in STAFF_TYPES else new
    person = add_person(on_record, unit=case.unit, by=by, in_a_matter=True)
    return add_party(
        case=case, role=role, person=person, kind=person.kind, person_type=new.person_type,
        contact_preference=contact_preference, by=by,
    )  # fmt: skip


@transaction.atomic
def add_unidentified_party(
    *,
    case: Case,
    description: str,
    kind: str,
    by: User,
    age_band: str = "",
    person_type: str = "",
    contact_preference: str = "",
) -> CaseParty:
    """Put somebody into the case by description; when it is known who it is, they keep the label."""
    return add_party(
        case=case, role=PartyRole.UNIDENTIFIED, kind=kind, person_type=person_type,
        age_band=age_band or AgeBand.UNKNOWN, description=description, contact_preference=contact_preference, by=by,
    )  # fmt: skip
