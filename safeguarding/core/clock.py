"""What time it is. The only place that asks the machine, so that tests can move it."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_standing_at: ContextVar[dt.datetime | None] = ContextVar("standing_at", default=None)


def now() -> dt.datetime:
    """This instant, in UTC."""
    return _standing_at.get() or timezone.now()


@contextlib.contextmanager
def standing_at(moment: dt.datetime) -> Iterator[None]:
    """Inside, it is this moment, for this thread alone: how the demo tells of what happened over two years."""
    token = _standing_at.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _standing_at.reset(token)


def today() -> dt.date:
    """Today's date in London."""
    return now().astimezone(LONDON).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """23:59:59 in London on that day: the moment a clock due on the day runs out."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=LONDON)


def london_date(moment: dt.datetime) -> dt.date:
    """The London date of an instant."""
    return moment.astimezone(LONDON).date()


@lru_cache(maxsize=10_000)
def date_words(day: dt.date) -> str:
    """A date as people write it: 22 November 2026."""
    return f"{day.day} {day:%B %Y}"
