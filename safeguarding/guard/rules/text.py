"""A text as the guard reads it: each word once, in small letters, without accents, with its place in what was written.

What does not show, and letters of another alphabet that look like ours, are taken away first: a name is found as a
reader sees it, not as it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from safeguarding.matching.rules import fold

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
WORD = re.compile(rf"(?:[^\W_]|[\u0300-\u036f{UNSEEN}'’‘ʼ])+")
TAKEN_AWAY = re.compile(rf"[{UNSEEN}]")
OWNS = re.compile("['’‘ʼ]s$", re.IGNORECASE)
#: Small letters of Greek and Cyrillic that look like ours.
ALIKE = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "ё": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t",
        "у": "y", "х": "x", "і": "i", "ї": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "ӏ": "l", "ո": "n", "ս": "u",
        "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y",
    }
)  # fmt: skip
FIGURES_FOR_LETTERS = str.maketrans("0134578@$", "oieastb" + "as")
SENTENCE_ENDS = re.compile(r"[.!?:;]\s|\n")


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """One word as it is compared."""
    seen = TAKEN_AWAY.sub("", OWNS.sub("", word)).casefold().translate(ALIKE)
    return "".join(sign for sign in fold(seen) if sign.isalnum())


def squeezed(words: str) -> str:
    """Several words as they are compared, with nothing between them."""
    return "".join(plain(word) for word in WORD.findall(words))


def as_letters(word: str) -> str:
    """A word in which figures stand for letters: cr4ig."""
    return word.translate(FIGURES_FOR_LETTERS)


class Word(NamedTuple):
    """A word of a text: as compared, where it stands, and whether it begins with a capital letter."""

    text: str
    start: int
    end: int
    has_capital: bool
    at: int


@dataclass
class Reading:
    """One section of a report, read once."""

    section: str
    raw: str
    words: list[Word] = field(default_factory=list)
    run: str = ""
    #: The word that begins, or ends, at a place of `run`.
    begins: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def begins_sentence(self, index: int) -> bool:
        """Whether a word is the first of its sentence or line: a capital letter says nothing there."""
        if index == 0:
            return True
        between = self.raw[self.words[index - 1].end : self.words[index].start]
        return bool(re.search(r"[.!?:;\n“\"•–]", between))

    def sentence(self, start: int, end: int) -> str:
        """The sentence, or the line, that something stands in."""
        before = max((found.end() for found in SENTENCE_ENDS.finditer(self.raw, max(0, start - 400), start)), default=0)
        after = SENTENCE_ENDS.search(self.raw, end)
        return self.raw[max(before, start - 400) : after.start() + 1 if after else end + 400].strip()


def read(section: str, raw: str) -> Reading:
    """Read a section."""
    reading = Reading(section, raw)
    parts: list[str] = []
    at = 0
    for index, word in enumerate(_words(raw)):
        text, start, end, capital = word
        reading.words.append(Word(text, start, end, capital, at))
        reading.begins[at] = index
        at += len(text)
        reading.ends[at] = index
        parts.append(text)
    reading.run = "".join(parts)
    return reading


def _words(raw: str) -> Iterator[tuple[str, int, int, bool]]:
    for found in WORD.finditer(raw):
        text = plain(found.group())
        if text:
            first = raw[found.start()]
            if not first.isalnum():
                first = next((sign for sign in found.group() if sign.isalnum()), "")
            yield text, found.start(), found.end(), first.isupper() or first.istitle()


INSIDE_A_NUMBER = re.compile(r"(?<=[0-9])[ ()-]+(?=[0-9])")
BETWEEN = re.compile(r"[\s,;|]+")
A_NUMBER = re.compile(r"\+?[0-9]{7,15}")
AN_EMAIL = re.compile(r"[^@/\s]+@[^@/\s]+\.[^@/\s]+")
SHORTEST_HANDLE = 3


def handles_told(words: str) -> tuple[set[str], set[str], set[str]]:
    """The handles, telephone numbers and email addresses in a field in which a person typed one or several."""
    parts = {part.strip(".:()[]\"'“”") for part in BETWEEN.split(INSIDE_A_NUMBER.sub("", words))}
    parts = {part for part in parts if len(part) >= SHORTEST_HANDLE}
    phones = {part for part in parts if A_NUMBER.fullmatch(part)}
    emails = {part for part in parts if AN_EMAIL.fullmatch(part)}
    return parts - phones - emails, phones, emails
