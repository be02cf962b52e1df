"""Records that somebody must not find out about, not even from the record of activity. The apps above say which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

Hidden = Callable[[Any], Iterable[int]]
_HIDDEN: dict[str, Hidden] = {}


def register_hidden(object_type: str, ids_hidden_from: Hidden) -> None:
    """An app says which records of a type do not exist for a person (a subquery of ids does)."""
    _HIDDEN[object_type] = ids_hidden_from


def hidden_q(user: Any) -> Q:
    """Rows about records that do not exist for this person: conflict wins over the auditor's role too."""
    hidden = Q(pk__in=[])
    for object_type, ids_hidden_from in _HIDDEN.items():
        hidden |= Q(object_type=object_type, object_id__in=ids_hidden_from(user))
    return hidden
