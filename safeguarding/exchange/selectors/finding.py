"""Whom rows mean, for many rows in a fixed number of queries; of the people that who brings them in may see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from safeguarding.access.models import User
from safeguarding.exchange.models import ExternalId, Import, ImportRow
from safeguarding.exchange.rules.rows import who_key
from safeguarding.matching.rules import Known as Alike
from safeguarding.matching.rules import likeness
from safeguarding.matching.selectors import known_of, likely_for_many
from safeguarding.people.models import Person

#: Stands between two parts of one key; no name holds it.
APART = "\x1f"
Values = Mapping[str, str]


@dataclass
class Known:
    """The people whom some rows may mean, to be asked by number and by name; and for each row those who are like it."""

    by_value: dict[str, int] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[int, list[int]] = field(default_factory=dict)

    def by_number(self, values: Values) -> Person | None:
        """The person whom the other system calls so, where they may be seen."""
        return self.people.get(self.by_value.get(who_key(values), 0))

    def is_elsewhere(self, values: Values) -> bool:
        """Whether the other system calls somebody so who may not be seen: moved to another team, or hidden since.

        Nobody is to learn which, nor that it is so: what comes of it is what comes of any row that has to be decided.
        """
        number = self.by_value.get(who_key(values))
        return number is not None and number not in self.people

    def exact(self, values: Values) -> list[Person]:
        """Those of just this name; of just this birthday, too, where the row says one and the record does."""
        born = values.get("date_of_birth")
        same = self.by_name.get(_name(values), [])
        if not born:
            return same
        return [one for one in same if one.date_of_birth and one.date_of_birth.isoformat() == born]

    def likely(self, row: ImportRow) -> list[int]:
        """Those who may be the one the row means, the likeliest first."""
        return self.alike.get(row.pk, [])


def known_people(
    run: Import, rows: Sequence[ImportRow], *, by: User, kind: str = "", only: Collection[int] | None = None
) -> Known:
    """Everybody on record whom these rows may mean. `only`: those alone who may be like somebody, out of all."""
    known = Known()
    keys = {key for key in (who_key(row.cleaned) for row in rows) if key}
    links = ExternalId.objects.filter(force_id=run.force_id, source=run.source.lower(), value__in=keys)
    known.by_value = dict(links.values_list("value", "person_id"))
    seen: QuerySet[Person] = Person.objects.visible_to(by)
    if kind:
        seen = seen.filter(kind=kind)
    for person in _people(seen, rows, known.by_value.values()):
        known.people[person.pk] = person
        for first in {person.given_name.lower(), person.known_as.lower()} - {""} or {""}:
            known.by_name[first, person.family_name.lower()].append(person)
    # Of whom the number is known, or who is said to be somebody, nobody need be looked for.
    strangers = [row for row in rows if not row.choice and _is_strange(known, row.cleaned, kind)]
    alike = likely_for_many(by, [_known_of(row, kind) for row in strangers], seen, only=only)
    known.alike = {row.pk: found for row, found in zip(strangers, alike, strict=True) if found}
    return known


def _is_strange(known: Known, values: Values, kind: str) -> bool:
    """Whether nobody is found by what the row says. To be put on record, somebody needs more than a name for that."""
    if known.by_number(values) is not None or not any(_name(values)):
        return False
    return len(known.exact(values)) != 1 or bool(kind and not values.get("date_of_birth"))


def _known_of(row: ImportRow, kind: str) -> Alike:
    says = row.cleaned
    born = says.get("date_of_birth")
    return Alike(
        says.get("given_name", ""), says.get("family_name", ""), says.get("known_as", ""),
        dt.date.fromisoformat(born) if born else None, kind,
    )  # fmt: skip


def words_for(row: ImportRow, person: Person) -> str:
    """Why this may be the person whom the row means."""
    return likeness(_known_of(row, person.kind), known_of(person)).words


def _people(seen: QuerySet[Person], rows: Sequence[ImportRow], pks: Iterable[int]) -> QuerySet[Person]:
    """Those of the ids, or of just such a name."""
    names = {f"{given}{APART}{family}" for given, family in (_name(row.cleaned) for row in rows) if given or family}
    named = seen.annotate(
        given_family=Lower(Concat("given_name", Value(APART), "family_name")),
        known_family=Lower(Concat("known_as", Value(APART), "family_name")),
    )
    wanted = Q(pk__in=set(pks))
    if names:
        wanted |= Q(given_family__in=names) | Q(known_family__in=names)
    return named.filter(wanted).select_related("unit", "user").order_by("pk")


def _name(values: Values) -> tuple[str, str]:
    given = values.get("given_name") or values.get("known_as", "")
    return given.lower(), values.get("family_name", "").lower()
