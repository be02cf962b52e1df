"""Ages and birthdays, on plain values."""

from __future__ import annotations

import datetime as dt

from safeguarding.people.choices import AgeBand

ADULT_AGE = 18
OLDEST = 120
# What may be said of an age when the birthday itself may not. Twelve falls in the first band that holds it.
BANDS: tuple[tuple[int, str], ...] = (
    (4, AgeBand.UNDER_5),
    (8, AgeBand.FROM_5_TO_8),
    (12, AgeBand.FROM_9_TO_12),
    (15, AgeBand.FROM_13_TO_15),
    (17, AgeBand.FROM_16_TO_17),
)


def age_on(date_of_birth: dt.date | None, day: dt.date) -> int | None:
    """Age in whole years on a day; a birthday on 29 February counts from 1 March in other years."""
    if date_of_birth is None or day < date_of_birth:
        return None
    had_birthday = (day.month, day.day) >= (date_of_birth.month, date_of_birth.day)
    return day.year - date_of_birth.year - (0 if had_birthday else 1)


def band_of(age: int | None) -> str:
    """The age band somebody of this age is in."""
    if age is None:
        return AgeBand.UNKNOWN
    return next((band for most, band in BANDS if age <= most), AgeBand.ADULT)


def birthday_error(date_of_birth: dt.date | None, *, today: dt.date, incident_on: dt.date | None = None) -> str:
    """What is impossible about a date of birth, or nothing: to come, too long ago, or after what happened."""
    if date_of_birth is None:
        return ""
    if date_of_birth > today:
        return "Date of birth must be in the past"
    if date_of_birth.year < today.year - OLDEST:
        return f"Date of birth must be less than {OLDEST} years ago"
    if incident_on is not None and date_of_birth > incident_on:
        return "Date of birth must be before the day it happened"
    return ""
