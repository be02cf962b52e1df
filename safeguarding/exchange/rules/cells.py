"""What a cell says: a day, a choice, a name; and in plain words what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from safeguarding.assurance.choices import DbsLevel, VettingLevel, VettingStatus, Workforce
from safeguarding.core.spreadsheet import FORMULA_STARTS
from safeguarding.exchange.choices import LONGEST_CELL, NO, YES, Column, DayOrder
from safeguarding.people.choices import PersonType, PlacementRole

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
NUMBERS = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?$")
ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$")
WORDS = re.compile(r"^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{4}|\d{2})$", re.I)
WORDS_US = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$", re.I)
SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
#: How Excel counts days: from the end of 1899, with a day too many in 1900.
EXCEL_BEGINS = dt.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 3_654, 73_050  # 1910 to 2099
#: What a text may not begin with, and what the name of a person may not: a spreadsheet would work it out.
WORKED_OUT = ("=", "@")
NAMES = {"given_name", "family_name", "known_as", "full_name"}
NO_RESULT = "“{}” is a formula, and the file does not hold its result. Write what it should say"
EMPTY = {"", "-", "n/a", "na", "none", "null", "nil", "not known", "unknown", "tbc", "#n/a"}
OPEN_ENDED = {"present", "current", "ongoing", "to date"}
SAME_SHAPE = "Write the day as 31/12/2026 or 2026-12-31"


def order_of(values: Iterable[str]) -> str:
    """How the days of a column are written, from those that can be read one way alone."""
    day_first = month_first = False
    for value in values:
        match = NUMBERS.match(value.strip())
        if match:
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
    if day_first and month_first:
        return DayOrder.MIXED
    if month_first:
        return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if day_first else DayOrder.ASSUMED


def day(text: str, order: str, *, today: dt.date) -> dt.date:
    """The day that a cell says. Raises ValueError with words for people."""
    text = " ".join(text.split())
    try:
        found = _day(text, order, today)
    except (ValueError, OverflowError) as error:
        said = str(error) if isinstance(error, Unclear) else f"“{text[:40]}” is no day. {SAME_SHAPE}"
        raise ValueError(said) from error
    if not 1900 <= found.year <= 2100:
        raise ValueError(f"The year {found.year} cannot be right. {SAME_SHAPE}")
    return found


class Unclear(ValueError):
    """The day could be two."""


def _day(text: str, order: str, today: dt.date) -> dt.date:
    if match := ISO.match(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMBERS.match(text):
        first, second, year = int(match[1]), int(match[2]), _year(match[3], today)
        if order == DayOrder.MIXED and first <= 12 and second <= 12 and first != second:
            raise Unclear(f"“{text}” may be two days: the column has both ways of writing. {SAME_SHAPE}")
        month_first = second > 12 if order == DayOrder.MIXED else order == DayOrder.MONTH_FIRST
        return dt.date(year, first, second) if month_first else dt.date(year, second, first)
    if match := WORDS.match(text):
        return dt.date(_year(match[3], today), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := WORDS_US.match(text):
        return dt.date(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    if SERIAL.match(text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        return EXCEL_BEGINS + dt.timedelta(days=int(float(text)))
    raise ValueError(text)


def _year(text: str, today: dt.date) -> int:
    """Two figures mean the year of the last ninety or the next ten that ends so."""
    if len(text) == 4:
        return int(text)
    year = today.year - today.year % 100 + int(text)
    return year - 100 if year > today.year + 10 else year


def says_nothing(text: str) -> bool:
    return text.strip().lower() in EMPTY


def whole_name(text: str) -> tuple[str, str]:
    """First and family name of one that stands in one cell: “Smith, Jane” or “Jane Smith”."""
    if "," in text:
        family, _, given = text.partition(",")
        return given.strip(), family.strip()
    given, _, family = text.strip().rpartition(" ")
    return (given, family) if given else ("", family)


def text_error(column: Column, text: str) -> str:
    """What is wrong with a text: too long to be what the column says, or a formula."""
    if len(text) > LONGEST_CELL:
        return "This cell is far too long"
    if text.startswith(WORKED_OUT) or (column.name in NAMES and text.startswith(FORMULA_STARTS)):
        return f"“{text[:40]}” is something for a spreadsheet to work out, not text. Write what it should say"
    return f"Use {column.longest} characters or fewer: this has {len(text)}" if len(text) > column.longest else ""


ROLE_WORDS: Mapping[str, str] = {
    **{role.value: role.value for role in PlacementRole}, **{role.label.lower(): role.value for role in PlacementRole},
    "cadet": PlacementRole.YOUNG_PERSON, "young person": PlacementRole.YOUNG_PERSON,
    "member": PlacementRole.YOUNG_PERSON, "pupil": PlacementRole.YOUNG_PERSON, "cadet leader": PlacementRole.LEADER,
    "unit leader": PlacementRole.LEADER, "volunteer": PlacementRole.HELPER, "adult volunteer": PlacementRole.HELPER,
    "assistant": PlacementRole.HELPER, "coordinator": PlacementRole.ORGANISER, "teacher": PlacementRole.TEACHER,
}  # fmt: skip
TYPE_WORDS: Mapping[str, str] = {
    **{one.value: one.value for one in PersonType}, **{one.label.lower(): one.value for one in PersonType},
    "pc": PersonType.POLICE_OFFICER, "police constable": PersonType.POLICE_OFFICER,
    "officer": PersonType.POLICE_OFFICER,
    "sergeant": PersonType.POLICE_OFFICER, "ps": PersonType.POLICE_OFFICER, "inspector": PersonType.POLICE_OFFICER,
    "special": PersonType.SPECIAL_CONSTABLE, "sc": PersonType.SPECIAL_CONSTABLE,
    "police community support officer": PersonType.PCSO, "staff": PersonType.POLICE_STAFF,
    "police support volunteer": PersonType.VOLUNTEER, "psv": PersonType.VOLUNTEER,
    "cadet leader": PersonType.VOLUNTEER, "teacher": PersonType.TEACHER_PARTNER,
    "agency": PersonType.CONTRACTOR, "agency staff": PersonType.CONTRACTOR,
}  # fmt: skip


def _labelled(choices: Any, **more: str) -> dict[str, str]:
    told = {str(label).lower(): str(value) for value, label in choices.choices}
    return {**{value: value for value in choices.values}, **told, **more}


LEVEL_WORDS: Mapping[str, str] = _labelled(
    DbsLevel, **{"enhanced with barred list": DbsLevel.ENHANCED_BARRED, "enhanced + barred": DbsLevel.ENHANCED_BARRED,
                 "enhanced with children's barred list": DbsLevel.ENHANCED_BARRED},
)  # fmt: skip
WORKFORCE_WORDS: Mapping[str, str] = _labelled(Workforce, children=Workforce.CHILD, child=Workforce.CHILD)
VETTING_WORDS: Mapping[str, str] = _labelled(
    VettingLevel, **{"nppv level 1": VettingLevel.NPPV1, "nppv level 3": VettingLevel.NPPV3,
                     "nppv 2": VettingLevel.NPPV2_FULL, "nppv2": VettingLevel.NPPV2_FULL,
                     "recruitment vetting": VettingLevel.RV, "management vetting": VettingLevel.MV},
)  # fmt: skip
STATUS_WORDS: Mapping[str, str] = _labelled(VettingStatus, clear=VettingStatus.GRANTED, cleared=VettingStatus.GRANTED)


def yes_or_no(text: str) -> str:
    """Raises ValueError when it is neither."""
    word = text.strip().lower()
    if word not in (*YES, *NO):
        raise ValueError(f"“{text[:40]}” is neither yes nor no")
    return "yes" if word in YES else "no"


def one_of(words: Mapping[str, str], text: str, what: str, known: Iterable[str]) -> str:
    """The choice that a cell means. Raises ValueError with the choices there are."""
    found = words.get(" ".join(text.lower().split()))
    if found is None:
        raise ValueError(f"“{text[:40]}” is no {what} here. Use: {', '.join(known)}")
    return found
