"""Figures, dates and initials, and what points at somebody though it names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.dates import AGE, Day, Pointer, Span, is_rare, pointers
from safeguarding.guard.rules.needles import LAST_DIGITS, Needles
from safeguarding.guard.rules.raw import Raw, of_needle
from safeguarding.guard.rules.text import Reading

NUMBER = re.compile(r"(?<![0-9])\+?[0-9](?:[\s().\-–/]{0,3}[0-9]){5,17}(?![0-9])")
EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+\s?@\s?[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")
FIGURES = {
    "zero": "0", "oh": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
TIMES = {"double": 2, "treble": 3, "triple": 3}
_FIGURE = rf"(?:(?:{'|'.join(TIMES)})\s+)?(?:{'|'.join(FIGURES)})"
#: Four figures and more, each as a word.
SPELT_OUT = re.compile(rf"\b{_FIGURE}(?:[\s,\-]+{_FIGURE}){{3,}}\b", re.IGNORECASE)
BARE_INITIALS = re.compile(r"(?<![A-Za-z.])([A-Z])\.\s?([A-Z])\.?(?![A-Za-z])")


def in_figures(reading: Reading, wanted: Needles, days: Sequence[Day]) -> Iterator[Raw]:
    """Numbers, addresses of email, days of birth and initials."""
    yield from _numbers(reading, wanted)
    yield from _spelt_out(reading, wanted)
    yield from _emails(reading, wanted)
    yield from _births(days, wanted)
    yield from _initials(reading, wanted)


def pointing(reading: Reading, days: Sequence[Day]) -> Iterator[Raw]:
    """Exact ages, and what is rare together."""
    ages = [(age.start(), age.end()) for age in AGE.finditer(reading.raw)]
    yield from _ages(ages)
    yield from _together(reading, ages, days)


def _numbers(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    if not wanted.numbers:
        return
    for found in NUMBER.finditer(reading.raw):
        figures = "".join(sign for sign in found.group() if sign.isdigit())
        labels = wanted.numbers.get(figures[-LAST_DIGITS:])
        if labels:
            yield Raw(found.start(), found.end(), Identifier.PHONE, Weight.BLOCKS, labels, "It is a telephone number")


def _spelt_out(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    """A number that somebody wrote as it is said: oh seven seven double oh."""
    for found in SPELT_OUT.finditer(reading.raw):
        figures, times = "", 1
        for word in re.findall("[a-z]+", found.group().lower()):
            figures += FIGURES.get(word, "") * times
            times = TIMES.get(word, 1)
        labels = wanted.numbers.get(figures[-LAST_DIGITS:])
        collar = wanted.whole.get(figures)
        if labels:
            yield Raw(found.start(), found.end(), Identifier.PHONE, Weight.BLOCKS, labels, "It is a telephone number")
        elif collar is not None:
            yield of_needle(collar, found.start(), found.end())


def _emails(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    """One on record blocks; any other is asked about."""
    for found in EMAIL.finditer(reading.raw):
        labels = wanted.emails.get("".join(found.group().casefold().split()), ())
        weight = Weight.BLOCKS if labels else Weight.ASKS
        yield Raw(found.start(), found.end(), Identifier.EMAIL, weight, labels, "It is an email address")


def _births(days: Sequence[Day], wanted: Needles) -> Iterator[Raw]:
    """A date of birth, however it is written; a day without its year is asked about."""
    for day in days:
        for born, labels in wanted.births.items():
            if day.is_of(born) or (day.is_of(born, swapped=True) and day.year is not None):
                weight = Weight.ASKS if day.year is None else Weight.BLOCKS
                yield Raw(day.start, day.end, Identifier.BIRTH, weight, labels, "It is a date of birth")


def _initials(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    for found in BARE_INITIALS.finditer(reading.raw):
        labels = wanted.bare_initials.get((found[1] + found[2]).lower())
        if labels:
            yield Raw(
                found.start(), found.end(), Identifier.INITIALS, Weight.ASKS, labels, "They are somebody's initials"
            )


def _ages(ages: Sequence[Span]) -> Iterator[Raw]:
    for start, end in ages:
        yield Raw(
            start, end, Identifier.AGE, Weight.ASKS, (),
            "An exact age: write a band, such as in their early teens",
        )  # fmt: skip


def _together(reading: Reading, ages: Sequence[Span], days: Sequence[Day]) -> Iterator[Raw]:
    """In one paragraph, things that together may be true of one person alone."""
    found = pointers(reading, ages, days)
    for start, end in _paragraphs(reading.raw):
        inside = [one for one in found if start <= one.start < end]
        kinds = {one.kind for one in inside}
        if is_rare(kinds):
            yield Raw(
                inside[0].start, inside[0].end, Identifier.TOGETHER, Weight.ASKS, (),
                f"{_listed(inside, reading.raw)} stand in one paragraph: together they may point at one person",
            )  # fmt: skip


def _paragraphs(raw: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in raw.split("\n"):
        yield at, at + len(line) + 1
        at += len(line) + 1


WORDS = {"age": "an age", "role": "a role", "day": "a day", "place": "a place"}


def _listed(inside: list[Pointer], raw: str) -> str:
    firsts = {one.kind: raw[one.start : one.end] for one in reversed(inside)}
    told = [f"{WORDS[kind]} (“{said}”)" for kind, said in firsts.items()]
    words = ", ".join(told[:-1]) + f" and {told[-1]}"
    return words[:1].upper() + words[1:]
