"""The bands and spans that the overview counts in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MONTHS_SHOWN = 12
WEEK = dt.timedelta(days=7)
# How long a viewer's numbers are kept before they are counted again; the page says when they were counted.
KEPT_SECONDS = 60
# Working Together gives one working day to tell the LADO; the target line of the triage chart is the same.
TRIAGE_TARGET_HOURS = 24


@dataclass(frozen=True)
class AgeBand:
    """How long a case has been open, in whole days: from `least` up to, not including, `under`."""

    key: str
    label: str
    least: int
    under: int | None


AGE_BANDS = (
    AgeBand("under_28", "Under 28 days", 0, 28),
    AgeBand("28_to_83", "28 to 83 days", 28, 84),
    AgeBand("84_to_181", "84 to 181 days", 84, 182),
    AgeBand("182_up", "182 days or more", 182, None),
)
