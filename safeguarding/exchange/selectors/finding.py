"""Whom rows mean, for many rows in a fixed number of queries; of the people that who brings them in may see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Lower

from safeguarding.access.models import User
from safeguarding.exchange.models import ExternalId, Import
from safeguarding.exchange.rules.rows import who_key
from safeguarding.people.models import Person

MOST_CANDIDATES = 5
#: Stands between two parts of one key; no name holds it.
APART = "\x1f"
Values = Mapping[str, str]


@dataclass
class Known:
    """The people whom some rows may mean, to be asked by number, by name and by birthday."""

    by_value: dict[str, int] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_birthday: dict[dt.date, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def by_number(self, values: Values) -> int | None:
        """The person whom the other system calls so, whether or not they may be seen."""
        return self.by_value.get(who_key(values))

    def exact(self, values: Values) -> list[Person]:
        """Those of just this name; of just this birthday, too, where the row says one and the record does."""
        born = values.get("date_of_birth")
        same = self.by_name.get(_name(values), [])
        if not born:
            return same
        return [one for one in same if one.date_of_birth and one.date_of_birth.isoformat() == born]

    def likely(self, values: Values) -> list[Person]:
        """The same name; or the same birthday with one name the same, or both swapped."""
        given, family = _name(values)
        found = {one.pk: one for one in self.by_name.get((given, family), []) if not _other_birthday(one, values)}
        born = values.get("date_of_birth")
        for one in self.by_birthday.get(dt.date.fromisoformat(born), []) if born else []:
            theirs = {one.given_name.lower(), one.known_as.lower(), one.family_name.lower()} - {""}
            if one.family_name.lower() == family or given in theirs or family in theirs:
                found[one.pk] = one
        return list(found.values())[:MOST_CANDIDATES]


def known_people(run: Import, rows: Iterable[Values], *, by: User, kind: str = "") -> Known:
    """Everybody on record whom these rows may mean."""
    rows = list(rows)
    known = Known()
    keys = {key for key in map(who_key, rows) if key}
    links = ExternalId.objects.filter(force_id=run.force_id, source=run.source.lower(), value__in=keys)
    known.by_value = dict(links.values_list("value", "person_id"))
    # Of whom the number is known, nobody need be looked for by name.
    strangers = [row for row in rows if who_key(row) not in known.by_value]
    for person in _people(strangers, known.by_value.values(), by=by, kind=kind):
        known.people[person.pk] = person
        for first in {person.given_name.lower(), person.known_as.lower()} - {""} or {""}:
            known.by_name[first, person.family_name.lower()].append(person)
        if person.date_of_birth:
            known.by_birthday[person.date_of_birth].append(person)
    return known


def _people(rows: list[Values], pks: Iterable[int], *, by: User, kind: str) -> QuerySet[Person]:
    """Those of the ids; of just such a name; or of such a birthday with one of the names."""
    seen: QuerySet[Person] = Person.objects.visible_to(by)
    if kind:
        seen = seen.filter(kind=kind)
    names = {f"{given}{APART}{family}" for given, family in map(_name, rows) if given or family}
    days = {
        f"{row['date_of_birth']}{APART}{name}"
        for row in rows
        if row.get("date_of_birth")
        for name in _name(row)
        if name
    }
    born = Cast("date_of_birth", CharField())
    named = seen.annotate(
        given_family=Lower(Concat("given_name", Value(APART), "family_name")),
        known_family=Lower(Concat("known_as", Value(APART), "family_name")),
        born_given=Lower(Concat(born, Value(APART), "given_name")),
        born_known=Lower(Concat(born, Value(APART), "known_as")),
        born_family=Lower(Concat(born, Value(APART), "family_name")),
    )
    wanted = Q(pk__in=set(pks))
    if names:
        wanted |= Q(given_family__in=names) | Q(known_family__in=names)
    if days:
        wanted |= Q(born_given__in=days) | Q(born_known__in=days) | Q(born_family__in=days)
    return named.filter(wanted).select_related("unit", "user").order_by("pk")


def _name(values: Values) -> tuple[str, str]:
    given = values.get("given_name") or values.get("known_as", "")
    return given.lower(), values.get("family_name", "").lower()


def _other_birthday(person: Person, values: Values) -> bool:
    born = values.get("date_of_birth")
    return bool(born and person.date_of_birth and person.date_of_birth.isoformat() != born)
