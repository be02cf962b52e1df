"""Whether a requirement is met on a day, from what is on record."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.assurance import rules
from safeguarding.assurance.choices import CATALOGUE, Standing
from safeguarding.assurance.rules import Held, verdict

DAY = dt.date(2026, 11, 22)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("held", "standing", "reason"),
    [
        ([], Standing.MISSING, "Nothing is on record"),
        ([Held(ago(10))], Standing.MET, "it does not run out"),
        ([Held(ago(400), ago(1))], Standing.EXPIRED, "Ran out on 21 November 2026"),
        ([Held(ago(400), DAY)], Standing.DUE_SOON, "Until 22 November 2026"),
        ([Held(ago(400), ago(-60))], Standing.DUE_SOON, "Until 21 January 2027"),
        ([Held(ago(400), ago(-61))], Standing.MET, "Until 22 January 2027"),
        ([Held(ago(-3))], Standing.MISSING, "Only from 25 November 2026"),
        ([Held(ago(9), None, ago(2))], Standing.MISSING, "Withdrawn on 20 November 2026"),
        ([Held(ago(9), None, DAY)], Standing.MISSING, "Withdrawn on 22 November 2026"),
        ([Held(ago(9), None, ago(-1))], Standing.MET, "does not run out"),
        ([Held(ago(400), ago(1)), Held(ago(3), ago(-300))], Standing.MET, "Until"),
        ([Held(ago(3), ago(-300), ago(1)), Held(ago(400), ago(9))], Standing.EXPIRED, "Ran out on 13 November 2026"),
    ],
)
def test_met_due_soon_expired_or_missing_with_its_reason(held: list[Held], standing: str, reason: str) -> None:
    found = verdict(held, day=DAY, warn_days=60)
    assert found.standing == standing
    assert reason in found.reason


def test_the_past_is_told_as_it_was() -> None:
    """What came later does not make good what was missing then."""
    late = [Held(dt.date(2025, 5, 11), dt.date(2028, 5, 11))]
    assert verdict(late, day=dt.date(2025, 5, 10), warn_days=60).standing == Standing.MISSING
    assert verdict(late, day=dt.date(2025, 5, 11), warn_days=60).standing == Standing.MET


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 11, 22), 36, dt.date(2029, 11, 22)),
    ],
)
def test_what_holds_for_months_runs_out_on_the_same_day_of_the_month(
    since: dt.date, months: int, until: dt.date
) -> None:
    assert rules.expiry(since, months) == until
    assert rules.expiry(since, None) is None


def test_the_worst_decides() -> None:
    assert rules.worst([Standing.MET, Standing.EXPIRED, Standing.DUE_SOON]) == Standing.EXPIRED
    assert rules.worst([]) == Standing.NOT_NEEDED


def test_each_requirement_says_where_it_comes_from_and_how_it_is_known() -> None:
    assert len({one.key for one in CATALOGUE}) == len(CATALOGUE)
    assert all(one.source and one.evidence for one in CATALOGUE)
