"""A name with the initials beside it: C. Dunmore, Dunmore, C. and Izzy O. Left behind they tell who it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.needles import Needles
from safeguarding.guard.rules.raw import Raw
from safeguarding.guard.rules.text import Reading, Word

#: What is a name of somebody, and may have an initial beside it.
NAMES = (Identifier.NAME, Identifier.NICKNAME, Identifier.SPELLING)
#: How many initials somebody has: J. R. R.
MOST = 3
#: By themselves these are words. With a full stop after them they may be initials.
WORDS = ("a", "i")
#: What people stand by: in “Child C. Dunmore left” the letter is the end of a label and of a sentence.
LABELS = ("child", "witness", "person", "party", "parent", "complainant", "subject")


@dataclass(frozen=True)
class _Place:
    """The words that were found, from the first to the last, and the initials that are theirs."""

    reading: Reading
    first: int
    last: int
    before: set[str]
    after: set[str]

    @property
    def words(self) -> list[Word]:
        return self.reading.words


def with_initials(reading: Reading, found: Iterable[Raw], wanted: Needles) -> Iterator[Raw]:
    """Each find, and one of a name with the initials beside it that are of whoever bears it."""
    for raw in found:
        is_name = raw.kind in NAMES and raw.weight == Weight.BLOCKS
        yield _wider(_place(reading, raw, wanted), raw) if is_name else raw


def is_followed(reading: Reading, index: int, letters: set[str]) -> bool:
    """Whether the initial of a family name stands after a first one: Grace H."""
    return _is_initial(_Place(reading, index, index, set(), letters), index + 1, letters, (" ",))


def _place(reading: Reading, raw: Raw, wanted: Needles) -> _Place:
    words = reading.words
    first = bisect_left(words, raw.start, key=lambda word: word.start)
    last = bisect_left(words, raw.end, key=lambda word: word.start) - 1
    said = [word.text for word in words[first : last + 1]]
    before = {letter for word in said for letter in wanted.initials.get(word, ())}
    return _Place(
        reading, first, last, before, before | {one for word in said for one in wanted.surnames.get(word, ())}
    )


def _wider(place: _Place, raw: Raw) -> Raw:
    start, end, text = raw.start, raw.end, place.reading.raw
    for index in range(place.first - 1, max(-1, place.first - 1 - MOST), -1):
        if not _stands_before(place, index):
            break
        if place.words[index].text in place.before and not _ends_a_label(place, index):
            start = place.words[index].start
    for index in range(place.last + 1, min(len(place.words), place.last + 1 + MOST)):
        if not _is_initial(place, index, place.after, (" ", ", ", ". ", ".")):
            break
        end = place.words[index].end
        # The stop after an initial goes with it; where a sentence ends there, it stays.
        end += text[end : end + 1] == "." and text[end + 1 : end + 3].strip().islower()
    return raw._replace(start=start, end=end)


def _stands_before(place: _Place, index: int) -> bool:
    """A capital letter alone, with nothing but a full stop and a space to the next word."""
    word, after = place.words[index], place.words[index + 1]
    between = place.reading.raw[word.end : after.start]
    is_word = word.text in WORDS and "." not in between
    return len(word.text) == 1 and word.has_capital and between in (" ", ". ", ".") and not is_word


def _ends_a_label(place: _Place, index: int) -> bool:
    return index > 0 and place.words[index - 1].text in LABELS


def _is_initial(place: _Place, index: int, letters: set[str], between: tuple[str, ...]) -> bool:
    if index >= len(place.words):
        return False
    word, before, text = place.words[index], place.words[index - 1], place.reading.raw
    is_word = word.text in WORDS and text[word.end : word.end + 1] != "."
    return word.text in letters and word.has_capital and text[before.end : word.start] in between and not is_word
