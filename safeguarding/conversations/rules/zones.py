"""From a time as a clock on the wall showed it to the instant that it was, and back to nobody's guess."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

TWICE = "The clocks went back: this time was there twice that night. It is read as the first, in summer time."
NEVER = "The clocks went forward: this time did not exist. It is read as if they had not."
AT_THE_END = "The time lies too far off to be turned into UTC: it stands as it is written."


def to_utc(naive: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, str]:
    """The instant, and a note where the local time was there twice or never. What has a zone already keeps it."""
    try:
        if naive.tzinfo is not None:
            return naive.astimezone(dt.UTC), ""
        first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
        instant = first.astimezone(dt.UTC)
        if first.utcoffset() == second.utcoffset():
            return instant, ""
        existed = instant.astimezone(zone).replace(tzinfo=None, fold=0) == naive.replace(fold=0)
    except (OverflowError, ValueError):
        return naive.replace(tzinfo=dt.UTC), AT_THE_END
    return instant, TWICE if existed else NEVER
