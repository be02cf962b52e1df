"""Leave to be in contact with a young person: asked for beforehand, answered by another, and with an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.communications import policies, states
from safeguarding.communications.choices import OFFICIAL_KINDS, AuthorisationStatus, Channel
from safeguarding.communications.models import Account, ContactAuthorisation
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import cancel_for_subject, start
from safeguarding.notices.services import tell
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

AUTHORISATION = "contactauthorisation"
ENDS = "contact_authorisation_ends"
#: The longest that leave is given for; then it is asked for again (house policy).
LONGEST = dt.timedelta(days=183)
Asked = ContactAuthorisation


@dataclass(frozen=True)
class NewAuthorisation:
    """What is asked for: who, whom, over what, how, from when to when, and why."""

    adult: Person
    young_person: Person
    account: Account | None
    channel: str
    reason: str
    valid_from: dt.date
    valid_until: dt.date


@transaction.atomic
def ask_beforehand(new: NewAuthorisation, *, by: User) -> Asked:
    """Ask for leave to be in contact. Who works with people is told; nothing may be sent until one of them answers."""
    policies.require_logging(by, new.adult)
    errors = _errors(new)
    if errors:
        raise Invalid(errors)
    account = None if new.channel == Channel.IN_PERSON else new.account
    made = Asked.objects.create(
        force=new.adult.force, adult=new.adult, young_person=new.young_person, account=account,
        channel=new.channel, reason=new.reason.strip(), requested_by=by, requested_at=clock.now(),
        valid_from=new.valid_from, valid_until=new.valid_until,
    )  # fmt: skip
    record("contactauthorisation.requested", by=by, obj=made, data={"channel": new.channel})
    answerers = users_with(Permission.SEE_PEOPLE, unit_ids=unit_ids_of(made.force_id))
    _tell(made, "asked", [user for user in answerers if policies.may_answer(user, made)], "Somebody asks for leave")
    return made


@transaction.atomic
def approve_contact(asked: Asked, *, reason: str, version: int | None, by: User) -> Asked:
    """Give leave, for the days that were asked for. A clock warns before it ends."""
    held = _answered(asked, AuthorisationStatus.APPROVED, reason, version, by)
    if held.valid_until < clock.today():
        raise Invalid({"reason": ["The days that were asked for have passed. Refuse it: it can be asked for again"]})
    record("contactauthorisation.approved", by=by, obj=held, data={"valid_until": held.valid_until.isoformat()})
    start(
        ENDS, subject_type=AUTHORISATION, subject_id=held.pk, subject_label=str(held), force=held.force,
        unit=held.adult.unit, owner=held.requested_by, start_at=clock.now(), start_why="It was approved",
        due_on=held.valid_until, by=by,
    )  # fmt: skip
    return held


@transaction.atomic
def refuse_contact(asked: Asked, *, reason: str, version: int | None, by: User) -> Asked:
    """Give no leave, and say why."""
    held = _answered(asked, AuthorisationStatus.REFUSED, reason, version, by)
    record("contactauthorisation.refused", by=by, obj=held)
    return held


@transaction.atomic
def withdraw_request(asked: Asked, *, reason: str, version: int | None, by: User) -> Asked:
    """Who asked needs no answer any more. What was asked for stays on record with the reason."""
    held = _taken(asked, AuthorisationStatus.WITHDRAWN, reason, version, policies.require_asker, by)
    save_fields(
        held, status=AuthorisationStatus.WITHDRAWN, ended_by=by, ended_at=clock.now(), ended_because=reason.strip()
    )  # fmt: skip
    record("contactauthorisation.withdrawn", by=by, obj=held)
    return held


@transaction.atomic
def end_contact(asked: Asked, *, reason: str, version: int | None, by: User) -> Asked:
    """Leave ends before its last day: given up, or taken back."""
    held = _taken(asked, AuthorisationStatus.ENDED, reason, version, policies.require_ender, by)
    save_fields(
        held, status=AuthorisationStatus.ENDED, ended_by=by, ended_at=clock.now(), ended_because=reason.strip()
    )  # fmt: skip
    record("contactauthorisation.ended", by=by, obj=held)
    cancel_for_subject(subject_type=AUTHORISATION, subject_id=held.pk, by=by, reason="It was ended early.")
    if held.requested_by_id != by.pk:
        _tell(held, "ended", [held.requested_by], "Your leave to be in contact was ended")
    return held


def _taken(
    asked: Asked, wanted: str, reason: str, version: int | None, require: Callable[[User, Asked], None], by: User
) -> Asked:
    rows = Asked.objects.select_related("adult__unit", "force", "requested_by")
    held = lock_fresh(rows, pk=asked.pk, version=version)
    require(by, held)
    states.require_next_of_authorisation(held.status, wanted)
    if not reason.strip():
        raise Invalid({"reason": ["Say why"]})
    return held


def _answered(asked: Asked, wanted: AuthorisationStatus, reason: str, version: int | None, by: User) -> Asked:
    held = _taken(asked, wanted, reason, version, policies.require_answerer, by)
    save_fields(held, status=wanted, decided_by=by, decided_at=clock.now(), decided_because=reason.strip())
    _tell(held, "answered", [held.requested_by], "Your request to be in contact was answered")
    return held


def _tell(held: Asked, what: str, recipients: list[User], title: str) -> None:
    tell(
        recipients=recipients, key=f"contactauthorisation:{what}:{held.pk}", title=title,
        body="Contact with a young person, asked for beforehand.", url=held.get_absolute_url(),
        subject_type=AUTHORISATION, subject_id=held.pk,
    )  # fmt: skip


def _errors(new: NewAuthorisation) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if new.adult.kind != PersonKind.ADULT:
        errors["adult"] = ["Choose an adult"]
    if new.young_person.kind != PersonKind.YOUNG_PERSON or new.young_person.force_id != new.adult.force_id:
        errors["young_person"] = ["Choose a young person of your own force"]
    if new.channel not in Channel.values:
        errors["channel"] = ["Select how"]
    elif new.channel != Channel.IN_PERSON and (wrong := _account_error(new)):
        errors["account"] = [wrong]
    if not new.reason.strip():
        errors["reason"] = ["Say what the contact is for"]
    if new.valid_from < clock.today():
        errors["valid_from"] = ["Leave is asked for beforehand: choose today or a later day"]
    if new.valid_until < new.valid_from:
        errors["valid_until"] = ["The last day cannot come before the first"]
    elif new.valid_until > new.valid_from + LONGEST:
        errors["valid_until"] = ["Choose a day within half a year: then it is asked for again"]
    return errors


def _account_error(new: NewAuthorisation) -> str:
    """A meeting needs no account; everything else goes over an official one."""
    if new.account is None:
        return "Choose the account. Only a meeting in person needs none"
    if new.account.force_id != new.adult.force_id or new.account.kind not in OFFICIAL_KINDS:
        return "Choose an official account: leave is never given for a personal one"
    return ""
