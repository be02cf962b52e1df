"""Ages and birthdays, on plain values."""

from __future__ import annotations

import datetime as dt

from safeguarding.core import clock
from safeguarding.people.choices import AgeBand, ConsentAnswer, ConsentState, PersonKind, PlacementRole

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


def too_old_error(date_of_birth: dt.date | None, *, day: dt.date, today: dt.date) -> str:
    """Why somebody cannot be a young person on that day, or nothing. A slip of the year shows by the age."""
    age = age_on(date_of_birth, day)
    if age is None or age < ADULT_AGE:
        return ""
    would = f"makes them {age}" if day == today else f"makes them {age} on {clock.date_words(day)}"
    return f"This date of birth {would}. A young person is under {ADULT_AGE}: check the year, or record an adult"


def role_error(kind: str, role: str) -> str:
    """Why somebody of this kind cannot have this part in a scheme, or nothing."""
    if role not in PlacementRole.values:
        return "Select what part they have"
    if kind == PersonKind.YOUNG_PERSON and role != PlacementRole.YOUNG_PERSON:
        return "A young person takes part as a young person. This part is for adults"
    if kind == PersonKind.ADULT and role == PlacementRole.YOUNG_PERSON:
        return "An adult cannot take part as a young person. Select what they do"
    return ""


def days_error(starts_on: dt.date, ends_on: dt.date | None) -> str:
    """Why something cannot end on its last day, or nothing."""
    if ends_on is None or ends_on >= starts_on:
        return ""
    return f"The last day must be {clock.date_words(starts_on)}, when it began, or later"


def ending(starts_on: dt.date, ends_on: dt.date | None, *, last_day: dt.date) -> tuple[bool, str]:
    """Whether a part would change when it were ended on that day, and what would happen to it, in words."""
    if last_day < starts_on:
        return False, f"Stays: it begins only on {clock.date_words(starts_on)}"
    if ends_on is not None and ends_on <= last_day:
        return False, f"Stays: it ends on {clock.date_words(ends_on)} already"
    instead = f" instead of {clock.date_words(ends_on)}" if ends_on else ""
    return True, f"Will end on {clock.date_words(last_day)}{instead}"


def days_in_words(starts_on: dt.date, ends_on: dt.date | None) -> str:
    """From when until when, inside a sentence."""
    since = f"from {clock.date_words(starts_on)}"
    return since if ends_on is None else f"{since} to {clock.date_words(ends_on)}"


def is_on(day: dt.date, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    """Whether a day lies between the first and the last, both within."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def consent_state(
    answer: str, *, given_on: dt.date, expires_on: dt.date | None, withdrawn_on: dt.date | None, day: dt.date
) -> ConsentState:
    """How an answer stands on a day. From the day it is withdrawn it no longer holds; on its last day it still does."""
    if day < given_on:
        return ConsentState.NOT_YET
    if withdrawn_on is not None and withdrawn_on <= day:
        return ConsentState.WITHDRAWN
    if expires_on is not None and expires_on < day:
        return ConsentState.EXPIRED
    return ConsentState.REFUSED if answer == ConsentAnswer.REFUSED else ConsentState.GIVEN
