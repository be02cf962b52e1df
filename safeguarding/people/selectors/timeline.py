"""Spans of time drawn as bars beside each other, in twentieths of the time they fill together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

STEPS = 20


class Spans(Protocol):
    """Anything with a first and maybe a last day."""

    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Bar:
    """One span: what it is of, where its bar begins and how long it is (both in steps), and whether it runs today."""

    of: Spans
    begins: int
    length: int
    is_now: bool


def bars(spans: Sequence[Spans], *, today: dt.date) -> list[Bar]:
    """Each span with its bar, on one scale from the earliest first day to today or the last day that is to come."""
    if not spans:
        return []
    first = min(one.starts_on for one in spans)
    last = max(today, *(one.ends_on or today for one in spans), *(one.starts_on for one in spans))
    whole = max((last - first).days, 1)
    found = []
    for one in spans:
        until = one.ends_on or max(today, one.starts_on)
        begins = min(round((one.starts_on - first).days * STEPS / whole), STEPS - 1)
        ends = round((until - first).days * STEPS / whole)
        is_now = one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)
        found.append(Bar(one, begins, max(min(ends, STEPS) - begins, 1), is_now))
    return found
