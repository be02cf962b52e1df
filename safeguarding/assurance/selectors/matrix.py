"""People and requirements crosswise: how every adult with a part in a scheme stands to everything asked of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.assurance.choices import GOOD_ENOUGH, About, Standing
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.rules import Held, Verdict, verdict, worst
from safeguarding.assurance.selectors.held import held
from safeguarding.assurance.selectors.known import acknowledged, asked_on, live_placements
from safeguarding.assurance.selectors.shapes import Cell
from safeguarding.people.models import Person
from safeguarding.people.selectors import staff
from safeguarding.schemes.selectors import register_of

NOT_ASKED = Verdict(Standing.NOT_NEEDED, "Not asked of any part they have")


@dataclass(frozen=True)
class Asked:
    """Whose matrix is asked for, and on which day."""

    day: dt.date
    scheme_id: int | None = None
    unit_id: int | None = None
    person_type: str = ""
    requirement_id: int | None = None


@dataclass(frozen=True)
class Line:
    """One adult: a cell for each requirement of the matrix, and the schemes they have a part in."""

    person: Person
    cells: tuple[Cell, ...]
    schemes: tuple[str, ...]

    @property
    def has_problem(self) -> bool:
        return any(cell.standing not in GOOD_ENOUGH or cell.standing == Standing.DUE_SOON for cell in self.cells)

    @property
    def worst(self) -> Standing:
        return worst(cell.standing for cell in self.cells)


@dataclass
class _Part:
    """What follows for one person from the parts they have."""

    asked: set[int] = field(default_factory=set)
    schemes: list[str] = field(default_factory=list)


def columns_of(asked: Asked) -> list[Requirement]:
    """The requirements that may stand across the top."""
    found = [one for one in asked_on(asked.day) if one.about == About.PERSON]
    return [one for one in found if asked.requirement_id in (None, one.pk)]


def columns_across(found: Sequence[Line]) -> list[Requirement]:
    """The requirements that stand across these lines, which were worked out together."""
    return [cell.requirement for cell in found[0].cells] if found else []


def people_of(user: User, asked: Asked) -> QuerySet[Person]:
    """The adults who have a part on that day in a scheme that the user may see, by name."""
    schemes = register_of(user)
    if asked.scheme_id is not None:
        schemes = schemes.filter(pk=asked.scheme_id)
    if asked.unit_id is not None:
        schemes = schemes.filter(unit=asked.unit_id)
    parts = live_placements(asked.day).filter(scheme__in=schemes)
    people = Person.objects.filter(pk__in=parts.values("person_id"))
    if asked.person_type:
        people = people.filter(person_type=asked.person_type)
    columns = ("given_name", "family_name", "known_as", "person_type")
    return people.only(*columns).order_by("family_name", "given_name", "pk")


def openable(user: User, ids: Iterable[int]) -> set[int]:
    """Those of these people of whom the user may open the page of what they have: staff whom they see."""
    return set(staff(user).filter(pk__in=list(ids)).values_list("pk", flat=True))


def lines(user: User, people: Sequence[Person], columns: list[Requirement], asked: Asked) -> list[Line]:
    """A line for each of these people, who came from `people_of`. A fixed number of reads, however many they are.

    What is asked of none of them stands in no line, unless it was asked about by name.
    """
    ids = [one.pk for one in people]
    parts = _parts(user, ids, columns, asked)
    of_somebody = {pk for part in parts.values() for pk in part.asked} | {asked.requirement_id}
    columns = [one for one in columns if one.pk in of_somebody]
    on_record: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for (person_id, _, requirement), one in held(Credential.objects.filter(person__in=ids), columns):
        on_record[person_id or 0, requirement].append(one)
    for key, more in acknowledged(ids, columns).items():
        on_record[key] += more
    found = []
    for person in people:
        part = parts[person.pk]
        cells = tuple(
            Cell(wanted, verdict(on_record.get((person.pk, wanted.pk), ()), day=asked.day, warn_days=wanted.warn_days))
            if wanted.pk in part.asked
            else Cell(wanted, NOT_ASKED)
            for wanted in columns
        )
        found.append(Line(person, cells, tuple(part.schemes)))
    return found


def _parts(user: User, ids: list[int], columns: list[Requirement], asked: Asked) -> dict[int, _Part]:
    """What is asked of each person: what any of the parts asks that they have in a scheme the user may see."""
    found: dict[int, _Part] = defaultdict(_Part)
    of_part: dict[tuple[str, str], set[int]] = {}
    parts = live_placements(asked.day).filter(person__in=ids, scheme__in=register_of(user)).order_by("scheme__name")
    if asked.scheme_id is not None:
        parts = parts.filter(scheme=asked.scheme_id)
    for person, name, kind, role in parts.values_list("person_id", "scheme__name", "scheme__kind", "role"):
        if (kind, role) not in of_part:
            of_part[kind, role] = {one.pk for one in columns if one.is_asked_of(scheme_kind=kind, role=role)}
        found[person].asked |= of_part[kind, role]
        if name not in found[person].schemes:
            found[person].schemes.append(name)
    return found
