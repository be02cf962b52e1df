"""How large a risk is, and what an assessment lacks. Pure: days and figures are passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.deadlines.rules import months_after
from safeguarding.risk.choices import LONGEST_MONTHS, MATRIX, NEEDS_A_REASON, Band, Impact, Likelihood

ASSESSMENT_REVIEW, VENUE_REVIEW = "risk_assessment_review", "venue_risk_assessment"
ENTRY_REVIEW, ACTION_DUE = "risk_entry_review", "risk_action"
STEPS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Rating:
    """How likely something is, and how bad it would be."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def band(self) -> Band:
        return MATRIX[self.likelihood - 1][self.impact - 1]

    @property
    def words(self) -> str:
        """“12, high”: the figure never stands alone, and neither does the colour."""
        return f"{self.score}, {self.band.label.lower()}"

    @property
    def spelt(self) -> str:
        """“Likely, moderate”."""
        likely, bad = Likelihood(self.likelihood).label, Impact(self.impact).label
        return f"{likely.partition(' – ')[2]}, {bad.partition(' – ')[2].lower()}"


def is_rating(likelihood: int | None, impact: int | None) -> bool:
    return likelihood in STEPS and impact in STEPS


def cells_of(band: str) -> dict[int, list[int]]:
    """The impacts that make this band, by likelihood: how a list is narrowed to a band."""
    return {
        likelihood: impacts
        for likelihood in STEPS
        if (impacts := [impact for impact in STEPS if Rating(likelihood, impact).band == band])
    }


def is_worse(before: Rating, after: Rating) -> bool:
    """What is done about a hazard cannot leave more of it than there was."""
    return after.score > before.score


def needs_reason(left_over: Iterable[Rating]) -> bool:
    """Whether so much is left over that it is only approved with a reason in writing."""
    return any(rating.band in NEEDS_A_REASON for rating in left_over)


def latest_review(day: dt.date) -> dt.date:
    """The last day on which something approved or looked at on that day may be looked at again."""
    return months_after(day, LONGEST_MONTHS)


def review_problem(
    review_on: dt.date | None, *, day: dt.date, latest: dt.date, is_past: bool = False
) -> str:  # fmt: skip
    """What is wrong with the day on which something is looked at again; empty when nothing is.

    Of something that was decided in the past the day may have passed already.
    """
    if review_on is None:
        return "Enter the day on which it is looked at again"
    if day < review_on <= latest:
        return ""
    if is_past:
        return "It must come after the day on the paper, and within 12 months of it"
    return "It must be looked at again after today, and within 12 months"
