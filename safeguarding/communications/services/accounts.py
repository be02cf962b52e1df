"""Putting accounts on the register: one row for each handle, whoever it was seen with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.communications import policies, states
from safeguarding.communications.choices import OFFICIAL_KINDS, AccountKind, AccountStatus
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.rules.handles import handle_error, handle_key
from safeguarding.communications.selectors.accounts import handle_breaks
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import cancel_for_subject, move_for_subject
from safeguarding.notices.services import tell
from safeguarding.people.models import Person
from safeguarding.schemes.choices import ConditionKind
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeping, runs
from safeguarding.schemes.services import found_broken

ON_REGISTER = "This account is on the register already. There is one row for each handle, wherever it was seen."
WAITS = "An account waits to be approved"
WAITS_AGAIN = "An account that was approved was changed, and waits to be approved again"
#: While it stands so, what kind of account it is was looked at by who approves.
LOOKED_AT = (AccountStatus.PROPOSED, AccountStatus.APPROVED, AccountStatus.SUSPENDED)


class OnRegister(Conflict):
    """The handle is known already; `account` is the row."""

    def __init__(self, account: Account) -> None:
        super().__init__(ON_REGISTER)
        self.account = account


@dataclass(frozen=True)
class AccountDetails:
    """What the register says of an account beside its handle."""

    kind: str
    scheme: Scheme | None = None
    person: Person | None = None
    purpose: str = ""


@transaction.atomic
def add_account(platform: Platform, handle: str, details: AccountDetails, *, by: User) -> Account:
    """Put an account on the register: an official one waits for approval, any other is known and never approved."""
    require_keeping(by)
    if wrong := handle_error(platform.handle_rule, handle):
        raise Invalid({"handle": [wrong]})
    _require_sound(details, by)
    force_id = _force_id(details, by)
    is_official = details.kind in OFFICIAL_KINDS
    status = AccountStatus.PROPOSED if is_official else AccountStatus.KNOWN
    made = Account(
        force_id=force_id, platform=platform, handle=handle.strip(), status=status, added_by=by,
        handle_key=handle_key(platform.handle_rule, handle), proposed_by=by if is_official else None,
        **_values(details),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        known = Account.objects.filter(force_id=force_id, platform=platform, handle_key=made.handle_key).first()
        if known is None:
            raise
        raise OnRegister(known) from error
    record("account.added", by=by, obj=made, data={"kind": made.kind, "platform": platform.slug})
    if is_official:
        _tell_approvers(made, WAITS)
    _note_broken_conditions(made, by=by)
    return made


@transaction.atomic
def edit_account(account: Account, details: AccountDetails, *, version: int | None, by: User) -> Account:
    """Change whose an account is and what it is for. The handle stays: another handle is another account.

    One that was approved waits to be approved again. Who put it up stays; who changed it does not approve it either.
    """
    held = take(account, version=version, by=by)
    _require_sound(details, by)
    if held.status in LOOKED_AT and details.kind not in OFFICIAL_KINDS:
        raise Invalid({"kind": ["Refuse or revoke it first: it stands as an official account"]})
    if held.status == AccountStatus.APPROVED and details.kind != held.kind:
        raise Invalid({"kind": ["It was approved as what it is. Suspend or revoke it first"]})
    changed = {name: value for name, value in _values(details).items() if getattr(held, name) != value}
    if held.status in LOOKED_AT and not (details.scheme or details.person):
        raise Invalid({"whose": ["An official account belongs to a scheme or to an adult"]})
    if not changed:
        return held
    again = _wait_again(held)
    save_fields(held, **changed, **again, changers=sorted({*held.changers, by.pk}))
    record("account.changed", by=by, obj=held, data={"fields": ", ".join(changed)})
    unit = owner_unit(held)
    if unit is not None:
        move_for_subject(subject_type="account", subject_id=held.pk, unit=unit, by=by)
    if again:
        record("account.suspended", by=by, obj=held, reason=policies.CHANGED_SINCE)
        cancel_for_subject(subject_type="account", subject_id=held.pk, by=by, reason="The account was changed.")
        _tell_approvers(held, WAITS_AGAIN)
    if "scheme" in changed:
        _note_broken_conditions(held, by=by)
    return held


@transaction.atomic
def propose(account: Account, *, version: int | None, by: User) -> Account:
    """Put an account up for approval, for the first time or again after it was refused or revoked."""
    held = take(account, version=version, by=by)
    states.require_next(held.status, AccountStatus.PROPOSED)
    require_approvable(held)
    save_fields(
        held, status=AccountStatus.PROPOSED, proposed_by=by, approved_by=None, approved_on=None, approved_until=None,
        revoked_by=None, revoked_on=None, decided_because="",
    )  # fmt: skip
    record("account.proposed", by=by, obj=held)
    _tell_approvers(held, WAITS)
    return held


def _tell_approvers(account: Account, words: str) -> None:
    """Tell everybody who may approve it, once each time it is put up: it names no handle and nobody."""
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=unit_ids_of(account.force_id))
    tell(
        recipients=[user for user in keepers if policies.may_approve(user, account)],
        key=f"account:waits:{account.pk}:{account.version}", title=words, url=account.get_absolute_url(),
        subject_type="account", subject_id=account.pk,
    )  # fmt: skip


def _wait_again(held: Account) -> dict[str, str]:
    """Where an account that was approved stands once it is changed: nobody approved what it says now."""
    if held.status != AccountStatus.APPROVED:
        return {}
    states.require_next(held.status, AccountStatus.SUSPENDED)
    return {"status": AccountStatus.SUSPENDED, "decided_because": policies.CHANGED_SINCE}


def take(account: Account, *, version: int | None, by: User) -> Account:
    """Lock an account for who may decide about it."""
    rows = Account.objects.select_related("force", "platform", "scheme__unit", "person__unit")
    held = lock_fresh(rows, pk=account.pk, version=version)
    policies.require_account_keeper(by, held)
    return held


def require_approvable(account: Account) -> None:
    """Raises Conflict unless it is an account that can be approved at all, with an owner and a purpose."""
    if account.kind not in OFFICIAL_KINDS:
        raise Conflict(f"{AccountKind(account.kind).label}: only official accounts are ever approved.")
    if owner_unit(account) is None:
        raise Conflict("Say first whose account it is: a scheme, or an adult who answers for it.")
    if not account.purpose.strip():
        raise Conflict("Say first what the account is for.")
    if not account.platform.is_official:
        raise Conflict(f"{account.platform} is not allowed for official use.")


def owner_unit(account: Account) -> Unit | None:
    """The team of who owns it."""
    if account.scheme is not None:
        return account.scheme.unit
    return account.person.unit if account.person is not None else None


def _note_broken_conditions(account: Account, *, by: User) -> None:
    """A word that the scheme may not use, in the handle: a breach at once, and not only in the night."""
    if account.scheme is None:
        return
    wanted = account.scheme.conditions.in_force().filter(kind=ConditionKind.WORD_NOT_USED).with_checks()
    for condition in wanted:
        last = condition.last_check
        said = handle_breaks(condition, account)
        if said and (last is None or last.is_kept):
            found_broken(condition, said=said, evidence="Found in the register of accounts", day=clock.today(), by=by)


def _values(details: AccountDetails) -> dict[str, object]:
    return {
        "kind": details.kind, "scheme": details.scheme, "person": details.person, "purpose": details.purpose.strip()
    }  # fmt: skip


def _force_id(details: AccountDetails, by: User) -> int:
    owner = details.scheme or details.person
    force_id = owner.force_id if owner is not None else by.force_id
    if force_id is None:
        raise Invalid({"whose": ["Say whose it is"]})
    return force_id


def _require_sound(details: AccountDetails, by: User) -> None:
    """The owner is one of the force, one alone, and neither who writes it down nor a scheme that they run."""
    errors: dict[str, list[str]] = {}
    if details.kind not in AccountKind.values:
        errors["kind"] = ["Select what kind of account it is"]
    if details.scheme and details.person:
        errors["whose"] = ["An account belongs to a scheme or to a person, not to both"]
    owner = details.scheme or details.person
    if owner is not None and owner.force_id != by.force_id and not by.is_system:
        errors["whose"] = ["Choose an owner of your own force"]
    if details.kind in OFFICIAL_KINDS and owner is None:
        errors["whose"] = ["Say whose it is: a scheme, or an adult who answers for it"]
    if details.kind in OFFICIAL_KINDS and details.person is not None and not details.person.is_staff:
        errors["whose"] = ["Only a member of staff answers for an official account"]
    if errors:
        raise Invalid(errors)
    if details.person is not None and details.person.user_id == by.pk:
        raise NotAllowed(policies.THEIR_OWN)
    if details.scheme is not None and not by.is_system and runs(by, details.scheme):
        raise NotAllowed(policies.RUNS_ITS_SCHEME)
