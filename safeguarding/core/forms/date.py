"""Fields for days, times and moments. They take what people write and say which part is missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeguarding.core import clock
from safeguarding.core.forms.text import FieldWords, sentence, set_words

PARTS = ("day", "month", "year")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
TIME = re.compile(r"^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
NAMED_TIMES = {"noon": dt.time(12), "midday": dt.time(12), "midnight": dt.time(0)}
LONGEST_PART = 20


class DateWidget(forms.Widget):
    """Three boxes: day, month, year."""

    parts: tuple[str, ...] = PARTS
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        found = {part: str(data.get(f"{name}-{part}") or "").strip() for part in self.parts}
        return spread_pasted(found)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def split(self, value: object) -> dict[str, str]:
        """What stands in each box."""
        if isinstance(value, dict):
            return {part: str(value.get(part, "")) for part in self.parts}
        if isinstance(value, dt.datetime):
            local = value.astimezone(clock.LONDON) if value.tzinfo else value
            return {**boxes(local.date()), "time": f"{local:%H:%M}"}
        return boxes(value) if isinstance(value, dt.date) else dict.fromkeys(self.parts, "")

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}-day" if id_ else ""


class MomentWidget(DateWidget):
    """Day, month, year and a 24-hour time."""

    parts = (*PARTS, "time")


def boxes(day: dt.date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def spread_pasted(found: dict[str, str]) -> dict[str, str]:
    """A whole date typed or pasted into the first box, like 22 11 2026 or 22/11/2026, is spread over the three."""
    if found["month"] or found["year"]:
        return found
    iso = ISO_DAY.match(found["day"])
    pieces = list(reversed(iso.groups())) if iso else [p for p in re.split(r"[\s/.\-,]+", found["day"]) if p]
    return {**found, **dict(zip(PARTS, pieces, strict=True))} if len(pieces) == len(PARTS) else found


def month_number(text: str) -> int | None:
    """A month as a number or a name, whole or the first three letters or more."""
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text)
    word = text.lower().rstrip(".")
    matches = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return matches[0] if matches else (9 if word == "sept" else None)


def listed(parts: list[str]) -> str:
    """day · day and month · day, month and year"""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def fail(message: str, code: str, parts: tuple[str, ...] | list[str]) -> ValidationError:
    """An error that knows which boxes are wrong, so that only those are marked."""
    return ValidationError(message, code=code, params={"parts": tuple(parts)})


def parse_day(value: Mapping[str, str], *, noun: str) -> dt.date:
    """The day in the three boxes, or what is wrong with it."""
    missing = [part for part in PARTS if not value.get(part)]
    if missing:
        raise fail(f"{sentence(noun)} must include a {listed(missing)}", "incomplete", missing)
    day_text, month_text, year_text = (value[part][:LONGEST_PART] for part in PARTS)
    day_text = re.sub(r"(?i)(st|nd|rd|th)$", "", day_text)
    if not re.fullmatch(r"[0-9]{4}", year_text):
        raise fail("Year must have 4 numbers, like 2026", "year", ["year"])
    if month_number(month_text) is None:
        raise fail("Month must be a number or a name, like 11 or November", "month", ["month"])
    if not re.fullmatch(r"[0-9]{1,2}", day_text):
        raise fail("Day must be a number, like 22", "day", ["day"])
    try:
        return dt.date(int(year_text), month_number(month_text) or 0, int(day_text))
    except ValueError:
        raise fail(f"{sentence(noun)} must be a real date", "invalid", PARTS) from None


def parse_time(text: str, *, noun: str) -> dt.time:
    """A time as people write it: 14:05, 1405, 14.05, 2:05pm, noon."""
    text = text.strip()[:LONGEST_PART]
    if text.lower() in NAMED_TIMES:
        return NAMED_TIMES[text.lower()]
    match = TIME.match(text)
    if match and text.isascii():
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()[:1]
        bare_number = match[2] is None and not half
        if not bare_number and minute < 60 and (1 <= hour <= 12 if half else hour < 24):
            return dt.time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)
    raise fail(f"{sentence(noun)} must be a time in 24 hours, like 14:05", "invalid_time", ["time"])


class DateField(FieldWords, forms.Field):
    """A day. `past` refuses days to come, `future` refuses days gone by; `earliest` and `latest` bound it."""

    widget: Any = DateWidget

    def __init__(
        self,
        *,
        label: str | None = None,
        hint: str = "",
        noun: str = "",
        past: bool = False,
        future: bool = False,
        earliest: dt.date = dt.date(1900, 1, 1),
        latest: dt.date = dt.date(2199, 12, 31),
        **kwargs: Any,
    ) -> None:
        super().__init__(label=label, help_text=hint, **kwargs)
        self.past, self.future, self.earliest, self.latest = past, future, earliest, latest
        set_words(self, noun, label, kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.date):
            return value
        if not value or not any(value.values()):
            return None
        day = parse_day(value, noun=self.noun)
        self.check_bounds(day)
        return day

    def check_bounds(self, day: dt.date) -> None:
        today, name = clock.today(), sentence(self.noun)
        if self.past and day > today:
            raise fail(f"{name} must be today or in the past", "future", PARTS)
        if self.future and day < today:
            raise fail(f"{name} must be today or in the future", "past", PARTS)
        if not self.earliest <= day <= self.latest:
            message = f"{name} must be between {self.earliest.year} and {self.latest.year}"
            raise fail(message, "range", ["year"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class TimeField(FieldWords, forms.CharField):
    """A time of day, 24 hours."""

    width = "5"

    def __init__(self, *, label: str | None = None, hint: str = "", noun: str = "", **kwargs: Any) -> None:
        super().__init__(label=label, help_text=hint, **kwargs)
        set_words(self, noun, label, kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.time):
            return value
        text = super().to_python(value)
        return parse_time(text, noun=self.noun) if text else None


class MomentField(DateField):
    """A day and a time in London, as one instant. With `time_optional`, a missing time means the start of the day."""

    widget = MomentWidget

    def __init__(self, *, time_optional: bool = False, **kwargs: Any) -> None:
        self.time_optional = time_optional
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return value
        if not value or not any(value.values()):
            return None
        day = parse_day(value, noun=self.noun)
        if not value.get("time") and not self.time_optional:
            raise fail(f"{sentence(self.noun)} must include a time", "incomplete", ["time"])
        time = parse_time(value["time"], noun=self.noun) if value.get("time") else dt.time(0)
        self.check_bounds(day)
        return self.check_moment(day, time)

    def check_moment(self, day: dt.date, time: dt.time) -> dt.datetime:
        """Refuses a moment still to come when only the past will do, and the hour that spring skips."""
        moment = dt.datetime.combine(day, time, tzinfo=clock.LONDON)
        if moment.astimezone(dt.UTC).astimezone(clock.LONDON).time() != time:
            message = f"{time:%H:%M} did not happen that day: the clocks went forward. Enter a different time"
            raise fail(message, "skipped_hour", ["time"])
        if self.past and moment > clock.now():
            raise fail(f"{sentence(self.noun)} must be in the past", "future", ["time"])
        if self.future and moment < clock.now():
            raise fail(f"{sentence(self.noun)} must be in the future", "past", ["time"])
        return moment
