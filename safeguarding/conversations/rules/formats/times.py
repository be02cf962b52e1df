"""Times as files count or write them."""

from __future__ import annotations

import datetime as dt
import re

_BEGIN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
#: No phone wrote a message before, and no calendar here goes further.
_YEARS = range(1971, 2200)
_WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?", re.ASCII
)


def moment(counted: float | None, *, per_second: int) -> dt.datetime | None:
    """What is counted from the beginning of 1970 in UTC; nothing where that is no time of a message."""
    if counted is None:
        return None
    try:
        sent = _BEGIN + dt.timedelta(microseconds=round(counted * (1_000_000 // per_second)))
    except (OverflowError, ValueError):
        return None
    return sent if sent.year in _YEARS else None


def as_written(text: str) -> dt.datetime | None:
    """A time with its year first; without a zone where none is written."""
    plain = text.strip()
    if not _WRITTEN.fullmatch(plain):
        return None
    plain = plain.replace(",", ".").replace(" UTC", "+00:00").replace("UTC", "+00:00")
    try:
        sent = dt.datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", plain))
    except (OverflowError, ValueError):
        return None
    return sent if sent.year in _YEARS else None
