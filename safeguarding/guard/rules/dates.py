"""Days, ages, roles and places in a text: what may point at somebody though it names nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeguarding.guard.rules.text import Reading
from safeguarding.guard.rules.words import TITLES, ordinary

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501
_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()  # noqa: SIM905
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()  # noqa: SIM905
#: The days of a month as words, the thirty-first last.
ORDINALS = (
    *_ONES, *_TEENS, "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first",
)  # fmt: skip
_ORDINAL = "|".join(sorted((word.replace("-", "[ -]") for word in ORDINALS), key=len, reverse=True))
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<{0}>(?:19|20)?[0-9]{{2}}))?"
_NUMBER = rf"(?P<d1>[0-3]?[0-9]|{_ORDINAL})"
DAY_FIRST = _NUMBER + r"(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m1") + r"\.?" + _YEAR.format("y1")
MONTH_FIRST = _MONTH.format("m2") + r"\.?\s+(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?" + _YEAR.format("y2")
FIGURES = r"(?P<d3>[0-3]?[0-9])\s?[/.\-–]\s?(?P<m3>[01]?[0-9])\s?[/.\-–]\s?(?P<y3>(?:19|20)?[0-9]{2})"
YEAR_FIRST = r"(?P<y4>(?:19|20)[0-9]{2})\s?[/.\-–]\s?(?P<m4>[01]?[0-9])\s?[/.\-–]\s?(?P<d4>[0-3]?[0-9])"
DAY = re.compile(rf"(?<![0-9A-Za-z])(?:{YEAR_FIRST}|{FIGURES}|{DAY_FIRST}|{MONTH_FIRST})(?![0-9A-Za-z])", re.IGNORECASE)
NUMBERS = "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()  # noqa: SIM905
_AGE = rf"(?:[1-9]|1[0-9]|{'|'.join(NUMBERS)})"
AGE = re.compile(
    rf"(?<![0-9A-Za-z])(?:aged?\s+(?:of\s+)?{_AGE}(?![0-9A-Za-z])"
    rf"|{_AGE}(?:\s?(?:/|or|-|–|to)\s?{_AGE})?[\s-]years?[\s-]olds?|{_AGE}\s?y/?o(?![A-Za-z])"
    rf"|(?:was|is|turned|were)\s+(?:then\s+|just\s+)?{_AGE}(?=\s+(?:at the time|when)|[,.;]))",
    re.IGNORECASE,
)
#: An exact age of an adult says little by itself; beside a place or a day it may point at one person.
AGE_OF_ADULT = re.compile(
    r"(?<![0-9A-Za-z])(?:aged?\s+(?:of\s+)?[2-9][0-9](?![0-9A-Za-z])|[2-9][0-9][\s-]years?[\s-]olds?|[2-9][0-9]\s?y/?o)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?<![A-Za-z])(?:PCSO|sergeant|inspector|superintendent|constable|teacher|head ?teacher|coach|youth worker|"
    r"caretaker|governor|instructor|chaplain|schools? officer|unit leader|special constable)(?![A-Za-z])",
    re.IGNORECASE,
)
PLACE_BEFORE = re.compile(r"(?:\b(?:in|at|near|from|of|outside|around|to|by)\s+(?:the\s+)?)$")
PLACE_KINDS = ("street", "road", "lane", "avenue", "close", "park", "school", "academy", "village", "college")


#: From where to where something stands.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is written. Without a year it is a day and a month."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def is_of(self, born: dt.date, *, swapped: bool = False) -> bool:
        """Whether it is this day, or this day with day and month changed about; a year in two figures is both."""
        day, month = (self.month, self.day) if swapped else (self.day, self.month)
        return (day, month) == (born.day, born.month) and self.year in (None, born.year, born.year % 100)


def days_in(text: str) -> Iterator[Day]:
    """Every day that stands in a text, however it is written."""
    for found in DAY.finditer(text):
        way = next(number for number in "4312" if found[f"d{number}"])
        month = found[f"m{way}"]
        number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
        year, day = found[f"y{way}"], _day(found[f"d{way}"])
        if 1 <= day <= 31 and 1 <= number <= 31:
            yield Day(found.start(), found.end(), day, number, int(year) if year else None)


def _day(written: str) -> int:
    return int(written) if written.isdigit() else ORDINALS.index("-".join(written.lower().split())) + 1


@dataclass(frozen=True, slots=True)
class Pointer:
    """An age, a role, a place or a day, where it stands."""

    kind: str
    start: int
    end: int


def pointers(reading: Reading, ages: Iterable[Span], days: Iterable[Day]) -> list[Pointer]:
    """What may point at somebody, in the order of the text."""
    raw = reading.raw
    found = [Pointer("age", start, end) for start, end in ages]
    found += [Pointer("age", age.start(), age.end()) for age in AGE_OF_ADULT.finditer(raw)]
    found += [Pointer("role", role.start(), role.end()) for role in ROLE.finditer(raw)]
    found += [Pointer("day", day.start, day.end) for day in days]
    found += list(_places(reading))
    return sorted(found, key=lambda one: one.start)


def _places(reading: Reading) -> Iterator[Pointer]:
    """A capital letter after in, at or near, or before Road, Park or School."""
    for index, word in enumerate(reading.words):
        if not word.has_capital or len(word.text) < 4 or word.text in ordinary() or word.text in TITLES:
            continue
        before = reading.raw[max(0, word.start - 20) : word.start]
        after = reading.words[index + 1] if index + 1 < len(reading.words) else None
        if PLACE_BEFORE.search(before) or (after is not None and after.text in PLACE_KINDS and after.has_capital):
            yield Pointer("place", word.start, word.end)


#: Which kinds together are rare enough to point at one person. An age beside a role alone says little.
RARE = (
    {"age", "place"}, {"age", "day"}, {"place", "day"}, {"role", "place"}, {"role", "day"},
)  # fmt: skip


def is_rare(kinds: set[str]) -> bool:
    return any(pair <= kinds for pair in RARE)
