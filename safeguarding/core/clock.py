"""What time it is. The only place that asks the machine, so that tests can move it."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """This instant, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """Today's date in London."""
    return now().astimezone(LONDON).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """23:59:59 in London on that day: the moment a clock due on the day runs out."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=LONDON)


def london_date(moment: dt.datetime) -> dt.date:
    """The London date of an instant."""
    return moment.astimezone(LONDON).date()
