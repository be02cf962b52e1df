"""Months, bands and the words that a chart's title says. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from safeguarding.core import clock
from safeguarding.dashboards.choices import AGE_BANDS, AgeBand

# A row a month, a column a choice.
Table = list[tuple[dt.date, list[int]]]


@dataclass(frozen=True)
class TriageTime:
    """How long concerns received in a month waited for a decision, in hours; None when none was decided."""

    month: dt.date
    decided: int
    median: float | None
    ninetieth: float | None


def first_of_month(day: dt.date) -> dt.date:
    return day.replace(day=1)


def months_up_to(day: dt.date, count: int) -> list[dt.date]:
    """The first days of the `count` months that end with the month of `day`, oldest first."""
    last = first_of_month(day)
    return [last - relativedelta(months=back) for back in range(count - 1, -1, -1)]


def month_bounds(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The instants between which a London month lies."""
    start = dt.datetime.combine(month, dt.time(0), tzinfo=clock.LONDON)
    end = dt.datetime.combine(month + relativedelta(months=1), dt.time(0), tzinfo=clock.LONDON)
    return start, end


def parse_month(text: str) -> dt.date | None:
    """A month written 2026-11; None for anything else."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=clock.LONDON).date()
    except ValueError:
        return None


def month_words(month: dt.date) -> str:
    return f"{calendar.month_name[month.month]} {month.year}"


def band_of(key: str) -> AgeBand | None:
    return next((band for band in AGE_BANDS if band.key == key), None)


def opened_between(band: AgeBand, today: dt.date) -> tuple[dt.datetime | None, dt.datetime]:
    """The instants between which a case in this band was opened: (from, before); from None means any time."""
    before = _midnight(today - dt.timedelta(days=band.least - 1))
    if band.under is None:
        return None, before
    return _midnight(today - dt.timedelta(days=band.under - 1)), before


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), tzinfo=clock.LONDON)


def hours_in_words(hours: float | None) -> str:
    """A length of time as people say it: minutes under an hour, hours under two days, then days."""
    if hours is None:
        return "–"
    if hours < 1:
        return _count(round(hours * 60), "minute")
    if hours < 48:
        return _count(round(hours), "hour")
    return _count(round(hours / 24), "day")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def compared(now: int, before: int) -> str:
    """A number beside the one of 28 days before."""
    return f"28 days ago: {before}" if now != before else "the same 28 days ago"


def finding_on_triage(times: list[TriageTime]) -> str:
    """The title that says what the chart shows: how long the last whole month's concerns waited."""
    known = [time for time in times[:-1] if time.median is not None]
    if not known:
        return "No concern has been decided yet"
    last = known[-1]
    words = f"Half of {month_words(last.month)}’s concerns were decided within {hours_in_words(last.median)}"
    return f"{words}, nine in ten within {hours_in_words(last.ninetieth)}"


def finding_on_concerns(table: Table) -> str:
    """The title of the concerns chart: the later half of the months shown against the earlier one."""
    half = len(table) // 2
    earlier = sum(sum(counts) for _, counts in table[:half])
    later = sum(sum(counts) for _, counts in table[half:])
    return f"{later} concerns in the last {half} months, {earlier} in the {half} before"


def finding_on_schemes(lacking: int, count: int) -> str:
    """The title of the chart of gaps."""
    if not count:
        return "No scheme is on the register"
    if not lacking:
        return "No scheme lacks anything"
    verb = "lacks" if lacking == 1 else "lack"
    return f"{lacking} of {count} schemes {verb} something that is expected today"
