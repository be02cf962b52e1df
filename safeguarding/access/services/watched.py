"""What an administrator does that lets somebody in to cases: told to others, so that it is never done unseen.

Whoever opens accounts could open one for themself, or have the link for a new password of a colleague sent to them.
"""

from __future__ import annotations

from collections.abc import Callable

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import User
from safeguarding.access.policies import ROLE_PERMISSIONS

Listener = Callable[..., object]
_LISTENERS: list[Listener] = []
HARMLESS = frozenset({Permission.LOG_CONCERN, Permission.SEE_SCHEMES, Permission.KEEP_SCHEMES, Permission.SEE_PEOPLE})


def on_let_in(listener: Listener) -> None:
    """Have `listener(user, what=words, by=user)` called in the same transaction; the apps above tell people."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def role_given(user: User, role: str, *, by: User) -> None:
    """A role that shows cases, concerns or who did what, or that gives roles, was given."""
    if ROLE_PERMISSIONS[role] - HARMLESS:
        _say(user, f"The role “{Role(role).label}” was given to {user}", by=by)


def address_changed(user: User, *, by: User) -> None:
    """The link for a new password goes to another address from now on."""
    _say(user, f"The address that {user} signs in with was changed", by=by)


def _say(user: User, what: str, *, by: User) -> None:
    if by.is_system:
        return
    for listener in _LISTENERS:
        listener(user, what=what, by=by)
