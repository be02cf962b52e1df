"""How what is on record becomes general: ages as bands, days as parts of a year, and lines as numbered points. Pure."""

from __future__ import annotations

import re

from safeguarding.guard.rules.dates import AGE, days_in
from safeguarding.people.choices import AgeBand

#: Up to which age each band goes, and how a report says it.
BANDS = ((11, "of primary school age"), (15, "in their early teens"), (17, "in their late teens"))
OF_BAND: dict[str, str] = {
    AgeBand.UNDER_5: "very young", AgeBand.FROM_5_TO_8: "of primary school age",
    AgeBand.FROM_9_TO_12: "of primary school age", AgeBand.FROM_12_TO_13: "in their early teens",
    AgeBand.FROM_13_TO_15: "in their early teens", AgeBand.FROM_16_TO_17: "in their late teens",
}  # fmt: skip
GROWN_UP = "an adult"
PARTS = ((4, "early in"), (8, "in the middle of"), (12, "late in"))
A_FIGURE = re.compile(r"[0-9]{1,2}")
IN_WORDS = "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()  # noqa: SIM905
EMPTY_LINES = re.compile(r"\n\s*\n")


def band(age: int) -> str:
    """How an age is said in general."""
    return next((words for most, words in BANDS if age <= most), GROWN_UP)


def in_general(text: str) -> str:
    """The text with its exact ages as bands and its exact days as parts of a year."""
    return _days_in_general(_ages_in_general(text))


def _ages_in_general(text: str) -> str:
    return AGE.sub(lambda found: band(_age(found.group())), text)


def _age(said: str) -> int:
    figure = A_FIGURE.search(said)
    if figure:
        return int(figure.group())
    return 5 + next(at for at, word in enumerate(IN_WORDS) if re.search(rf"\b{word}", said.lower()))


def _days_in_general(text: str) -> str:
    for day in sorted(days_in(text), key=lambda one: -one.start):
        part = next((words for most, words in PARTS if day.month <= most), "in")
        said = f"{part} {day.year if day.year and day.year > 99 else 2000 + day.year}" if day.year else "one day"
        before = text[: day.start]
        # "on 4 June" becomes "in the middle of": the preposition goes with the day.
        before = re.sub(r"\b(?:on|in|since)\s+(?:the\s+)?$", "", before, flags=re.IGNORECASE)
        text = before + said + text[day.end :]
    return text


def points(text: str) -> list[str]:
    """The points of a section that is a list: a line left empty begins the next."""
    return [" ".join(part.split("\n")).strip() for part in EMPTY_LINES.split(text.strip()) if part.strip()]
