"""Recording that somebody or something meets a requirement, and withdrawing it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.assurance import policies, rules
from safeguarding.assurance.choices import TERM_OF, About, VettingLevel
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.services.details import A_STATEMENT, Dbs, Vetting, details_errors, falls_short, put_details
from safeguarding.assurance.services.renewals import follow, running_renewals
from safeguarding.audit.services import record, record_many
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import cancel
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeper


@dataclass(frozen=True)
class NewCredential:
    """Something on record for a requirement; a DBS check or a vetting decision brings its level."""

    achieved_on: dt.date
    evidence: str
    expires_on: dt.date | None = None
    dbs: Dbs | None = None
    vetting: Vetting | None = None


@transaction.atomic
def record_for_person(requirement: Requirement, credential: NewCredential, *, person: Person, by: User) -> Credential:
    """Record that a member of staff meets a requirement. Nobody records their own."""
    (made,) = record_for_people([(requirement, credential, person)], by=by)
    return made


@transaction.atomic
def record_for_people(new: Sequence[tuple[Requirement, NewCredential, Person]], *, by: User) -> list[Credential]:
    """The same for many, in their order, or for none of them: in a few statements, whatever their number."""
    for requirement, _, person in new:
        policies.require_other(by, person)
        _require_about(requirement, About.PERSON)
    found: dict[int, Credential] = {}
    for of_one_round in _rounds(new):
        wanted = [new[at] for at in of_one_round]
        made = _record([_unsaved(requirement, one, person, by) for requirement, one, person in wanted],
                       [one for _, one, _ in wanted], by=by)  # fmt: skip
        found |= dict(zip(of_one_round, made, strict=True))
    return [found[at] for at in range(len(new))]


def _rounds(new: Sequence[tuple[Requirement, NewCredential, Person]]) -> list[list[int]]:
    """The places of the list, so parted that nobody has one requirement twice in a part: each renews the one before."""
    rounds: list[list[int]] = []
    seen: Counter[tuple[int, int]] = Counter()
    for at, (requirement, _, person) in enumerate(new):
        number = seen[requirement.pk, person.pk]
        seen[requirement.pk, person.pk] += 1
        if number == len(rounds):
            rounds.append([])
        rounds[number].append(at)
    return rounds


@transaction.atomic
def record_for_scheme(requirement: Requirement, credential: NewCredential, *, scheme: Scheme, by: User) -> Credential:
    """Record that a scheme meets a requirement. Nobody records it of a scheme they run."""
    require_keeper(by, scheme)
    _require_about(requirement, About.SCHEME)
    (made,) = _record([_unsaved(requirement, credential, scheme, by)], [credential], by=by)
    return made


@transaction.atomic
def withdraw(credential: Credential, *, reason: str, version: int | None, by: User) -> Credential:
    """Something no longer counts, with the reason; that it counted until today stays on record."""
    held = lock_fresh(Credential.objects.select_related("requirement", "person", "scheme"), pk=credential.pk,
                      version=version)  # fmt: skip
    policies.require_recorder(by, person=held.person, scheme=held.scheme)
    if held.withdrawn_on is not None:
        raise Conflict("This was withdrawn already.")
    if not reason.strip():
        raise Invalid({"reason": ["Say why it no longer counts"]})
    save_fields(held, withdrawn_on=max(clock.today(), held.achieved_on), withdrawn_because=reason.strip())
    record("credential.withdrawn", by=by, obj=held.subject, reason=reason, data=_data(held))
    for running in running_renewals([held]):
        cancel(running, by=by, reason="It was withdrawn.")
    return held


def credential_errors(requirement: Requirement, credential: NewCredential) -> dict[str, list[str]]:
    """What is missing or impossible about a credential, by field. An import asks it for every row."""
    errors = details_errors(requirement, credential.dbs, credential.vetting, since=credential.achieved_on)
    if credential.achieved_on > clock.today():
        errors["achieved_on"] = ["The day must be today or in the past"]
    if credential.expires_on and credential.expires_on < credential.achieved_on:
        errors["expires_on"] = ["It cannot run out before it began"]
    if not credential.evidence.strip():
        errors["evidence"] = ["Say how it is known"]
    return errors


def _unsaved(requirement: Requirement, new: NewCredential, subject: Person | Scheme, by: User) -> Credential:
    """What is to be put on record, once it was found possible."""
    errors = credential_errors(requirement, new)
    if errors:
        raise Invalid(errors)
    return Credential(
        requirement=requirement, person=subject if isinstance(subject, Person) else None,
        scheme=subject if isinstance(subject, Scheme) else None, achieved_on=new.achieved_on,
        expires_on=new.expires_on or rules.expiry(new.achieved_on, _months(requirement, new)),
        evidence=new.evidence.strip(), recorded_by=by,
    )  # fmt: skip


def _record(wanted: list[Credential], new: Sequence[NewCredential], *, by: User) -> list[Credential]:
    """Write them, what more is known of each, their lines in the record and their clocks."""
    both = list(zip(wanted, new, strict=True))
    try:
        with transaction.atomic():
            Credential.objects.bulk_create(wanted, batch_size=A_STATEMENT)
            put_details([(made, one.dbs, one.vetting) for made, one in both])
    except IntegrityError as error:
        raise Invalid({"achieved_on": ["This is on record already, with this day"]}) from error
    record_many("credential.recorded", by=by, rows=[(made.subject, _data(made)) for made in wanted])
    follow([made for made, one in both if not _falls_short(made, one)], by=by)
    return wanted


def _falls_short(made: Credential, new: NewCredential) -> bool:
    person_type = made.person.person_type if made.person else ""
    return falls_short(made.requirement, new.dbs, new.vetting, person_type=person_type)


def _months(requirement: Requirement, new: NewCredential) -> int | None:
    """How long it holds: what the requirement says, or else the term of the level of vetting."""
    if requirement.valid_months is not None or new.vetting is None:
        return requirement.valid_months
    return TERM_OF[VettingLevel(new.vetting.level)].months


def _require_about(requirement: Requirement, about: str) -> None:
    if requirement.about != about:
        raise Invalid({"requirement": ["This requirement is not asked of this"]})
    if requirement.ended_on is not None:
        raise Invalid({"requirement": ["This requirement is no longer asked for"]})


def _data(credential: Credential) -> dict[str, object]:
    return {"requirement": credential.requirement.title, "credential_id": credential.pk}
