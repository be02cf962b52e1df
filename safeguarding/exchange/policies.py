"""Who may bring data in: who keeps the register of schemes and sees people, for their own force. Coordinators do both.

An import is seen by who uploaded it and by nobody else: its rows name people of whom others may not know. Who takes
over uploads the file again; what is on record by then is found to be the same.
"""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission


def may_import(user: User) -> bool:
    """Whether the user may bring data in at all."""
    return has_permission(user, Permission.KEEP_SCHEMES) and has_permission(user, Permission.SEE_PEOPLE)


def require_importer(user: User) -> None:
    require_permission(user, Permission.KEEP_SCHEMES)
    require_permission(user, Permission.SEE_PEOPLE)


def visible_q(user: User) -> Q:
    """The one phrasing of who sees an import."""
    if not user.is_active or user.force_id is None or not may_import(user):
        return Q(pk__in=[])
    return Q(uploaded_by=user, force_id=user.force_id)
