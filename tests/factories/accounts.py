"""Accounts for tests: on the register, approved, used."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from safeguarding.access.models import User
from safeguarding.communications.choices import AccountKind, AccountStatus, RequestAction, TargetKind
from safeguarding.communications.models import Account, AccountAccess, AccountRequest, Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme


def platform(slug: str = "instagram") -> Platform:
    return Platform.objects.get(slug=slug)


def an_account(
    by: User, handle: str = "@oak_unit", *, on: str = "instagram", scheme: Scheme | None = None,
    person: Person | None = None, kind: str = AccountKind.OFFICIAL_CADET, status: str = AccountStatus.PROPOSED,
    **more: Any,
) -> Account:  # fmt: skip
    owner = scheme or person
    held = platform(on)
    return Account.objects.create(
        force_id=owner.force_id if owner else by.force_id, platform=held, handle=handle, scheme=scheme, person=person,
        handle_key=handle_key(held.handle_rule, handle), kind=kind, status=status, added_by=by,
        proposed_by=by if status == AccountStatus.PROPOSED else None, **{"purpose": "News of the unit", **more},
    )  # fmt: skip


def an_approved_account(by: User, handle: str = "@oak_unit", **more: Any) -> Account:
    today = clock.today()
    given = {"approved_on": today, "approved_until": today + dt.timedelta(days=100), **more}
    return an_account(by, handle, status=AccountStatus.APPROVED, approved_by=by, **given)


def accounts(world: Any) -> dict[str, SimpleNamespace]:
    """For the walls: of a scheme, of a young person, and of another force; each used, with a request."""
    made = {}
    cora, wes = world.user("cora"), world.user("wes")
    for key, by, scheme, person, user_of in (
        ("own", cora, world.schemes["own"], None, world.people["staff"]),
        ("child", cora, None, world.people["child"], world.people["staff"]),
        ("westmoor", wes, world.schemes["westmoor"], None, world.people["westmoor"]),
    ):
        kind, status = (
            (AccountKind.PERSONAL_INDIVIDUAL, AccountStatus.KNOWN) if person
            else (AccountKind.OFFICIAL_CADET, AccountStatus.PROPOSED)
        )  # fmt: skip
        account = an_account(by, f"@wall_{key}", scheme=scheme, person=person, kind=kind, status=status)
        access = AccountAccess.objects.create(account=account, person=user_of, given_by=by)
        request = AccountRequest.objects.create(
            account=account, action=RequestAction.FOLLOW, target_kind=TargetKind.OTHER, made_by=user_of,
            made_at=clock.now(), logged_by=by,
        )  # fmt: skip
        made[key] = SimpleNamespace(account=account, access=access, request=request)
    return made
