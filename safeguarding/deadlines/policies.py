"""Who may see a clock: whoever may see what it belongs to.

The apps above say who that is, kind by kind; a clock of a kind that none of them named is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.core.errors import NotAllowed

if TYPE_CHECKING:
    from safeguarding.access.models import User

Scope = Callable[["User"], "QuerySet[Any, Any]"]
_SCOPES: dict[str, tuple[Scope, str]] = {}


def register_scope(subject_type: str, scope: Scope, *, column: str = "pk") -> None:
    """Say which subjects of a kind a user may see: `scope(user)` gives rows whose `column` is the subject."""
    _SCOPES[subject_type] = scope, column


def visible_q(user: User, *, kinds: Collection[str] | None = None) -> Q:
    """The one phrasing of who sees a clock; where `kinds` is given, of the clocks of these kinds of subject alone."""
    allowed = Q(pk__in=[])
    for subject_type, (scope, column) in _SCOPES.items():
        if kinds is not None and subject_type not in kinds:
            continue
        # The kind first: PostgreSQL looks in this order, and each scope is asked of its own clocks alone. EXISTS, not
        # IN: few clocks are near, so it is cheaper to ask of each than to gather all a user may see.
        seen = scope(user).filter((column, OuterRef("subject_id")))
        allowed |= Q(subject_type=subject_type) & Q(Exists(seen))
    return allowed


def may_edit_reference_data(user: User) -> bool:
    """Administrators keep the rules and the calendar; so does background work on their behalf."""
    return user.is_system or has_permission(user, Permission.ADMINISTER)


def require_reference_data(user: User) -> None:
    if not may_edit_reference_data(user):
        raise NotAllowed("Only an administrator may change the rules or the calendar.")
