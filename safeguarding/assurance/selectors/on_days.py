"""How the adults of several schemes stand on several days at once: four reads, however many days are asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from safeguarding.assurance.choices import ADULTS, About
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.assurance.rules import Held, verdict
from safeguarding.assurance.selectors.held import held
from safeguarding.assurance.selectors.shapes import Adult, Cell
from safeguarding.people.models import Placement

#: A scheme, by number, and the day on which its adults are asked about.
Occasion = tuple[int, dt.date]


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
    requirements = list(Requirement.objects.filter(about=About.PERSON).order_by("pk"))
    has: dict[tuple[int | None, int], list[Held]] = defaultdict(list)
    people = {placement.person_id for placement in placements}
    for (person, _, requirement), one in held(Credential.objects.filter(person__in=people), requirements):
        has[person, requirement].append(one)
    clearances: dict[int, list[Clearance]] = defaultdict(list)
    for clearance in Clearance.objects.filter(placement__in=placements).order_by("until"):
        clearances[clearance.placement_id].append(clearance)
    of_scheme: dict[int, list[Placement]] = defaultdict(list)
    for placement in placements:
        of_scheme[placement.scheme_id].append(placement)
    return {
        (scheme, day): [
            Adult(
                placement, _cells(placement, requirements, has, day), _live(clearances[placement.pk], day)
            )
            for placement in of_scheme[scheme]
            if placement.starts_on <= day and (placement.ends_on is None or placement.ends_on >= day)
        ]
        for scheme, day in wanted
    }  # fmt: skip


def _cells(
    placement: Placement, requirements: list[Requirement], has: dict[tuple[int | None, int], list[Held]], day: dt.date
) -> tuple[Cell, ...]:
    return tuple(
        Cell(wanted, verdict(has[placement.person_id, wanted.pk], day=day, warn_days=wanted.warn_days))
        for wanted in requirements
        if (wanted.ended_on is None or wanted.ended_on > day)
        and wanted.is_asked_of(scheme_kind=placement.scheme.kind, role=placement.role)
    )


def _live(clearances: list[Clearance], day: dt.date) -> Clearance | None:
    """The clearance that holds longest on the day."""
    live = [
        one
        for one in clearances
        if one.given_on <= day <= one.until and (one.ended_on is None or one.ended_on > day)
    ]  # fmt: skip
    return live[-1] if live else None
