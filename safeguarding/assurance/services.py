"""Recording what meets the requirements, and letting somebody take part without."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.assurance import rules
from safeguarding.assurance.choices import CATALOGUE, About
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import cancel, meet, start
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import RUNS_IT, require_keeper, require_keeping

RENEWAL = "credential_renewal"
LONGEST_CLEARANCE = dt.timedelta(days=92)


@dataclass(frozen=True)
class NewCredential:
    """Something that meets a requirement."""

    achieved_on: dt.date
    evidence: str
    expires_on: dt.date | None = None


@dataclass(frozen=True)
class NewClearance:
    """Who authorised that somebody takes part without everything that is needed, why, and until when."""

    authorised_by: str
    reason: str
    until: dt.date


def load_catalogue(model: type[Requirement] = Requirement, *, using: str = "default") -> None:
    """Put the table in step with the catalogue. Part of migrating; the history of the table keeps every change."""
    for one in CATALOGUE:
        values = {**dataclasses.asdict(one), "roles": list(one.roles), "scheme_kinds": list(one.scheme_kinds)}
        row = model._default_manager.using(using).filter(key=one.key).first()
        if row is None:
            model._default_manager.using(using).create(**values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save(using=using)


@transaction.atomic
def record_for_person(requirement: Requirement, credential: NewCredential, *, person: Person, by: User) -> Credential:
    """Record that a member of staff meets a requirement. Nobody records their own."""
    _require_other(person, by)
    _require_about(requirement, About.PERSON)
    return _record(requirement, credential, person=person, scheme=None, by=by)


@transaction.atomic
def record_for_scheme(requirement: Requirement, credential: NewCredential, *, scheme: Scheme, by: User) -> Credential:
    """Record that a scheme meets a requirement. Nobody records it of a scheme they run."""
    require_keeper(by, scheme)
    _require_about(requirement, About.SCHEME)
    return _record(requirement, credential, person=None, scheme=scheme, by=by)


@transaction.atomic
def withdraw(credential: Credential, *, reason: str, version: int | None, by: User) -> Credential:
    """Something no longer counts, with the reason; that it counted until today stays on record."""
    held = lock_fresh(Credential.objects.select_related("requirement", "person", "scheme"), pk=credential.pk,
                      version=version)  # fmt: skip
    if held.scheme is not None:
        require_keeper(by, held.scheme)
    if held.person is not None:
        _require_other(held.person, by)
    if held.withdrawn_on is not None:
        raise Conflict("This was withdrawn already.")
    if not reason.strip():
        raise Invalid({"reason": ["Say why it no longer counts"]})
    save_fields(held, withdrawn_on=max(clock.today(), held.achieved_on), withdrawn_because=reason.strip())
    record("credential.withdrawn", by=by, obj=held.subject, reason=reason, data=_data(held))
    for running in _renewals(held):
        cancel(running, by=by, reason="It was withdrawn.")
    return held


@transaction.atomic
def give_clearance(placement: Placement, clearance: NewClearance, *, by: User) -> Clearance:
    """Let somebody take part although something needed is missing.

    It takes a named authoriser, a reason and an end, at most three months away.
    """
    require_keeper(by, placement.scheme)
    if placement.person.user_id == by.pk:
        raise NotAllowed(RUNS_IT)
    errors = _clearance_errors(placement, clearance)
    if errors:
        raise Invalid(errors)
    made = Clearance.objects.create(
        placement=placement, authorised_by=clearance.authorised_by.strip(), reason=clearance.reason.strip(),
        given_on=clock.today(), until=clearance.until, recorded_by=by,
    )  # fmt: skip
    data = {"placement_id": placement.pk, "person_id": placement.person_id}
    record("clearance.given", by=by, obj=placement.scheme, reason=clearance.reason, data=data)
    return made


@transaction.atomic
def end_clearance(clearance: Clearance, *, version: int | None, by: User) -> Clearance:
    """Somebody no longer takes part without everything that is needed."""
    held = lock_fresh(Clearance.objects.select_related("placement__scheme"), pk=clearance.pk, version=version)
    require_keeper(by, held.placement.scheme)
    if held.ended_on is not None:
        raise Conflict("This clearance was ended already.")
    save_fields(held, ended_on=clock.today())
    record("clearance.ended", by=by, obj=held.placement.scheme, data={"placement_id": held.placement_id})
    return held


def credential_errors(credential: NewCredential) -> dict[str, list[str]]:
    """What is missing or impossible about a credential, by field."""
    errors: dict[str, list[str]] = {}
    if credential.achieved_on > clock.today():
        errors["achieved_on"] = ["The day must be today or in the past"]
    if credential.expires_on and credential.expires_on < credential.achieved_on:
        errors["expires_on"] = ["It cannot run out before it began"]
    if not credential.evidence.strip():
        errors["evidence"] = ["Say how it is known"]
    return errors


def _record(
    requirement: Requirement, new: NewCredential, *, person: Person | None, scheme: Scheme | None, by: User
) -> Credential:
    errors = credential_errors(new)
    if errors:
        raise Invalid(errors)
    made = Credential(
        requirement=requirement, person=person, scheme=scheme, achieved_on=new.achieved_on,
        expires_on=new.expires_on or rules.expiry(new.achieved_on, requirement.valid_months),
        evidence=new.evidence.strip(), recorded_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Invalid({"achieved_on": ["This is on record already, with this day"]}) from error
    record("credential.recorded", by=by, obj=made.subject, data=_data(made))
    _follow(made, by=by)
    return made


def _follow(credential: Credential, *, by: User) -> None:
    """Whatever was to be renewed has been; what runs out is to be renewed by then."""
    for running in _renewals(credential):
        meet(running, by=by)
    subject = credential.subject
    if credential.expires_on is None or credential.expires_on < clock.today():
        return
    start(
        RENEWAL, subject_type="credential", subject_id=credential.pk, subject_label=f"Requirement {credential.pk}",
        force=subject.force, unit=subject.unit, owner=_who_renews(subject, by), start_at=clock.now(),
        start_why="It was recorded", by=by, due_on=credential.expires_on,
    )  # fmt: skip


def _renewals(credential: Credential) -> list[Deadline]:
    same = Credential.objects.filter(
        requirement=credential.requirement, person=credential.person, scheme=credential.scheme
    )
    found = Deadline.objects.filter(subject_type="credential", subject_id__in=same.values("pk")).running()
    return list(found.order_by("pk"))


def _who_renews(subject: Person | Scheme, by: User) -> User | None:
    """Whoever recorded it; for what the system records, a coordinator of the force."""
    if not by.is_system:
        return by
    return users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(subject.force_id)).order_by("pk").first()


def _require_other(person: Person, by: User) -> None:
    """Somebody who keeps the register of the person's force, and is not that person."""
    require_keeping(by)
    if by.is_system:
        return
    if person.force_id != by.force_id:
        raise NotAllowed("This person is of another force.")
    if person.user_id == by.pk:
        raise NotAllowed("Somebody else has to record what you have yourself.")


def _require_about(requirement: Requirement, about: str) -> None:
    if requirement.about != about:
        raise Invalid({"requirement": ["This requirement is not asked of this"]})
    if requirement.ended_on is not None:
        raise Invalid({"requirement": ["This requirement is no longer asked for"]})


def _clearance_errors(placement: Placement, clearance: NewClearance) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    today = clock.today()
    if placement.role == PlacementRole.YOUNG_PERSON:
        errors[""] = ["Nothing is needed of a young person"]
    if not clearance.authorised_by.strip():
        errors["authorised_by"] = ["Enter who authorised it"]
    if not clearance.reason.strip():
        errors["reason"] = ["Give the reason"]
    if clearance.until < today:
        errors["until"] = ["The last day must be today or later"]
    elif clearance.until > today + LONGEST_CLEARANCE:
        errors["until"] = ["A clearance holds for three months at most"]
    return errors


def _data(credential: Credential) -> dict[str, object]:
    return {"requirement": credential.requirement.title, "credential_id": credential.pk}
