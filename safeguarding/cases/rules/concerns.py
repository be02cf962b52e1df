"""What is impossible about when something happened, on plain values."""

from __future__ import annotations

import datetime as dt

from safeguarding.cases.choices import WhenKind

EARLIEST = dt.date(1940, 1, 1)


def when_errors(
    kind: str,
    *,
    happened_on: dt.date | None,
    happened_time: dt.time | None,
    happened_until: dt.date | None,
    when_text: str,
    now: dt.datetime,
) -> dict[str, str]:
    """What is missing or impossible, by field. `now` is the moment in London."""
    errors = _missing(kind, happened_on, when_text)
    for name, day in (("happened_on", happened_on), ("happened_until", happened_until)):
        wrong = _impossible(day, now.date())
        if wrong:
            errors[name] = wrong
    if errors:
        return errors
    if happened_on and happened_until and happened_until < happened_on:
        errors["happened_until"] = "The last day must be the same as or after the first day"
    if happened_on == now.date() and happened_time and happened_time > now.time():
        errors["happened_time"] = "The time must be in the past"
    return errors


def _missing(kind: str, happened_on: dt.date | None, when_text: str) -> dict[str, str]:
    if kind == WhenKind.EXACT and happened_on is None:
        return {"happened_on": "Enter the day it happened"}
    if kind == WhenKind.PERIOD and happened_on is None:
        return {"happened_on": "Enter the first day, or select that you do not know when it happened"}
    if kind == WhenKind.ABOUT and happened_on is None and not when_text:
        return {"happened_on": "Enter the day it was around, or say in your own words when it was"}
    return {}


def _impossible(day: dt.date | None, today: dt.date) -> str:
    if day is not None and day > today:
        return "The day it happened must be today or in the past"
    if day is not None and day < EARLIEST:
        return f"The day it happened must be after {EARLIEST.year}"
    return ""
