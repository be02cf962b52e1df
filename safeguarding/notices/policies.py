"""Who may see a notice: its recipient, and not once the thing it tells of does not exist for them any more.

The apps above say what that is, kind by kind: a case with which the recipient came into conflict, for example.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from safeguarding.access.models import User

Hidden = Callable[["User"], "QuerySet[Any, Any]"]
_HIDDEN: dict[str, Hidden] = {}


def register_hidden(subject_type: str, hidden: Hidden) -> None:
    """Say which subjects of a kind do not exist for a user: `hidden(user)` gives a queryset of their ids."""
    _HIDDEN[subject_type] = hidden


def visible_q(user: User, *, kinds: Collection[str] | None = None) -> Q:
    """The one phrasing of who sees a notice; where `kinds` is given, of notices about these kinds of subject alone."""
    allowed = Q(recipient_id=user.pk)
    if kinds is not None:
        allowed &= Q(subject_type__in=kinds)
    for subject_type, hidden in _HIDDEN.items():
        if kinds is not None and subject_type not in kinds:
            continue
        allowed &= ~Q(subject_type=subject_type, subject_id__in=hidden(user))
    return allowed
