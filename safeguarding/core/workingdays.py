"""Working days in England and Wales: pure arithmetic, no database, no network.

A working day is any day but Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales under
the Banking and Financial Dealings Act 1971. The calendar comes from the `holidays` package; what was proclaimed since
it was published is passed in as `overrides`: a day, and whether it is a bank holiday.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

import holidays

Overrides = Mapping[dt.date, bool]

# Without the subdivision the package leaves out Easter Monday and the August bank holiday.
COUNTRY, SUBDIVISION = "GB", "ENG"
FIRST_YEAR, LAST_YEAR = 1900, 2100
CALENDAR_VERSION = f"holidays {holidays.__version__}"

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


class OutsideCalendar(ValueError):
    """The day is before or after the years whose bank holidays are known."""


def bank_holidays(year: int) -> Mapping[dt.date, str]:
    """The bank holidays of a year in England and Wales and what each is called, substitute days included."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideCalendar(f"Bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    return _published(year)


def is_bank_holiday(day: dt.date, overrides: Overrides | None = None) -> bool:
    """Whether the day is a bank holiday; what has been proclaimed since goes before what was published."""
    return (overrides or {}).get(day, day in bank_holidays(day.year))


def is_working_day(day: dt.date, overrides: Overrides | None = None) -> bool:
    """Neither a weekend nor a bank holiday."""
    return day.weekday() < SATURDAY and not is_bank_holiday(day, overrides)


def first_working_day_from(day: dt.date, overrides: Overrides | None = None) -> dt.date:
    """The day itself when it is a working day, otherwise the next one that is."""
    return day if is_working_day(day, overrides) else next(working_days_after(day, overrides))


def nth_working_day_after(day: dt.date, n: int, overrides: Overrides | None = None) -> dt.date:
    """The nth working day, counting from the first working day after `day`. The day itself never counts."""
    if n < 1:
        raise ValueError("Working days after a day are counted from one.")
    following = working_days_after(day, overrides)
    return [next(following) for _ in range(n)][-1]


def nth_working_day_beginning_with(day: dt.date, n: int, overrides: Overrides | None = None) -> dt.date:
    """The nth working day, counting `day` itself as the first if it is one."""
    if n == 1:
        return first_working_day_from(day, overrides)
    return nth_working_day_after(day, n - is_working_day(day, overrides), overrides)


def working_days_after(day: dt.date, overrides: Overrides | None = None) -> Iterator[dt.date]:
    """Each working day after `day`, in order."""
    while True:
        day = _next_day(day)
        if is_working_day(day, overrides):
            yield day


def differences(published: Mapping[dt.date, str]) -> dict[dt.date, bool]:
    """Where a published list of whole years differs from the package's: the days, and whether each is a bank holiday.

    Weekends are left out: they are no working days either way, and the official list names only the substitute days.
    """
    known: set[dt.date] = set()
    for year in {day.year for day in published}:
        known |= set(bank_holidays(year))
    differing = {day for day in known ^ set(published) if day.weekday() < SATURDAY}
    return {day: day in published for day in sorted(differing)}


def calendar_version(overrides: Overrides | None = None) -> str:
    """Which calendar a date was worked out with: the package's version and a digest of what was proclaimed since."""
    if not overrides:
        return CALENDAR_VERSION
    listed = ",".join(f"{day:%Y-%m-%d}={overrides[day]:d}" for day in sorted(overrides))
    return f"{CALENDAR_VERSION}+{hashlib.sha256(listed.encode()).hexdigest()[:10]}"


@lru_cache(maxsize=256)
def _published(year: int) -> Mapping[dt.date, str]:
    return dict(holidays.country_holidays(COUNTRY, subdiv=SUBDIVISION, years=year))


def _next_day(day: dt.date) -> dt.date:
    try:
        return day + ONE_DAY
    except OverflowError:
        raise OutsideCalendar("The calendar ends here.") from None
