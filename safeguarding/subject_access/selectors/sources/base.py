"""A table in which something about a person stands: how they are reached, of which matter it is, and what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import F, Field, Q
from django.db.models.expressions import Combinable

from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.core.templatetags.words import moment
from safeguarding.subject_access.selectors.sources.titles import title_of

#: Ticks that say something only where they were made.
SAID_IF_SO = frozenset({"is_opinion", "whole_group"})


@dataclass(frozen=True)
class Reach:
    """Whose file it is: their record and those merged into it, and the cases and concerns that they are in."""

    people: tuple[int, ...]
    cases: tuple[int, ...]
    concerns: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """One table. `person`, `case` and `concern` are paths to who or what is looked for; any of them is enough.

    `of_party`: a row of a case that is about one of its parties, or about nobody in particular. `matter` says of which
    case, concern and track a row is: whoever does not read that does not read the item.
    """

    key: str
    label: str
    model: str
    fields: tuple[str, ...]
    person: tuple[str, ...] = ()
    case: str = ""
    concern: str = ""
    of_party: bool = False
    matter: tuple[tuple[str, str | Combinable], ...] = ()
    when: str = ""
    #: Other people of the row who stand in it by relation and not only in words.
    others: tuple[str, ...] = ()
    #: Of what it holds, this alone.
    only: Q = field(default_factory=Q)
    #: What is kept as a code, with how it is said, from the whole row; and what else of the row that needs.
    telling: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    @cached_property
    def table(self) -> Any:
        return apps.get_model(self.model)

    def wanted(self, reach: Reach) -> Q:
        """The rows that are about the person."""
        found = Q(pk__in=[])
        for path in self.person:
            found |= Q(**{f"{path}__in": reach.people})
        if self.case:
            found |= Q(**{f"{self.case}__in": reach.cases})
        if self.concern:
            found |= Q(**{f"{self.concern}__in": reach.concerns})
        if self.of_party:
            found |= Q(case__in=reach.cases, party__isnull=True) | Q(party__person__in=reach.people)
        return found & self.only

    def rows(self, reach: Reach) -> Iterable[dict[str, Any]]:
        """Each row once, with what is told of it. One query."""
        return self._told(self.wanted(reach))

    def words_of(self, keys: Iterable[int]) -> dict[str, str]:
        """What is told of these rows today, by their number; of what is not there nothing. One query."""
        return {str(row["pk"]): self.words(row) for row in self._told(Q(pk__in=list(keys)) & self.only)}

    def _told(self, wanted: Q) -> Iterable[dict[str, Any]]:
        more: dict[str, Any] = {f"item_{name}": F(way) if isinstance(way, str) else way for name, way in self.matter}
        more["item_when"] = F(self.when or "pk")
        # What is told may be called as the annotations are; by its path it never is.
        rows = self.table._base_manager.filter(wanted).annotate(**more)
        return rows.values("pk", *more, *self.fields, *self.needs).order_by("pk").distinct()

    def words(self, row: dict[str, Any]) -> str:
        """What is told of a row, one line a field; what is empty is left out."""
        lines = ((title_of(self.key, path), self._said(path, row)) for path in self.fields)
        return "\n".join(f"{title}{'' if title.endswith('?') else ':'} {words}" for title, words in lines if words)

    def _said(self, path: str, row: dict[str, Any]) -> str:
        if path in SAID_IF_SO and not row[path]:
            return ""
        return self.telling[path](row) if path in self.telling else said(self._field(path), row[path])

    def happened_on(self, row: dict[str, Any]) -> dt.date | None:
        when = row["item_when"] if self.when else None
        return clock.london_date(when) if isinstance(when, dt.datetime) else when

    def _field(self, path: str) -> Field[Any, Any]:
        return self._fields[path]

    @cached_property
    def _fields(self) -> dict[str, Field[Any, Any]]:
        found = {}
        for path in self.fields:
            model: Any = self.table
            field: Any = None
            for part in path.split("__"):
                field = model._meta.get_field(part)
                model = field.related_model
            found[path] = field
        return found


def said(field: Field[Any, Any], value: Any) -> str:
    """A value as a person reads it: the words of a choice, days written out, lists on one line."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()) or ())
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return date_words(value)
    return str(dict(field.flatchoices or ()).get(value, value)).strip()
