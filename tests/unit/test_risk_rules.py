"""How large a risk is, and where an assessment may stand next."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.core.errors import Conflict
from safeguarding.risk import rules, states
from safeguarding.risk.choices import MATRIX, AssessmentStatus, Band, EntryStatus
from safeguarding.risk.rules import Rating

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("likelihood", "impact", "said"),
    [(1, 1, "1, low"), (1, 5, "5, medium"), (3, 3, "9, medium"), (2, 5, "10, high"), (4, 4, "16, very high"),
     (5, 5, "25, very high")],
)  # fmt: skip
def test_a_risk_is_said_as_a_figure_and_a_word(likelihood: int, impact: int, said: str) -> None:
    assert Rating(likelihood, impact).words == said


def test_the_matrix_has_a_band_for_every_pair_and_never_falls() -> None:
    assert [len(row) for row in MATRIX] == [5] * 5
    order = list(Band)
    grades = [[order.index(band) for band in row] for row in MATRIX]
    assert all(row == sorted(row) for row in grades)
    assert all(list(column) == sorted(column) for column in zip(*grades, strict=True))


def test_the_cells_of_the_bands_are_all_cells_once() -> None:
    cells = [(likelihood, impact) for band in Band for likelihood, impacts in rules.cells_of(band).items()
             for impact in impacts]  # fmt: skip
    assert sorted(cells) == [(likelihood, impact) for likelihood in range(1, 6) for impact in range(1, 6)]


def test_less_is_left_over_or_as_much_never_more() -> None:
    assert not rules.is_worse(Rating(3, 4), Rating(3, 4))
    assert not rules.is_worse(Rating(4, 3), Rating(2, 5))
    assert rules.is_worse(Rating(2, 2), Rating(1, 5))


def test_only_much_that_is_left_over_needs_a_reason() -> None:
    assert not rules.needs_reason([Rating(1, 1), Rating(3, 3)])
    assert rules.needs_reason([Rating(1, 1), Rating(2, 5)])


@pytest.mark.parametrize(
    ("review_on", "is_fine"),
    [(DAY, False), (DAY + dt.timedelta(days=1), True), (dt.date(2027, 11, 22), True), (dt.date(2027, 11, 23), False),
     (None, False)],
)  # fmt: skip
def test_a_review_comes_after_today_and_within_a_year(review_on: dt.date | None, is_fine: bool) -> None:
    assert (rules.review_problem(review_on, day=DAY, latest=rules.latest_review(DAY)) == "") is is_fine


def test_what_was_replaced_or_withdrawn_stays_so() -> None:
    for ended in (AssessmentStatus.SUPERSEDED, AssessmentStatus.WITHDRAWN):
        with pytest.raises(Conflict, match="cannot become"):
            states.require_next(ended, AssessmentStatus.APPROVED)
    with pytest.raises(Conflict):
        states.require_next(AssessmentStatus.DRAFT, AssessmentStatus.APPROVED)


def test_a_closed_entry_can_only_be_opened_again() -> None:
    states.require_next_of_entry(EntryStatus.CLOSED, EntryStatus.OPEN)
    with pytest.raises(Conflict):
        states.require_next_of_entry(EntryStatus.CLOSED, EntryStatus.ACCEPTED)
