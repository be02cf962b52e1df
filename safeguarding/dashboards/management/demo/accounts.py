"""Accounts of the demo's schemes: approved ones with who may use them, one whose approval ran out, one taken back.

The founding scheme has an account of its own that nobody approved, under the word that it was told not to use.
"""

from __future__ import annotations

import datetime as dt

from safeguarding.communications.choices import AccountKind, RequestAction, TargetKind
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.rules.approval import latest_until
from safeguarding.communications.services.access import give_access
from safeguarding.communications.services.accounts import AccountDetails, add_account
from safeguarding.communications.services.approvals import approve, revoke
from safeguarding.communications.services.requests import NewRequest, log_request
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.schemes import GUARDIANS

EASTHAVEN = "Northshire Police Cadets, Easthaven"
MILLBROOK = "Northshire Police Cadets, Millbrook"
CLEARED = 190
NEWS = "News of the unit for young people and parents: dates, pictures of events, how to join."


def tell_accounts(world: World) -> None:
    """Put the accounts on the register, each on its day."""
    live = _official(world, "instagram", "@millbrook_police_cadets", MILLBROOK, days_ago=90, users=("priya.nair",))
    _requests(world, live)
    _official(world, "facebook", "EasthavenPoliceCadets", EASTHAVEN, days_ago=380, users=("trevor.halloran",))
    _taken_back(world)
    _add(world, "youtube", "@MillbrookPoliceCadets", MILLBROOK, days_ago=4)
    _add(
        world, "instagram", "thornbeck_cadets", GUARDIANS, days_ago=20, kind=AccountKind.PERSONAL_PROFESSIONAL,
        purpose="Found by a parent. Pictures of the young people, and private messages.",
    )  # fmt: skip


def _add(
    world: World, platform: str, handle: str, scheme: str, *, days_ago: int, kind: str = AccountKind.OFFICIAL_CADET,
    purpose: str = NEWS,
) -> Account:  # fmt: skip
    on = Platform.objects.get(slug=platform)
    details = AccountDetails(kind=kind, scheme=world.schemes[scheme], purpose=purpose)
    with clock.standing_at(world.noon(days_ago)):
        return add_account(on, handle, details, by=world.users["helen.osei"])


def _official(
    world: World, platform: str, handle: str, scheme: str, *, days_ago: int, users: tuple[str, ...]
) -> Account:
    made = _add(world, platform, handle, scheme, days_ago=days_ago + 5)
    keeper = world.users["christine.vale"]
    with clock.standing_at(world.noon(days_ago)):
        until = min(latest_until(clock.today()), clock.today() + dt.timedelta(days=365))
        approve(made, until=until, version=None, by=keeper)
    # Their checks and training are on record since then.
    with clock.standing_at(world.noon(min(days_ago, CLEARED))):
        for key in users:
            give_access(made, world.people[key], by=keeper)
    return Account.objects.get(pk=made.pk)


def _requests(world: World, account: Account) -> None:
    """One that was accepted after a check, and one that should never have been sent."""
    priya, helen = world.people["priya.nair"], world.users["helen.osei"]
    at = world.noon(30)
    with clock.standing_at(at + dt.timedelta(hours=2)):
        log_request(
            account,
            NewRequest(
                RequestAction.ACCEPT, TargetKind.YOUNG_PERSON, made_by=priya, made_at=at, target_handle="amara.reads",
                checked_by=world.people["adrian.stokes"], checked_at=at - dt.timedelta(hours=1),
                check_method="Asked her at the session, and compared the picture",
            ),
            by=helen,
        )  # fmt: skip
    with clock.standing_at(world.noon(12)):
        log_request(
            account,
            NewRequest(
                RequestAction.FOLLOW, TargetKind.YOUNG_PERSON, made_by=priya, target_handle="jordan_on_wheels",
                made_at=clock.now() - dt.timedelta(hours=3),
            ),
            by=helen,
        )  # fmt: skip


def _taken_back(world: World) -> None:
    account = _official(world, "x", "@NorthshireCadets", MILLBROOK, days_ago=300, users=("priya.nair",))
    with clock.standing_at(world.noon(150)):
        revoke(
            account, reason="Nobody in the unit used it any more, and replies went unread.",
            changed_on=world.day(150), proof="Priya Nair changed it in front of Christine Vale; the old one fails.",
            version=None, by=world.users["christine.vale"],
        )  # fmt: skip
