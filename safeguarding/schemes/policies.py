"""Who may see a scheme, and who keeps the register: the coordinators and managers of the force, for every unit of it.

Nobody decides about, or checks, what they run themselves: that is what failed in the founding case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.core.errors import NotAllowed

if TYPE_CHECKING:
    from safeguarding.schemes.models import Scheme

Runs = Callable[[User, "Scheme"], bool]
_RUNS: list[Runs] = []

SEES_ONLY = "Only coordinators and managers of the force keep the register of schemes."
RUNS_IT = "You have a part in this scheme. Somebody else has to decide about it and check it."


def register_runs(runs: Runs) -> None:
    """An app above says who runs a scheme: `runs(user, scheme)`."""
    _RUNS.append(runs)


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a scheme."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def runs(user: User, scheme: Scheme) -> bool:
    """Whether the user has a part in the scheme, as an adult, now."""
    return any(asked(user, scheme) for asked in _RUNS)


def may_keep(user: User, scheme: Scheme) -> bool:
    """Whether the user may change what the register says of this scheme."""
    in_force = user.is_system or (user.force_id == scheme.force_id and has_permission(user, Permission.KEEP_SCHEMES))
    return in_force and not runs(user, scheme)


def require_keeping(user: User) -> None:
    """Whether the user keeps the register at all."""
    if not user.is_system:
        require_permission(user, Permission.KEEP_SCHEMES)


def require_keeper(user: User, scheme: Scheme) -> None:
    """Whether the user may change what the register says of this scheme: not of one they run."""
    if user.is_system:
        return
    require_keeping(user)
    if user.force_id != scheme.force_id:
        raise NotAllowed(SEES_ONLY)
    if runs(user, scheme):
        raise NotAllowed(RUNS_IT)
