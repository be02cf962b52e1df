"""A request is put on record, identity is proved, and one that is not answered comes to its end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import next_reference
from safeguarding.people.models import Person
from safeguarding.subject_access import policies
from safeguarding.subject_access.choices import Asker, Proof, RefusalGround, Way
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.services import clocks
from safeguarding.subject_access.services.taking import require_day, required, save_step, take_step

LONGEST_AGO = dt.timedelta(days=366 * 2)
NOT_FOUND = "Choose somebody on record whose request you may take."


@dataclass(frozen=True)
class NewRequest:
    """A request to be put on record: about whom, from whom, when and how it came."""

    person: Person
    asked_by: str
    received_on: dt.date
    received_how: str
    scope: str = ""
    asker_name: str = ""
    authority: str = ""


@transaction.atomic
def record_request(new: NewRequest, *, by: User) -> AccessRequest:
    """Put a request on record. Its clock begins once identity is proved."""
    policies.require_answering(by)
    if not policies.may_ask_about(by, new.person):
        raise Invalid({"person": [NOT_FOUND]})
    _require_asker(new)
    require_day(new.received_on, field="received_on", since=clock.today() - LONGEST_AGO)
    kept = new.person.merged_into or new.person
    if by.home_unit is None:
        raise Invalid({"person": ["Your account has no unit. An administrator sets it."]})
    made = AccessRequest.objects.create(
        force_id=kept.force_id, unit=by.home_unit, person=kept, asked_by=new.asked_by, received_on=new.received_on,
        asker_name=new.asker_name.strip(), authority=new.authority.strip(), received_how=new.received_how,
        scope=new.scope.strip(), recorded_by=by, recorded_at=clock.now(), reference=next_reference("SA"),
    )  # fmt: skip
    record("subject_access.recorded", by=by, obj=made)
    return made


def _require_asker(new: NewRequest) -> None:
    errors: dict[str, list[str]] = {}
    if new.asked_by not in Asker.values:
        errors["asked_by"] = ["Choose who asks"]
    if new.received_how not in Way.values:
        errors["received_how"] = ["Choose how it came"]
    if new.asked_by != Asker.THEMSELF and not new.asker_name.strip():
        errors["asker_name"] = ["Enter who asks for them"]
    if new.asked_by != Asker.THEMSELF and not new.authority.strip():
        errors["authority"] = ["Enter what shows that they may ask (UK GDPR Art 12(6))"]
    if errors:
        raise Invalid(errors)


@transaction.atomic
def prove(
    request: AccessRequest, *, proof: str, proved_on: dt.date, by: User, note: str = "", version: int | None = None
) -> AccessRequest:
    """Record how identity was proved. The clock counts from the later of that day and the day of receipt."""
    held, target = take_step("prove", request, version=version, by=by)
    if proof not in Proof.values:
        raise Invalid({"proof": ["Choose how identity was proved"]})
    require_day(proved_on, field="proved_on", since=held.received_on)
    save_step(held, target, proof=proof, proof_note=note.strip(), proved_on=proved_on, proved_by=by)
    record("subject_access.identity_proved", by=by, obj=held)
    clocks.begin(held, by=by)
    return held


@transaction.atomic
def refuse(
    request: AccessRequest, *, ground: str, reason: str, told_on: dt.date, by: User, version: int | None = None
) -> AccessRequest:
    """Refuse a request as a whole, on a ground that the law has, and record when they were told why."""
    held, target = take_step("refuse", request, version=version, by=by)
    if ground not in RefusalGround.values:
        raise Invalid({"ground": ["Choose the ground"]})
    reason = required(reason, field="reason", message="Say why, as they were told (UK GDPR Art 12(4))")
    require_day(told_on, field="told_on", since=held.received_on)
    save_step(held, target, ground=ground, ended_because=reason, ended_by=by, ended_on=told_on)
    clocks.met(held, on=told_on, by=by)
    record("subject_access.refused", by=by, obj=held)
    return held


@transaction.atomic
def withdraw(request: AccessRequest, *, reason: str, by: User, version: int | None = None) -> AccessRequest:
    """Record that they do not want it any more, and how that is known."""
    held, target = take_step("withdraw", request, version=version, by=by)
    reason = required(reason, field="reason", message="Say how they withdrew it")
    save_step(held, target, ended_because=reason, ended_by=by, ended_on=clock.today())
    clocks.over(held, reason="The request was withdrawn.", by=by)
    record("subject_access.withdrawn", by=by, obj=held)
    return held
