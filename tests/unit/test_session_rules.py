"""How many adults a group needs, which marks contradict each other, and what a trip lacks."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from safeguarding.activities import rules, states
from safeguarding.activities.choices import BANDS, SessionKind, SessionStatus
from safeguarding.activities.rules import Age, Facts, adults_needed
from safeguarding.core.errors import Conflict
from safeguarding.people.choices import AgeBand


def group(**counts: int) -> list[Age]:
    """So many of each age: y13=10 is ten of thirteen."""
    return [Age(int(name[1:])) for name, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("children", "required"),
    [
        (group(y13=10), 2),
        (group(y13=21), 3),
        (group(y12=8, y13=10), 2),
        (group(y10=17), 3),
        (group(y14=1), 2),
        ([], 2),
        (group(y5=18), 3),
        (group(y1=9), 3),
        (group(y3=9), 3),
        (group(y8=6, y9=8, y13=10), 3),
        (group(y13=1, y12=1, y8=1), 3),
    ],
)
def test_the_adults_a_group_needs(children: list[Age], required: int) -> None:
    assert adults_needed(children, BANDS).required == required


def test_an_age_in_two_bands_counts_in_the_stricter_one() -> None:
    assert [band.children_per_adult for band in adults_needed(group(y2=1), BANDS).bands] == [3]


@pytest.mark.parametrize(
    ("band", "children_per_adult"),
    [
        (AgeBand.UNDER_5, 3),
        (AgeBand.FROM_5_TO_8, 6),
        (AgeBand.FROM_9_TO_12, 8),
        (AgeBand.FROM_12_TO_13, 8),
        (AgeBand.FROM_13_TO_15, 10),
        (AgeBand.FROM_16_TO_17, 10),
        (AgeBand.ADULT, 10),
        (AgeBand.UNKNOWN, 6),
    ],
)
def test_an_age_that_is_not_known_counts_in_the_strictest_band_and_says_so(band: str, children_per_adult: int) -> None:
    need = adults_needed([Age(None, band)], BANDS)
    assert need.bands[0].children_per_adult == children_per_adult
    assert need.not_known == 1


def test_somebody_who_has_grown_out_of_the_bands_counts_in_the_last() -> None:
    need = adults_needed(group(y19=11), BANDS)
    assert (need.required, need.bands[0].adults, need.not_known) == (2, 2, 0)


ONE, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.mark.parametrize(
    ("standing", "new", "after", "expected"),
    [
        (None, "present", None, False),
        ("present", "present", None, False),
        ("present", "absent", ONE, False),
        ("present", "absent", None, True),
        ("present", "absent", OTHER, True),
    ],
)
def test_a_mark_contradicts_one_it_did_not_know_of(standing: Any, new: str, after: Any, expected: bool) -> None:
    assert rules.contradicts(standing=standing, standing_id=ONE, new=new, after=after) is expected


THERE = Facts(
    is_approved=True, forbidden_by="", has_risk_assessment=True, going=2, no_consent=(), no_contact=(),
    adults_needed=2, adults_counted=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({}, []),
        ({"is_approved": False}, ["Approval"]),
        ({"has_risk_assessment": False}, ["risk assessment"]),
        ({"going": 0}, ["no young person"]),
        ({"no_consent": ("Ann", "Bob")}, ["Consent for Ann", "Consent for Bob"]),
        ({"no_contact": ("Ann",)}, ["emergency contact for Ann"]),
        ({"adults_counted": 1}, ["2 are needed"]),
        ({"forbidden_by": "It may not"}, ["It may not"]),
    ],
)
def test_each_thing_a_trip_lacks_is_a_line_of_its_own(lacking: dict[str, Any], said: list[str]) -> None:
    facts = Facts(**{**{name: getattr(THERE, name) for name in Facts.__slots__}, **lacking})
    found = rules.missing(facts)
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


#: The table again, written down apart from the code, so that a change of it is a decision.
ORDINARY = {("planned", "held"), ("planned", "cancelled"), ("held", "closed")}
OFF_SITE = {
    ("planned", "asked"), ("planned", "cancelled"), ("asked", "approved"), ("asked", "refused"), ("asked", "planned"),
    ("asked", "cancelled"), ("approved", "confirmed"), ("approved", "planned"), ("approved", "cancelled"),
    ("refused", "asked"), ("refused", "planned"), ("refused", "cancelled"), ("confirmed", "held"),
    ("confirmed", "planned"), ("confirmed", "cancelled"), ("held", "closed"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SessionKind.values)
def test_nothing_moves_but_along_the_table(kind: str) -> None:
    table = ORDINARY if kind == SessionKind.SESSION else OFF_SITE
    for source in SessionStatus.values:
        for target in SessionStatus.values:
            assert states.may_become(kind, source, target) is ((source, target) in table)
            if (source, target) not in table:
                with pytest.raises(Conflict):
                    states.require_next(kind, source, target)


NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("starts_on", "ends_at", "hours"),
    [
        (NOON.date(), NOON + dt.timedelta(hours=1), 2),
        (NOON.date(), NOON - dt.timedelta(minutes=30), 0.5),
        (NOON.date(), NOON - dt.timedelta(hours=1), None),
        (NOON.date(), NOON + dt.timedelta(days=3), 12),
        (NOON.date() + dt.timedelta(days=1), NOON + dt.timedelta(days=1), None),
        (NOON.date() - dt.timedelta(days=1), NOON + dt.timedelta(days=1), None),
    ],
)
def test_until_when_a_phone_may_keep_a_register(starts_on: dt.date, ends_at: dt.datetime, hours: float | None) -> None:
    until = rules.kept_until(
        starts_on=starts_on, ends_at=ends_at, now=NOON, today=NOON.date(), longest=dt.timedelta(hours=12)
    )
    assert until == (None if hours is None else NOON + dt.timedelta(hours=hours))
