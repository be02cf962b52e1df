"""What an administrator does that lets somebody in to cases: told to others, so that it is never done unseen.

Whoever opens accounts could open one for themself, or have the link for a new password of a colleague sent to them.
"""

from __future__ import annotations

from collections.abc import Callable

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import Force, User
from safeguarding.access.policies import ROLE_PERMISSIONS

Listener = Callable[..., object]
_LISTENERS: list[Listener] = []
HARMLESS = frozenset(
    {
        Permission.LOG_CONCERN,
        Permission.SEE_SCHEMES,
        Permission.KEEP_SCHEMES,
        Permission.CHANGE_CATALOGUE,
        Permission.SEE_PEOPLE,
        Permission.KEEP_POLICIES,
    }
)


def on_let_in(listener: Listener) -> None:
    """Have `listener(force, what=words, about=account, by=user)` called in the transaction; apps above tell people."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def role_given(user: User, role: str, *, by: User) -> None:
    """A role that shows cases, concerns or who did what, or that gives roles, was given."""
    if ROLE_PERMISSIONS[role] - HARMLESS:
        _say(user.force, f"{user.email} was given the role “{Role(role).label}”", about=user, by=by)


def address_changed(user: User, *, was: str, by: User) -> None:
    """The link for a new password goes to another address from now on."""
    # By the former address: the name may have been changed just before, or with it.
    _say(user.force, f"{was} has another address to sign in with", about=user, by=by)


def information_owner_changes(force: Force, *, by: User) -> None:
    """Said before it is so: whoever was told until now is told of this too."""
    _say(force, "Somebody else is told of emergencies and of new ways in from now on", about=None, by=by)


def _say(force: Force | None, what: str, *, about: User | None, by: User) -> None:
    """Not of an act of the system: it sets up what is there before anybody can sign in."""
    if by.is_system or force is None:
        return
    for listener in _LISTENERS:
        listener(force, what=what, about=about, by=by)
