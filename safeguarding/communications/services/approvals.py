"""What is decided about an account: approved for a year at most, renewed, refused, suspended, revoked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.access.selectors import who_sees_to_it
from safeguarding.audit.services import record
from safeguarding.communications import policies, states
from safeguarding.communications.choices import AccountStatus
from safeguarding.communications.models import Account
from safeguarding.communications.rules.approval import REVIEW, latest_until, until_error
from safeguarding.communications.selectors.accounts import passwords_due_since
from safeguarding.communications.services.access import end_all
from safeguarding.communications.services.accounts import require_approvable, take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines.services import cancel_for_subject, meet_for_subject, start

PASSWORDS_FIRST = "Somebody who could use it has lost access. Record first that the passwords were changed."


@transaction.atomic
def approve(account: Account, *, until: dt.date | None, version: int | None, by: User) -> Account:
    """Approve an account until a day, a year on at most; never by who put it up."""
    held = take(account, version=version, by=by)
    policies.require_approver(by, held)
    states.require_next(held.status, AccountStatus.APPROVED)
    return _approve(held, until, "account.approved", by=by)


@transaction.atomic
def renew(account: Account, *, until: dt.date | None, version: int | None, by: User) -> Account:
    """Look at an approved account again, and let it go on until another day; never by who put it up."""
    held = take(account, version=version, by=by)
    policies.require_approver(by, held)
    if held.status != AccountStatus.APPROVED:
        raise Conflict(f"This account is {AccountStatus(held.status).label.lower()}: only an approved one is renewed.")
    return _approve(held, until, "account.renewed", by=by)


def _approve(held: Account, until: dt.date | None, verb: str, *, by: User) -> Account:
    require_approvable(held)
    today = clock.today()
    until = until or latest_until(today)
    if wrong := until_error(until, today=today):
        raise Invalid({"until": [wrong]})
    if passwords_due_since(held) is not None:
        raise Conflict(PASSWORDS_FIRST)
    save_fields(
        held, status=AccountStatus.APPROVED, approved_by=by, approved_on=today, approved_until=until,
        decided_because="", changers=[],
    )  # fmt: skip
    record(verb, by=by, obj=held, data={"until": until.isoformat()})
    _follow(held, by=by)
    return held


def _follow(held: Account, *, by: User) -> None:
    """The look that was due has been taken; the next is due when the approval ends."""
    owner = held.scheme or held.person
    if owner is None or held.approved_on is None:
        return
    meet_for_subject(REVIEW, subject_type="account", subject_id=held.pk, by=by)
    # The label goes into calendars, so it is not the handle.
    start(
        REVIEW, subject_type="account", subject_id=held.pk, subject_label=f"Account {held.pk}", force=held.force,
        unit=owner.unit, owner=who_sees_to_it(owner, by), start_at=clock.end_of_day(held.approved_on),
        start_why="It was approved", by=by, due_on=held.approved_until,
    )  # fmt: skip


@transaction.atomic
def refuse(account: Account, *, reason: str, version: int | None, by: User) -> Account:
    """Do not approve an account, with the reason."""
    return _decide(account, AccountStatus.REFUSED, "account.refused", reason, version, by)


@transaction.atomic
def suspend(account: Account, *, reason: str, version: int | None, by: User) -> Account:
    """Take an approved account out of use for now, with the reason."""
    held = _decide(account, AccountStatus.SUSPENDED, "account.suspended", reason, version, by)
    cancel_for_subject(subject_type="account", subject_id=held.pk, by=by, reason="The account was suspended.")
    return held


@transaction.atomic
def revoke(
    account: Account, *, reason: str, changed_on: dt.date | None, proof: str, version: int | None, by: User
) -> Account:
    """Take an approval back for good: all access ends, and somebody has seen that the passwords were changed."""
    held = take(account, version=version, by=by)
    states.require_next(held.status, AccountStatus.REVOKED)
    errors = _proof_errors(held, changed_on, proof)
    given = held.accesses.order_by("since").values_list("since", flat=True).last()
    if not errors and changed_on is not None and given is not None and changed_on < clock.london_date(given):
        last = clock.date_words(clock.london_date(given))
        errors["changed_on"] = [f"They have to be changed after somebody was last given access, on {last}"]
    if not reason.strip():
        errors["reason"] = ["Give the reason"]
    if errors or changed_on is None:
        raise Invalid(errors)
    end_all(held, because="The approval of the account was revoked.", by=by)
    save_fields(
        held, status=AccountStatus.REVOKED, revoked_by=by, revoked_on=clock.today(), decided_because=reason.strip(),
        passwords_changed_on=changed_on, passwords_proof=proof.strip(),
    )  # fmt: skip
    record("account.revoked", by=by, obj=held, reason=reason)
    cancel_for_subject(subject_type="account", subject_id=held.pk, by=by, reason="The approval was revoked.")
    return held


@transaction.atomic
def note_passwords(
    account: Account, *, changed_on: dt.date | None, proof: str, version: int | None, by: User
) -> Account:
    """Record that the passwords were changed, when, and how that is known: after somebody lost access."""
    held = take(account, version=version, by=by)
    errors = _proof_errors(held, changed_on, proof)
    since = passwords_due_since(held)
    if not errors and changed_on is not None and since is not None and changed_on < clock.london_date(since):
        left = clock.date_words(clock.london_date(since))
        errors["changed_on"] = [f"They have to be changed after somebody lost access, on {left}"]
    if errors:
        raise Invalid(errors)
    save_fields(held, passwords_changed_on=changed_on, passwords_proof=proof.strip())
    record("account.passwords_changed", by=by, obj=held)
    return held


def _decide(account: Account, status: str, verb: str, reason: str, version: int | None, by: User) -> Account:
    held = take(account, version=version, by=by)
    states.require_next(held.status, status)
    if not reason.strip():
        raise Invalid({"reason": ["Give the reason"]})
    save_fields(held, status=status, decided_because=reason.strip())
    record(verb, by=by, obj=held, reason=reason)
    return held


def _proof_errors(account: Account, changed_on: dt.date | None, proof: str) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if changed_on is None:
        errors["changed_on"] = ["Enter the day on which the passwords were changed"]
    elif changed_on > clock.today():
        errors["changed_on"] = ["The day must be today or in the past"]
    elif changed_on < (added_on := clock.london_date(account.added_at)):
        errors["changed_on"] = [f"The account was put on the register on {clock.date_words(added_on)}: not before then"]
    if not proof.strip():
        errors["proof"] = ["Say how it is known that the passwords were changed"]
    return errors
