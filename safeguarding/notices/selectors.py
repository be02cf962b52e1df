"""Named reads over notices."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.notices.models import Notice, NoticeQuerySet


def notices_of(user: User, *, unread_only: bool = False) -> NoticeQuerySet:
    """What the user was told, the newest first; not what does not exist for them any more."""
    found = Notice.objects.visible_to(user)
    return found.unread() if unread_only else found
