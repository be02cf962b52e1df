"""What is decided here is entered once: apps above that keep a step of their own go along, in one transaction."""

from __future__ import annotations

from typing import Protocol

from safeguarding.access.models import User
from safeguarding.cases.models import Case, DbsDuty, Referral


class Follower(Protocol):
    """Told the case, which is held, the duty or referral as it is now, who did it, and what the LADO found."""

    def __call__(self, case: Case, row: DbsDuty | Referral, *, by: User, finding: str = "") -> None: ...


_FOLLOWERS: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Call `follow` after each act on a DBS duty or a referral. Called once, when the app above is ready."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


def let_follow(case: Case, row: DbsDuty | Referral, *, by: User, finding: str = "") -> None:
    """For services that hold the case and have just changed the row."""
    for follow in _FOLLOWERS:
        follow(case, row, by=by, finding=finding)
