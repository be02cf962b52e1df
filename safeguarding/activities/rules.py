"""How many adults a group needs, which marks contradict each other, what a trip lacks. Pure: values are passed in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from safeguarding.people.choices import AgeBand

FEWEST_ADULTS = 2
#: Nobody younger takes part in a scheme of the police: they begin in primary school.
YOUNGEST_PLAUSIBLE = 4
#: The ages that each recorded band may hold, from the youngest.
AGES_OF: dict[str, tuple[int, int]] = {
    AgeBand.UNDER_5: (0, 4),
    AgeBand.FROM_5_TO_8: (5, 8),
    AgeBand.FROM_9_TO_12: (9, 12),
    AgeBand.FROM_12_TO_13: (12, 13),
    AgeBand.FROM_13_TO_15: (13, 15),
    AgeBand.FROM_16_TO_17: (16, 17),
    AgeBand.ADULT: (18, 18),
    AgeBand.UNKNOWN: (YOUNGEST_PLAUSIBLE, 18),
}


class Band(Protocol):
    """How many young people of an age one adult may look after."""

    @property
    def from_age(self) -> int: ...

    @property
    def to_age(self) -> int: ...

    @property
    def children_per_adult(self) -> int: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Age:
    """How old somebody is on the day, as far as it is known: years, or else the band on record."""

    years: int | None
    band: str = AgeBand.UNKNOWN

    @property
    def is_known(self) -> bool:
        return self.years is not None

    @property
    def possible(self) -> range:
        first, last = (self.years, self.years) if self.years is not None else AGES_OF[self.band]
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class BandNeed:
    """One age band of a group: how many are in it, and how many adults they need."""

    label: str
    children: int
    children_per_adult: int

    @property
    def adults(self) -> int:
        return ceil(self.children / self.children_per_adult)


@dataclass(frozen=True, slots=True)
class Need:
    """How many adults a group needs, band by band, and of how many the age was taken for the youngest it may be."""

    required: int
    bands: tuple[BandNeed, ...]
    not_known: int

    @property
    def children(self) -> int:
        return sum(band.children for band in self.bands)


def adults_needed(ages: Iterable[Age], bands: Sequence[Band]) -> Need:
    """Two at least, and otherwise the sum over the age bands of the children divided by the ratio, rounded up.

    Domain: adult-to-child ratios. Somebody whose age is not known counts in the strictest band that they may be in.
    """
    group = list(ages)
    counted: Counter[int] = Counter(_strictest(age, bands) for age in group)
    needs = tuple(
        BandNeed(band.label, counted[place], band.children_per_adult)
        for place, band in enumerate(bands)
        if counted[place]
    )
    required = max(FEWEST_ADULTS, sum(need.adults for need in needs))
    return Need(required, needs, sum(not age.is_known for age in group))


def _strictest(age: Age, bands: Sequence[Band]) -> int:
    """Which band counts: of those that hold an age they may have, the one that asks for most adults."""
    oldest = max(band.to_age for band in bands)
    possible = {min(years, oldest) for years in age.possible}
    fitting = [
        place for place, band in enumerate(bands) if any(band.from_age <= years <= band.to_age for years in possible)
    ]
    return min(fitting, key=lambda place: bands[place].children_per_adult)


#: How long after it should have ended a phone may still open the register that it kept.
KEPT_AFTER = dt.timedelta(hours=1)


def kept_until(
    *, starts_on: dt.date, ends_at: dt.datetime, now: dt.datetime, today: dt.date, longest: dt.timedelta
) -> dt.datetime | None:
    """Until when a phone may keep a register, which names young people: on its day, and no longer than needed.

    None when it may not keep it at all. `longest` is how long a sign-in lasts.
    """
    until = min(ends_at + KEPT_AFTER, now + longest)
    return until if starts_on == today and until > now else None


def contradicts(*, standing: str | None, standing_id: uuid.UUID | None, new: str, after: uuid.UUID | None) -> bool:
    """Whether a mark says something else than the one that stands, made by somebody who did not know of that one."""
    return standing is not None and new != standing and after != standing_id


def is_made_for(assessed: str, planned: str) -> bool:
    """Whether an assessment is called what the activity is called: then nobody has to say that it is of it."""
    return " ".join(assessed.split()).casefold() == " ".join(planned.split()).casefold()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an off-site activity before it is confirmed."""

    is_approved: bool
    forbidden_by: str
    has_risk_assessment: bool
    going: int
    no_consent: tuple[str, ...]
    no_contact: tuple[str, ...]
    adults_needed: int
    adults_counted: int


def missing(facts: Facts) -> list[str]:
    """Everything that keeps an off-site activity from being confirmed, each line gone only by its own cure."""
    found: list[str] = []
    if facts.forbidden_by:
        found.append(facts.forbidden_by)
    if not facts.is_approved:
        found.append("Approval by somebody who does not run the scheme")
    if not facts.has_risk_assessment:
        found.append("An approved risk assessment of this activity that is still in date")
    if not facts.going:
        found.append("Who goes: no young person is named")
    found += [f"Consent for {name}" for name in facts.no_consent]
    found += [f"An emergency contact for {name}" for name in facts.no_contact]
    if facts.adults_counted < facts.adults_needed:
        planned = "1 is planned" if facts.adults_counted == 1 else f"{facts.adults_counted} are planned"
        found.append(f"Adults: {facts.adults_needed} are needed who have all their checks, {planned}")
    return found
