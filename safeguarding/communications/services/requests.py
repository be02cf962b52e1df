"""Friend and follow requests of an account, with how it was found that the other account is genuine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.communications import policies
from safeguarding.communications.choices import RequestAction, TargetKind
from safeguarding.communications.models import Account, AccountRequest, RequestResult
from safeguarding.communications.rules.facts import Request
from safeguarding.communications.rules.guidelines import judge_request
from safeguarding.communications.rules.handles import handle_key
from safeguarding.communications.selectors.standing import account_at
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person


@dataclass(frozen=True)
class NewRequest:
    """A request to be friends, a follow, or the acceptance of one."""

    action: str
    target_kind: str
    made_by: Person
    made_at: dt.datetime
    target_handle: str = ""
    target_person: Person | None = None
    checked_by: Person | None = None
    checked_at: dt.datetime | None = None
    check_method: str = ""


@transaction.atomic
def log_request(account: Account, new: NewRequest, *, by: User) -> AccountRequest:
    """Log what was asked or accepted from an account: by who keeps the register, or by who may use the account."""
    if not (policies.uses_or_owns(by, account) or by.is_system):
        policies.require_account_keeper(by, account)
    errors = request_errors(account, new)
    if errors:
        raise Invalid(errors)
    made = AccountRequest.objects.create(
        account=account, action=new.action, target_kind=new.target_kind, target_handle=new.target_handle.strip(),
        target_key=handle_key(account.platform.handle_rule, new.target_handle) if new.target_handle.strip() else "",
        target_person=new.target_person, made_by=new.made_by, made_at=new.made_at, checked_by=new.checked_by,
        checked_at=new.checked_at, check_method=new.check_method.strip(), logged_by=by,
    )  # fmt: skip
    record("account.request_logged", by=by, obj=account, data={"request_id": made.pk, "action": made.action})
    _keep_results(made)
    return made


def _keep_results(made: AccountRequest) -> None:
    """What the rules say of it, and what they were told. Nothing about a request changes later, so it is asked once."""
    account = account_at(made.account, made.made_at, sender_id=made.made_by_id)
    inputs = {
        "action": made.action, "target_kind": made.target_kind, "account": account.id, "account_kind": account.kind,
        "account_approved": account.is_approved, "made_by": made.made_by_id, "made_at": made.made_at.isoformat(),
        "checked_at": made.checked_at.isoformat() if made.checked_at else None, "checked_by": made.checked_by_id,
    }  # fmt: skip
    said = judge_request(Request(made.action, made.target_kind, account, made.made_at, made.checked_at))
    RequestResult.objects.bulk_create(
        [
            RequestResult(
                request=made, rule=rule, outcome=one.outcome, severity=one.severity, reason=one.reason, inputs=inputs,
                asked_at=clock.now(),
            )
            for rule, one in said.items()
        ]
    )  # fmt: skip


def request_errors(account: Account, new: NewRequest) -> dict[str, list[str]]:
    """What is impossible about a request, by field."""
    errors: dict[str, list[str]] = {}
    if new.action not in RequestAction.values:
        errors["action"] = ["Select what was done"]
    if new.target_kind not in TargetKind.values:
        errors["target_kind"] = ["Select whose account the other one is"]
    if new.made_by.kind != PersonKind.ADULT or new.made_by.force_id != account.force_id:
        errors["made_by"] = ["Choose the adult who used the account"]
    if new.made_at > clock.now():
        errors["made_at"] = ["It must lie in the past"]
    said = (new.checked_by is not None, new.checked_at is not None, bool(new.check_method.strip()))
    if any(said) and not all(said):
        errors["check_method"] = ["Say who checked that it is genuine, when, and how; or leave all three empty"]
    elif new.checked_at is not None and new.checked_at > clock.now():
        errors["checked_at"] = ["It must lie in the past"]
    elif new.checked_by is not None and new.checked_by.kind != PersonKind.ADULT:
        errors["checked_by"] = ["Choose the adult who checked it"]
    elif new.checked_by is not None and new.checked_by == new.made_by:
        errors["checked_by"] = ["Somebody else than who used the account checks whether the other one is genuine"]
    if new.target_person is not None:
        errors |= _target_errors(account, new, new.target_person)
    return errors


def _target_errors(account: Account, new: NewRequest, target: Person) -> dict[str, list[str]]:
    """Who is on record as young is asked about as young: nobody is called somebody else to keep a rule."""
    if target.force_id != account.force_id or target.merged_into_id is not None:
        return {"target_person": ["Choose somebody on record with the force of the account"]}
    if target.kind == PersonKind.YOUNG_PERSON and new.target_kind != TargetKind.YOUNG_PERSON:
        return {"target_kind": ["They are on record as a young person"]}
    return {}
