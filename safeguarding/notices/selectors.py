"""Named reads over notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safeguarding.access.models import User
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice, NoticeQuerySet

Named = Callable[[User, Iterable[Deadline]], dict[int, str]]
_NAMED: list[Named] = []


def register_names(named: Named) -> None:
    """An app above says what clocks are for: `named(user, clocks)` gives words by clock, of what the user may read."""
    _NAMED.append(named)


def notices_of(user: User, *, unread_only: bool = False) -> NoticeQuerySet:
    """What the user was told, the newest first; not what does not exist for them any more."""
    found = Notice.objects.visible_to(user)
    return found.unread() if unread_only else found


def what_for(user: User, notices: Iterable[Notice]) -> dict[int, str]:
    """By notice, what its clock is for: asked when it is read, for a notice itself keeps nobody's words."""
    told = {notice.pk: notice.deadline for notice in notices if notice.deadline}
    said: dict[int, str] = {}
    for named in _NAMED:
        said |= named(user, told.values())
    return {pk: said[clock.pk] for pk, clock in told.items() if clock.pk in said}
