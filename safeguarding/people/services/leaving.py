"""Somebody leaves a scheme or a post: the apps above end what hung on it."""

from __future__ import annotations

from collections.abc import Callable

from safeguarding.access.models import User
from safeguarding.people.models import Person

LeaveListener = Callable[..., object]
_LEAVE_LISTENERS: list[LeaveListener] = []


def on_left(listener: LeaveListener) -> None:
    """Have `listener(person, by=user)` called, in the same transaction, when a part or a post is given a last day.

    That day may still lie ahead, or there may be others: the listener looks at what the record says then.
    """
    if listener not in _LEAVE_LISTENERS:
        _LEAVE_LISTENERS.append(listener)


def tell_left(person: Person, *, by: User) -> None:
    """Somebody's part or post was ended or put right."""
    for listener in _LEAVE_LISTENERS:
        listener(person, by=by)
