"""The fields of a letter that have no words yet, said in words for who reads and writes it."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import fields_of

#: Filled when it is issued, each with what is said of it until then: nobody knows them before.
ON_ISSUE = {"letter.date": "The day on which it is issued", "letter.reference": "The reference of this letter"}


@dataclass(frozen=True)
class Gap:
    """A field that has no words yet: how it is written, what it says, and whether issuing fills it."""

    name: str
    words: str
    by_itself: bool


def gaps(kind: str, body: str) -> list[Gap]:
    """The fields that stand in a draft, in their order."""
    known = fields_of(kind)
    names = (name for name in marks.names_in(body) if name in known)
    return [Gap(name, ON_ISSUE.get(name) or known[name].words, name in ON_ISSUE) for name in names]


def with_gaps(kind: str, body: str) -> str:
    """What it says, with each field that has no words yet as a gap that says what belongs there."""
    said = {one.name: f"[{one.words}: not on record yet]" for one in fields_of(kind).values()}
    return marks.fill(body, {**said, **{name: f"[{words}]" for name, words in ON_ISSUE.items()}})
