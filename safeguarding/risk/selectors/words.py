"""Finding records by the words in them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Q_S = TypeVar("Q_S", bound="QuerySet[Any]")
#: More words than anybody looks for at once.
MOST_WORDS = 8


def having(records: Q_S, words: str, columns: tuple[str, ...]) -> Q_S:
    """Those that hold every one of the words, each in any of the columns; all of them without words.

    What many-valued columns hold is asked for in a query within, so that no record comes twice.
    """
    for word in words.split()[:MOST_WORDS]:
        anywhere = Q()
        for column in columns:
            if "__" in column:
                holding = records.model._default_manager.filter(**{f"{column}__icontains": word})
                anywhere |= Q(pk__in=holding.values("pk"))
            else:
                anywhere |= Q(**{f"{column}__icontains": word})
        records = records.filter(anywhere)
    return records
