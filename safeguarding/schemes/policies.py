"""Who may see a scheme: everyone in its force."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.models import User


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a scheme."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    return Q(force_id=user.force_id)
