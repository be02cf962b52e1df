"""How a report reads: its sections with their headings, lists as numbered points, marks where something was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from safeguarding.learning.choices import Section
from safeguarding.learning.models.bulletins import HEADING
from safeguarding.learning.rules import points
from safeguarding.learning.selectors.guarding import Found, Guarded, Paper


@dataclass(frozen=True)
class Part:
    """One section as it is read: under which heading, as prose or as points with their numbers."""

    section: Section
    text: str
    #: Empty but for the first section under a heading that several share.
    above: str
    points: tuple[tuple[int, str], ...] = ()


def missing(paper: Paper) -> list[Section]:
    """The sections that are needed before it is handed in, and in which nothing stands."""
    return [one for one in paper.form if one.is_needed and not paper.sections.get(one.key, "").strip()]


@dataclass(frozen=True)
class Piece:
    """Words of a text, with what the guard found in them, if anything."""

    words: str
    found: Found | None = None


def parts_of(report: Paper) -> list[Part]:
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


def marked(report: Paper, guarded: Guarded) -> list[tuple[str, list[Piece]]]:
    """Each section in which something was found, with its heading and its text cut into pieces."""
    headings = report.headings()
    return [
        (headings[key], list(pieces(text, guarded.in_section(key))))
        for key, text in report.texts()
        if guarded.in_section(key)
    ]


#: How much of a text is shown on either side of something found.
AROUND = 90
WHY = "why_"


@dataclass(frozen=True)
class Hit:
    """Something found, with what stands around it, as it is shown beside the section that is written."""

    found: Found
    before: str
    words: str
    after: str
    #: What was typed in its box and not saved.
    typed: str = ""

    @property
    def name(self) -> str:
        """Of the box in which it is said why it may stay."""
        return f"{WHY}{self.found.find.key}"


def found_in(paper: Paper, guarded: Guarded, key: str, typed: Mapping[str, str]) -> list[Hit]:
    """What was found in a section, and in the title of the report that it is of."""
    texts = dict(paper.texts())
    places = (place for place in (key, f"{key}{HEADING}") if place in texts)
    return [hit for place in places for hit in hits(texts[place], guarded.in_section(place), typed)]


def hits(text: str, found: list[Found], typed: Mapping[str, str]) -> list[Hit]:
    """Each thing found in a section, where it stands; what must go first, then what is asked, then what is answered."""
    made = [_hit(text, one, typed) for one in found]
    return sorted(made, key=lambda hit: (not hit.found.find.blocks, not hit.found.is_open, hit.found.find.start))


def _hit(text: str, one: Found, typed: Mapping[str, str]) -> Hit:
    start, end = one.find.start, one.find.end
    before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    return Hit(one, before, text[start:end], after, typed.get(f"{WHY}{one.find.key}", ""))
