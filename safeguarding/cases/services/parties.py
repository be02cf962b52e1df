"""The people of a case: put in under a label that is given once, changed, and taken off with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.rules import labels
from safeguarding.cases.services.access.handover import settle_conflicts
from safeguarding.cases.services.rows import require, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields
from safeguarding.people import selectors as people
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person


@dataclass(frozen=True)
class NewParty:
    """Somebody to be put into a case: on record, or described because nobody knows who they are."""

    role: str
    person: Person | None = None
    kind: str = PersonKind.ADULT
    person_type: str = ""
    age_band: str = AgeBand.UNKNOWN
    description: str = ""
    contact_preference: str = ""


@transaction.atomic
def add_party(
    *,
    case: Case,
    role: str,
    by: User,
    person: Person | None = None,
    kind: str = PersonKind.ADULT,
    person_type: str = "",
    age_band: str = AgeBand.UNKNOWN,
    description: str = "",
    contact_preference: str = "",
) -> CaseParty:
    """Put somebody into a case. A subject loses sight of it at once; an owner in conflict hands it over at once."""
    case = take(case, by=by)
    new = NewParty(role, person, kind, person_type, age_band, description, contact_preference)
    _check(case, new)
    party = put_party(case, new, by=by)
    settle_conflicts(case, by=by)
    touch(case)
    return party


def put_party(case: Case, new: NewParty, *, by: User) -> CaseParty:
    """Write the party under the next label. For services that hold the case already; they settle conflicts after."""
    kind, person_type, band = _as_known(new)
    label = labels.label(
        case.labels_given, kind=kind, person_type=person_type, is_identified=new.role != PartyRole.UNIDENTIFIED
    )
    party = CaseParty.objects.create(
        case=case, role=new.role, label=label, person=new.person, kind=kind, person_type=person_type, age_band=band,
        description=new.description.strip(), contact_preference=new.contact_preference.strip(), added_by=by,
    )  # fmt: skip
    case.labels_given += 1
    case.save(update_fields=["labels_given"])
    data = {"party_id": party.pk, "label": label, "role": new.role, "person_id": new.person.pk if new.person else None}
    record("case.party_added", by=by, obj=case, data=data)
    return party


@transaction.atomic
def change_party(
    *, party: CaseParty, by: User, contact_preference: str, description: str = "", version: int | None = None
) -> CaseParty:
    """Change how somebody is best reached, or how somebody unknown is described. The label stays."""
    case = take(party.case, by=by)
    held = _take_party(case, party, version)
    if held.person_id is None:
        description = required(description, field="description", message="Describe the person.")
    save_fields(held, contact_preference=contact_preference.strip(), description=description.strip())
    record("case.party_changed", by=by, obj=case, data={"party_id": held.pk, "label": held.label})
    touch(case)
    return held


@transaction.atomic
def identify_party(*, party: CaseParty, person: Person, role: str, by: User, version: int | None = None) -> CaseParty:
    """Somebody unknown is now known: they keep the label they were given."""
    case = take(party.case, by=by)
    held = _take_party(case, party, version)
    if held.person_id is not None:
        raise Conflict("It is known already who this is.")
    _check(case, NewParty(role=role, person=person))
    save_fields(
        held, person=person, role=role, kind=person.kind, person_type=person.person_type,
        age_band=people.age_band_of(person),
    )  # fmt: skip
    settle_conflicts(case, by=by)
    data = {"party_id": held.pk, "label": held.label, "role": role, "person_id": person.pk}
    record("case.party_identified", by=by, obj=case, data=data)
    touch(case)
    return held


@transaction.atomic
def remove_party(*, party: CaseParty, reason: str, by: User, version: int | None = None) -> CaseParty:
    """Take somebody off a case, with the reason. The label is never given again."""
    case = take(party.case, by=by)
    held = _take_party(case, party, version)
    reason = required(reason, field="reason", message="Say why this person is taken off the case.")
    save_fields(held, removed_at=clock.now(), removed_by=by, removal_reason=reason)
    settle_conflicts(case, by=by)
    data = {"party_id": held.pk, "label": held.label, "role": held.role}
    record("case.party_removed", by=by, obj=case, data=data)
    touch(case)
    return held


def says(party: CaseParty) -> dict[str, object]:
    """What the party says now, for somebody who opened an older version."""
    return {"role": party.get_role_display(), "contact_preference": party.contact_preference}


def _take_party(case: Case, party: CaseParty, version: int | None) -> CaseParty:
    held = take_row(CaseParty.objects.filter(case=case), party, version, says)
    if held.removed_at:
        raise Conflict(f"{held.label} has been taken off the case already.")
    held.case = case
    return held


def _check(case: Case, new: NewParty) -> None:
    require(new.role in PartyRole.values, "role", "Choose what the person is in this case.")
    require(new.person_type == "" or new.person_type in PersonType.values, "person_type", "Choose from the list.")
    require(new.kind in PersonKind.values, "kind", "Say whether this is a young person or an adult.")
    require(new.age_band in AgeBand.values, "age_band", "Choose from the list.")
    if new.person is None:
        words = "Choose somebody on record, or say that the person is not identified."
        require(new.role == PartyRole.UNIDENTIFIED, "person", words)
        require(bool(new.description.strip()), "description", "Describe the person as well as you can.")
        return
    require(new.role != PartyRole.UNIDENTIFIED, "role", "This person is on record: choose what they are in this case.")
    require(new.person.force_id == case.force_id, "person", "Choose somebody on record with this force.")
    already = case.parties.filter(person=new.person, role=new.role, removed_at__isnull=True)
    require(not already.exists(), "person", "This person is in the case already, in the same role.")


def _as_known(new: NewParty) -> tuple[str, str, str]:
    """Kind, type and age band: from the record, and what the record does not say from what was told."""
    if new.person is None:
        return new.kind, new.person_type if new.kind == PersonKind.ADULT else "", new.age_band
    if new.person.kind == PersonKind.YOUNG_PERSON:
        return new.person.kind, "", people.age_band_of(new.person)
    return new.person.kind, new.person.person_type or new.person_type, people.age_band_of(new.person)
