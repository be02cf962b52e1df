"""A time as a file writes it, as a moment: in the zone that was stated, unless the file says its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

#: What lies beyond is a counter that ran wild, not a time: it stays as it is written.
FIRST, LAST = 1971, 2199
DAY = dt.timedelta(days=1)


class Moments:
    """Moments in one zone. It counts the times that fall where clocks were put forward or back: they are told of."""

    def __init__(self, zone: str, before: Mapping[str, int] = MappingProxyType({})) -> None:
        self.zone = ZoneInfo(zone)
        self.twice = before.get("twice", 0)
        self.never = before.get("never", 0)
        self.far_off = before.get("far_off", 0)
        #: Whether the moment that was asked for last lies in the second of two like hours.
        self.is_second = False
        self._plain: dict[dt.date, str] = {}

    def counts(self) -> dict[str, int]:
        """What is told of at the end, as far as there is any: whoever reads on from here counts on from it."""
        counted = {"twice": self.twice, "never": self.never, "far_off": self.far_off}
        return {name: count for name, count in counted.items() if count}

    def of(self, sent: dt.datetime | None, before: dt.datetime | None) -> str | None:
        """The moment as the database reads it. `before`: what the message before it in its conversation says."""
        self.is_second = False
        if sent is None:
            return None
        if not FIRST <= sent.year <= LAST:
            self.far_off += 1
            return None
        if sent.tzinfo is not None:
            return sent.isoformat()
        day = sent.date()
        offset = self._plain.get(day)
        if offset is None:
            offset = self._plain[day] = self._offset_of(day)
        return sent.isoformat() + offset if offset else self._near_a_change(sent, before)

    def _offset_of(self, day: dt.date) -> str:
        """How the zone differs from UTC all that day long; nothing on a day on which clocks are changed."""
        begins = dt.datetime.combine(day, dt.time(), self.zone)
        ends = dt.datetime.combine(day + DAY, dt.time(), self.zone)
        if begins.utcoffset() != ends.utcoffset():
            return ""
        return begins.isoformat()[19:]

    def _near_a_change(self, sent: dt.datetime, before: dt.datetime | None) -> str:
        first, second = sent.replace(tzinfo=self.zone), sent.replace(tzinfo=self.zone, fold=1)
        if first.utcoffset() == second.utcoffset():
            return first.isoformat()
        if dt.datetime.fromtimestamp(first.timestamp(), self.zone).replace(tzinfo=None, fold=0) != sent:
            self.never += 1
            return first.isoformat()
        self.twice += 1
        # The hour comes twice: what stands after a later time, or after one in the second hour, is in the second.
        if before is not None and before.tzinfo is None and before.date() == sent.date():
            self.is_second = before > sent or before.fold == 1
        return (second if self.is_second else first).isoformat()
