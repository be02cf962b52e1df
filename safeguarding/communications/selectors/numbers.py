"""The numbers that the rules go by in a force, on any day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from safeguarding.communications.models import Threshold
from safeguarding.communications.rules.facts import Limits

HOURS_OF_A_YEAR = 24 * 365


@dataclass(frozen=True, slots=True)
class Number:
    """One number: what it is, and between which figures it may lie (times of day have none)."""

    name: str
    label: str
    unit: str
    smallest: int = 0
    largest: int = 0

    @property
    def is_time(self) -> bool:
        return not self.largest


NUMBERS: tuple[Number, ...] = (
    Number("quiet_from", "Quiet hours begin at", ""),
    Number("quiet_until", "Quiet hours end at", ""),
    Number("social_most", "Contacts without a purpose that are allowed", "contacts", 0, 100),
    Number("social_days", "Days over which they are counted", "days", 1, 365),
    Number("check_hours", "Hours in which the second adult looks", "hours", 1, HOURS_OF_A_YEAR),
    Number("answer_hours", "Hours in which a private message is answered another way", "hours", 1, HOURS_OF_A_YEAR),
    Number("report_hours", "Hours in which an attempt is reported", "hours", 1, HOURS_OF_A_YEAR),
)
BY_NAME = {number.name: number for number in NUMBERS}
DEFAULTS = Limits()


def read(name: str, text: str) -> Any:
    """A number as it is kept, as the rules take it; raises ValueError when it is none that they can go by."""
    number = BY_NAME[name]
    if number.is_time:
        return dt.time.fromisoformat(text)
    figure = int(text)
    if not number.smallest <= figure <= number.largest:
        raise ValueError(text)
    return figure


def words_of(name: str, value: Any) -> str:
    """A number for people: 21:00, or 5 contacts."""
    number = BY_NAME[name]
    return f"{value:%H:%M}" if number.is_time else f"{value} {number.unit}"


def limits_on(force_id: int, day: dt.date) -> Limits:
    """What the force goes by on that day; what it never set is as it comes."""
    rows = Threshold.objects.filter(force_id=force_id, since__lte=day).order_by("since", "pk")
    return limits_from(list(rows), day)


def numbers_of(force_id: int) -> list[Threshold]:
    """Every number of the force, the earliest first, for `limits_from`."""
    return list(Threshold.objects.filter(force_id=force_id).order_by("since", "pk"))


def limits_from(rows: list[Threshold], day: dt.date) -> Limits:
    """The same from rows already read, the earliest first, for many days at once."""
    known = {field.name for field in fields(Limits)}
    said = {row.name: read(row.name, row.value) for row in rows if row.since <= day and row.name in known}
    return replace(DEFAULTS, **said)


class Numbers:
    """The numbers of a force on any day, in one query however many days are asked about."""

    def __init__(self, force_id: int) -> None:
        self.rows = numbers_of(force_id)
        self._found: dict[dt.date, Limits] = {}

    def on(self, day: dt.date) -> Limits:
        if day not in self._found:
            self._found[day] = limits_from(self.rows, day)
        return self._found[day]


def history_of(force_id: int) -> list[Threshold]:
    """Every number that was ever set in the force, the newest first."""
    return list(Threshold.objects.filter(force_id=force_id).select_related("set_by").order_by("-since", "-pk"))
