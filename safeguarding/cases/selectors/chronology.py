"""The chronology as it is read: what stands now, each with what it said before under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from safeguarding.cases.models import Case, ChronologyEntry

PAGE = 50


@dataclass(frozen=True)
class Thread:
    """An entry that stands, and what was corrected by it, the latest first."""

    entry: ChronologyEntry
    before: tuple[ChronologyEntry, ...]


def standing_entries(
    case: Case, *, kinds: Iterable[str] = (), is_opinion: bool | None = None, newest_first: bool = True
) -> QuerySet[ChronologyEntry]:
    """The entries nothing corrects, in the order things happened; what has no known time comes last."""
    entries = case.chronology.filter(correction__isnull=True).select_related("author")
    if wanted := list(kinds):
        entries = entries.filter(kind__in=wanted)
    if is_opinion is not None:
        entries = entries.filter(is_opinion=is_opinion)
    happened = F("happened_at")
    if newest_first:
        return entries.order_by(happened.desc(nulls_last=True), "-recorded_at", "-pk")
    return entries.order_by(happened.asc(nulls_last=True), "recorded_at", "pk")


def threads(case: Case, entries: Iterable[ChronologyEntry]) -> list[Thread]:
    """Each entry with what it corrects, back to the first, in one query for all of them."""
    corrected = case.chronology.filter(correction__isnull=False).select_related("author").in_bulk()
    return [Thread(entry, tuple(_before(entry, corrected))) for entry in entries]


def _before(entry: ChronologyEntry, corrected: dict[int, ChronologyEntry]) -> Iterable[ChronologyEntry]:
    found = corrected.get(entry.corrects_id or 0)
    while found is not None:
        yield found
        found = corrected.get(found.corrects_id or 0)
