"""What a row about somebody's part in a scheme would do."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.exchange.choices import ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.selectors.deciding import Decided, Only, Unsure, about, decides, people_of, wrong
from safeguarding.exchange.selectors.finding import Known
from safeguarding.people.models import Person, Placement
from safeguarding.people.policies import placers
from safeguarding.people.services.many import NewPlacement
from safeguarding.people.services.placements import overlap_words, part_errors
from safeguarding.schemes.models import Scheme

Schemes = dict[str, Scheme]
Held = dict[tuple[int, int, str], list[Placement]]


@decides(ImportKind.PLACEMENTS)
def decide_placements(run: Import, rows: Sequence[ImportRow], by: User, only: Only) -> list[Decided]:
    """New, the same, an end that was not known, or in the way of what is on record."""
    known, schemes = people_of(run, rows, by=by, only=only), schemes_by_name(by)
    meant = [_meant(row, known, by) for row in rows]
    people = {one.pk: one for one in meant if isinstance(one, Person)}
    named = {scheme.pk: scheme for row in rows if (scheme := schemes.get(row.cleaned.get("scheme", "").lower()))}
    why_not = placers(by, list(people.values()), list(named.values()))
    held = _held(people, named)
    return [
        _decide(row, one, schemes, why_not, held) if isinstance(one, Person) else one
        for row, one in zip(rows, meant, strict=True)
    ]


def _meant(row: ImportRow, known: Known, by: User) -> Person | Decided:
    try:
        return about(row, known, by=by)
    except Unsure as unsure:
        return unsure.decided


def _held(people: dict[int, Person], schemes: dict[int, Scheme]) -> Held:
    found: Held = defaultdict(list)
    there = Placement.objects.filter(person__in=people, scheme__in=schemes).select_related("scheme")
    for one in there.order_by("pk"):
        found[one.person_id, one.scheme_id, one.role].append(one)
    return found


def _decide(
    row: ImportRow, person: Person, schemes: Schemes, why_not: Callable[[Person, Scheme], str], held: Held
) -> Decided:
    scheme = schemes.get(row.cleaned["scheme"].lower())
    if scheme is None:
        return wrong("scheme", f"“{row.cleaned['scheme'][:60]}” is no scheme on the register. Use its name there")
    if refused := why_not(person, scheme):
        return wrong("scheme", refused)
    role, starts_on = row.cleaned["role"], dt.date.fromisoformat(row.cleaned["starts_on"])
    ends_on = _day(row, "ends_on")
    there = held[person.pk, scheme.pk, role]
    same = next((one for one in there if one.starts_on == starts_on), None)
    if same is not None:
        return _beside(same, ends_on, person)
    errors = part_errors(person, scheme, role, starts_on=starts_on, ends_on=ends_on)
    if errors:
        return Decided(Verdict.WRONG, errors, person.pk)
    new = Placement(person=person, scheme=scheme, role=role, starts_on=starts_on, ends_on=ends_on)
    if before := next((one for one in there if _overlap(one, new)), None):
        return Decided(Verdict.WRONG, {"starts_on": [overlap_words(before)]}, person.pk)
    # The rows of one file may be in each other's way, too.
    there.append(new)
    return Decided(Verdict.NEW, person_id=person.pk)


def _beside(same: Placement, ends_on: dt.date | None, person: Person) -> Decided:
    if same.pk is None or ends_on in (None, same.ends_on):
        return Decided(Verdict.SAME, person_id=person.pk)
    if same.ends_on is None:
        return Decided(Verdict.CHANGE, {"ends_on": [f"It ends on {clock.date_words(ends_on)}"]}, person.pk)
    said = f"On record it ends on {clock.date_words(same.ends_on)}. Correct that on their page, or leave the row out"
    return Decided(Verdict.WRONG, {"ends_on": [said]}, person.pk)


def _overlap(one: Placement, other: Placement) -> bool:
    begins = one.ends_on is None or other.starts_on <= one.ends_on
    return begins and (other.ends_on is None or one.starts_on <= other.ends_on)


def _day(row: ImportRow, name: str) -> dt.date | None:
    return dt.date.fromisoformat(row.cleaned[name]) if name in row.cleaned else None


def schemes_by_name(by: User) -> Schemes:
    """The schemes of the force, by their names in small letters."""
    return {scheme.name.lower(): scheme for scheme in Scheme.objects.visible_to(by).select_related("unit")}


def new_placement(row: ImportRow, known: Known, schemes: Schemes) -> NewPlacement:
    """The part as the service takes it."""
    scheme, starts_on = schemes[row.cleaned["scheme"].lower()], dt.date.fromisoformat(row.cleaned["starts_on"])
    person = known.people[row.person_id or 0]
    return NewPlacement(person, scheme, row.cleaned["role"], starts_on, _day(row, "ends_on"))


def placement_meant(row: ImportRow, known: Known, schemes: Schemes) -> Placement:
    """The part on record that the row is about."""
    scheme = schemes[row.cleaned["scheme"].lower()]
    return Placement.objects.get(
        person_id=row.person_id or 0, scheme=scheme, role=row.cleaned["role"], starts_on=row.cleaned["starts_on"]
    )
