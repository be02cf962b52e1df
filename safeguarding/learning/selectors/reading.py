"""How a report reads: its sections with their headings, lists as numbered points, marks where something was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeguarding.learning.choices import Section
from safeguarding.learning.models import LearningReport
from safeguarding.learning.rules import points
from safeguarding.learning.selectors.guarding import Found, Guarded


@dataclass(frozen=True)
class Part:
    """One section as it is read: under which heading, as prose or as points with their numbers."""

    section: Section
    text: str
    #: Empty but for the first section under a heading that several share.
    above: str
    points: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Piece:
    """Words of a text, with what the guard found in them, if anything."""

    words: str
    found: Found | None = None


def parts_of(report: LearningReport) -> list[Part]:
    """The sections in the order of the form; points are numbered on through all that stand under one heading."""
    made: list[Part] = []
    above, number = "", 0
    for section, text in report.parts():
        if not text.strip():
            continue
        is_new = section.under != above or not section.under
        above, number = section.under, 0 if is_new else number
        listed: tuple[tuple[int, str], ...] = ()
        if section.is_list:
            listed = tuple(enumerate(points(text), number + 1))
            number += len(listed)
        made.append(Part(section, text, section.under if is_new else "", listed))
    return made


def pieces(text: str, found: list[Found]) -> Iterator[Piece]:
    """A text cut where the guard found something."""
    at = 0
    for one in sorted(found, key=lambda one: (one.find.start, -one.find.end)):
        if one.find.start < at:
            continue
        if one.find.start > at:
            yield Piece(text[at : one.find.start])
        yield Piece(text[one.find.start : one.find.end], one)
        at = one.find.end
    if at < len(text):
        yield Piece(text[at:])


def marked(report: LearningReport, guarded: Guarded) -> list[tuple[str, list[Piece]]]:
    """Each section in which something was found, with its heading and its text cut into pieces."""
    headings = {"title": "Title", **{section.key: section.heading for section, _ in report.parts()}}
    return [
        (headings[key], list(pieces(text, guarded.in_section(key))))
        for key, text in report.texts()
        if guarded.in_section(key)
    ]
