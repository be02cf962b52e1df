"""How the adults of several schemes stand on several days at once, in a fixed number of reads.

The same verdict as on the page of their scheme: both read what was asked on the day, with the figures of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from safeguarding.assurance.choices import ADULTS
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.assurance.rules import Held, verdict
from safeguarding.assurance.selectors.held import held
from safeguarding.assurance.selectors.known import acknowledged, asked_of_people_on
from safeguarding.assurance.selectors.shapes import Adult, Cell
from safeguarding.people.models import Placement

#: A scheme, by number, and the day on which its adults are asked about.
Occasion = tuple[int, dt.date]
_Has = dict[tuple[int | None, int], list[Held]]


def adults_on(occasions: Iterable[Occasion]) -> dict[Occasion, list[Adult]]:
    """Every adult with a part in the scheme on the day, with how they stood to what is asked of them then.

    The caller was allowed to read the schemes.
    """
    wanted = set(occasions)
    if not wanted:
        return {}
    placements = list(
        Placement.objects.filter(scheme__in={scheme for scheme, _ in wanted}, role__in=ADULTS)
        .select_related("person", "scheme")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    asked = asked_of_people_on(day for _, day in wanted)
    has = _has({placement.person_id for placement in placements}, asked)
    clearances: dict[int, list[Clearance]] = defaultdict(list)
    for clearance in Clearance.objects.filter(placement__in=placements).order_by("until"):
        clearances[clearance.placement_id].append(clearance)
    of_scheme: dict[int, list[Placement]] = defaultdict(list)
    for placement in placements:
        of_scheme[placement.scheme_id].append(placement)
    return {
        (scheme, day): [
            Adult(
                placement, _cells(placement, asked[day], has, day), _live(clearances[placement.pk], day)
            )
            for placement in of_scheme[scheme]
            if placement.starts_on <= day and (placement.ends_on is None or placement.ends_on >= day)
        ]
        for scheme, day in wanted
    }  # fmt: skip


def _has(people: set[int], asked: dict[dt.date, list[Requirement]]) -> _Has:
    """What is on record of these people: credentials, and the policies they acknowledged."""
    requirements = list({one.pk: one for on_day in asked.values() for one in on_day}.values())
    has: _Has = defaultdict(list)
    for (person, _, requirement), one in held(Credential.objects.filter(person__in=people), requirements):
        has[person, requirement].append(one)
    for key, more in acknowledged(people, requirements).items():
        has[key] += more
    return has


def _cells(placement: Placement, requirements: list[Requirement], has: _Has, day: dt.date) -> tuple[Cell, ...]:
    return tuple(
        Cell(wanted, verdict(has[placement.person_id, wanted.pk], day=day, warn_days=wanted.warn_days))
        for wanted in requirements
        if wanted.is_asked_of(scheme_kind=placement.scheme.kind, role=placement.role)
    )


def _live(clearances: list[Clearance], day: dt.date) -> Clearance | None:
    """The clearance that holds longest on the day."""
    live = [
        one
        for one in clearances
        if one.given_on <= day <= one.until and (one.ended_on is None or one.ended_on > day)
    ]  # fmt: skip
    return live[-1] if live else None
