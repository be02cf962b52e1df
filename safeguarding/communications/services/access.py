"""Who may use an account, from when to when. Who leaves loses it the day they leave."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.communications import policies
from safeguarding.communications.choices import OFFICIAL_KINDS, AccountStatus
from safeguarding.communications.models import Account, AccountAccess
from safeguarding.communications.selectors.accounts import lacks_to_use, left_why
from safeguarding.communications.services.accounts import take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.core.services.holding import GOES_ON
from safeguarding.matching.choices import MergeStatus, MoveKind
from safeguarding.matching.models import MergeMove
from safeguarding.notices.services import tell
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

log = logging.getLogger(__name__)
OUT_OF_USE = (AccountStatus.REFUSED, AccountStatus.REVOKED)
MOST_WORDS = 300
MERGED = "The same person has it under the record that is kept"


@transaction.atomic
def give_access(account: Account, person: Person, *, by: User) -> AccountAccess:
    """Record that an adult of the force may use an account from now on."""
    held = take(account, version=None, by=by)
    if person.user_id is not None and person.user_id == by.pk:
        raise NotAllowed(policies.THEIR_OWN)
    if held.status in OUT_OF_USE:
        raise Conflict(f"This account is {AccountStatus(held.status).label.lower()}: nobody is given access to it.")
    errors = _person_errors(held, person)
    if errors:
        raise Invalid({"adult": errors})
    made = AccountAccess(account=held, person=person, given_by=by)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Invalid({"adult": ["They may use this account already"]}) from error
    record("account.access_given", by=by, obj=held, data={"access_id": made.pk, "person_id": person.pk})
    return made


def _person_errors(account: Account, person: Person) -> list[str]:
    if person.kind != PersonKind.ADULT:
        return ["Only adults are given access to an account"]
    if person.force_id != account.force_id or person.merged_into_id is not None:
        return ["Choose an adult on record with the force of the account"]
    if account.kind in OFFICIAL_KINDS and (lack := lacks_to_use(account, person)):
        return [lack]
    return []


@transaction.atomic
def end_access(access: AccountAccess, *, because: str, version: int | None, by: User) -> AccountAccess:
    """Somebody may no longer use an account, with the reason."""
    account = take(access.account, version=None, by=by)
    held = lock_fresh(AccountAccess.objects.select_related("person"), pk=access.pk, version=version)
    if held.ended_at is not None:
        raise Conflict("This ended already.")
    if not because.strip():
        raise Invalid({"because": ["Say why they may no longer use it"]})
    _end(held, account, because=because.strip(), by=by)
    for twin in account.accesses.filter(person__merged_into=held.person, ended_at=None):
        _end(twin, account, because=because.strip(), by=by)
    return held


def end_all(account: Account, *, because: str, by: User) -> int:
    """End everybody's access to an account that the caller holds."""
    live = list(account.accesses.filter(ended_at=None).select_for_update(no_key=True))
    for access in live:
        _end(access, account, because=because, by=by)
    return len(live)


@transaction.atomic
def leave(person: Person, *, by: User) -> int:
    """End the access of somebody who has left, to each account they left; keepers are told of the passwords."""
    found = AccountAccess.objects.filter(person=person, ended_at=None)
    return sum(_leave(pk, by=by) for pk in found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def leave_as(user: User, *, by: User) -> int:
    """The same for whoever signed in with an account that was closed."""
    person = Person.objects.filter(user=user).first()
    return leave(person, by=by) if person is not None else 0


@transaction.atomic
def settle_merged(person: Person, *, by: User) -> int:
    """Once two records are one person, one access to an account stays open: that of the record that is kept.

    Nobody loses anything, so no password has to be changed. Undone, it is open again where the kept one still is.
    """
    rows: list[tuple[AccountAccess, str, dt.datetime | None, User | None, str]]
    if person.merged_into_id is not None:
        twins = AccountAccess.objects.filter(person=person.merged_into_id, ended_at=None).values("account")
        # Locked, so that one which ends meanwhile for a reason of its own keeps it: it is not opened again by undoing.
        left = AccountAccess.objects.filter(person=person, ended_at=None, account__in=twins).order_by("pk")
        left = left.select_for_update(of=("self",), no_key=True)
        rows = [(one, "account.access_ended", max(clock.now(), one.since), by, MERGED) for one in left]
    else:
        rows = [(one, "account.access_given", None, None, "") for one in _to_put_back(person)]
    for access, verb, ended_at, ended_by, because in rows:
        save_fields(access, ended_at=ended_at, ended_by=ended_by, ended_because=because)
        record(verb, by=by, obj=access.account, data={"access_id": access.pk, "person_id": person.pk})
    return len(rows)


def _to_put_back(person: Person) -> list[AccountAccess]:
    ended = AccountAccess.objects.filter(person=person, ended_because=MERGED).select_related("account")
    undone = MergeMove.objects.filter(
        kind=MoveKind.LEFT, model=AccountAccess._meta.label, row__in=ended.values("pk"), proposal__merged=person,
        proposal__status=MergeStatus.UNDONE,
    ).select_related("proposal")  # fmt: skip
    kept_by = {move.row: move.proposal.kept_id for move in undone.order_by("pk")}
    live = AccountAccess.objects.filter(ended_at=None)
    return [
        one
        for one in ended
        if one.pk in kept_by
        and live.filter(account=one.account_id, person=kept_by[one.pk]).exists()
        and not live.filter(account=one.account_id, person=person).exists()
    ]


def end_access_of_leavers(*, by: User) -> int:
    """End the access of everybody whose last day has come, as each night does; returns how many ended.

    One that cannot be ended, for whatever reason, keeps no other from being ended: the rest go first, then the pass
    fails for it. Where it is the worker that is in trouble, the pass of the next night goes on.
    """
    found = AccountAccess.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True)
    ended, trouble = 0, None
    for pk in list(found):
        try:
            with transaction.atomic():
                ended += _leave(pk, by=by)
        except GOES_ON:
            raise
        except Exception as error:
            log.error("access could not be ended", extra={"access_id": pk, "trouble": type(error).__name__})
            trouble = error
    if trouble is not None:
        raise trouble
    return ended


def _leave(pk: int, *, by: User) -> bool:
    access = AccountAccess.objects.select_related("account__scheme", "person__user").get(pk=pk)
    because = left_why(access)
    if not because:
        return False
    account = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=access.account_id)
    held = lock_fresh(AccountAccess.objects.all(), pk=pk, version=None)
    if held.ended_at is not None:
        return False
    _end(held, account, because=because, by=by)
    return True


def _end(access: AccountAccess, account: Account, *, because: str, by: User) -> None:
    ended_at = max(clock.now(), access.since)
    save_fields(access, ended_at=ended_at, ended_by=by, ended_because=because[:MOST_WORDS])
    record("account.access_ended", by=by, obj=account, data={"access_id": access.pk, "person_id": access.person_id})
    if account.kind in OFFICIAL_KINDS and account.status not in OUT_OF_USE:
        _tell_passwords(account, access)


def _tell_passwords(account: Account, access: AccountAccess) -> None:
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=unit_ids_of(account.force_id))
    tell(
        recipients=keepers, key=f"account:passwords:{access.pk}",
        title="The passwords of an account have to be changed",
        body="Somebody who could use it no longer may. Record on its page when they were changed.",
        url=account.get_absolute_url(), subject_type="account", subject_id=account.pk, urgent=True,
    )  # fmt: skip
