"""Ages, on plain values."""

from __future__ import annotations

import datetime as dt


def age_on(date_of_birth: dt.date | None, day: dt.date) -> int | None:
    """Age in whole years on a day; a birthday on 29 February counts from 1 March in other years."""
    if date_of_birth is None or day < date_of_birth:
        return None
    had_birthday = (day.month, day.day) >= (date_of_birth.month, date_of_birth.day)
    return day.year - date_of_birth.year - (0 if had_birthday else 1)
