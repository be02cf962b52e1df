"""In which order a file writes day and month: told from its own dates, or asked of a person, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from safeguarding.conversations.choices import DayOrder
from safeguarding.conversations.rules.pieces import Days

THREE_NUMBERS = re.compile(r"(\d{1,4})([./\-])(\d{1,2})\2(\d{1,4})")
UNDECIDED = "No date in the file has a day above 12, so that both orders are possible."
BOTH = "Some dates can only have the day first and others only the month: the file was put together from two."
NO_DATES = "The file has no dates of this kind."
_EITHER = (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)


def order_of(dates: Iterable[str]) -> Days:
    """What the dates of a file, as they are written, say of its order. Nothing is decided by habit."""
    day, month, year, seen = "", "", "", 0
    last: dict[str, tuple[int, int, int]] = {}
    back = dict.fromkeys(_EITHER, 0)
    for date in dates:
        seen += 1
        found = THREE_NUMBERS.match(date)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if len(found[1]) == 4:
            year = year or found[0]
        elif first > 12 >= second:
            day = day or found[0]
        elif second > 12 >= first:
            month = month or found[0]
        elif not day and not month:
            for order in _EITHER:
                this = parts(found[0], order) or (0, 0, 0)
                back[order] += this < last.get(order, this)
                last[order] = this
    return _decided(day, month, year, seen, back)


def _decided(day: str, month: str, year: str, seen: int, back: dict[DayOrder, int]) -> Days:
    if year and not day and not month:
        return Days(DayOrder.YEAR_FIRST, f"The file writes the year first, as in {year}.", seen)
    if day and month:
        return Days("", f"{BOTH} {day} and {month} stand in it.", seen, _EITHER)
    if day:
        return Days(DayOrder.DAY_FIRST, f"Only with the day first is {day} a date.", seen)
    if month:
        return Days(DayOrder.MONTH_FIRST, f"Only with the month first is {month} a date.", seen)
    return Days("", f"{UNDECIDED}{_hint(back)}", seen, _EITHER) if seen else Days("", NO_DATES, 0)


def _hint(back: dict[DayOrder, int]) -> str:
    """In which order the messages would follow each other: it helps whoever is asked, and decides nothing."""
    days, months = back[DayOrder.DAY_FIRST], back[DayOrder.MONTH_FIRST]
    if days == months:
        return ""
    return f" Read with the day first, its dates {_times(days)}; with the month first, they {_times(months)}."


def _times(number: int) -> str:
    """How often a message would be older than the one before it."""
    if number == 0:
        return "follow each other"
    return "would go back once" if number == 1 else f"would go back {number:,} times"


def parts(date: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as it is written; nothing when it is none."""
    found = THREE_NUMBERS.fullmatch(date)
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return first, second, third
    year = third + 2000 if third < 100 else third
    return (year, second, first) if order == DayOrder.DAY_FIRST else (year, first, second)
