"""Names, handles, schools: what is made of words, as it is written, in pieces, inside others, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.initials import is_followed
from safeguarding.guard.rules.needles import ACROSS, INSIDE, PREFIX, Needle, Needles
from safeguarding.guard.rules.raw import Raw, of_needle
from safeguarding.guard.rules.sounds import LONG
from safeguarding.guard.rules.text import Reading, Word, as_letters, plain
from safeguarding.guard.rules.words import GENERIC, TITLES, ordinary

INNER_CAPITAL = re.compile("[a-z][A-Z]")
PIECES = re.compile("[A-Z]?[a-z]+")
NEARLY = "It is spelt or sounds nearly like a name"
#: How many words a name that was pulled apart may be spread over.
MOST_APART = 40
#: A rank stands before words too, such as Constable on Duty; these before a name alone, which may be a word.
OF_SOMEBODY = ("mr", "mrs", "miss", "ms", "mx")
#: In small letters, the length from which a word near a name is a question.
SMALL_BUT_NEAR = 6


def named(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    """All that is made of words."""
    for index, word in enumerate(reading.words):
        yield from _at_word(reading, index, word, wanted)
    yield from _anywhere(reading, wanted)


def _at_word(reading: Reading, index: int, word: Word, wanted: Needles) -> Iterator[Raw]:
    exact = wanted.whole.get(word.text)
    if exact is not None:
        yield from _whole(reading, index, word, exact, wanted)
    else:
        yield from _another_spelling(reading, index, word, wanted)
    for needle in _beginning_here(reading, word, wanted):
        last = _spread(reading, index, needle)
        if last is not None:
            yield of_needle(
                needle, word.start, reading.words[last].end, weight=_spread_weight(reading, index, last, needle)
            )
    yield from _in_two(reading, index, word, wanted)
    if word.text in TITLES and word.has_capital:
        yield from _after_title(reading, index)


def _whole(reading: Reading, index: int, word: Word, needle: Needle, wanted: Needles) -> Iterator[Raw]:
    """A word that is an identifier. What is a word like any other too is a question, unless an initial stands by it."""
    if needle.weight == Weight.BLOCKS or _is_named(reading, index, word, wanted):
        yield of_needle(needle, word.start, word.end, weight=Weight.BLOCKS)
    elif word.has_capital:
        yield of_needle(needle, word.start, word.end)
    elif needle.kind == Identifier.NAME:
        yield of_needle(needle, word.start, word.end, once=word.text)


def _is_named(reading: Reading, index: int, word: Word, wanted: Needles) -> bool:
    """Whether an initial or a title beside a word says that it is somebody's name: J. May, PC May, May, J., May B."""
    if not word.has_capital:
        return False
    before = reading.words[index - 1] if index else None
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if before is not None and before.has_capital and before.text in TITLES:
        return True
    letters = wanted.initials.get(word.text, set())
    if before is not None and before.has_capital and before.text in letters and word.start - before.end <= 3:
        return True
    if is_followed(reading, index, wanted.surnames.get(word.text, set())):
        return True
    return (
        after is not None and after.has_capital and after.text in letters
        and reading.raw[word.end : after.start].strip() == ","
    )  # fmt: skip


def _beginning_here(reading: Reading, word: Word, wanted: Needles) -> Iterator[Needle]:
    """Identifiers of which the first signs stand here."""
    if reading.run[word.at : word.at + PREFIX + 1] not in wanted.starts:
        return
    for length in range(INSIDE, PREFIX, -1):
        yield from wanted.by_start.get(reading.run[word.at : word.at + length], ())


def _spread(reading: Reading, index: int, needle: Needle) -> int | None:
    """The last word of an identifier that begins here and goes on over several words, or stands in a longer one."""
    start = reading.words[index].at
    if not reading.run.startswith(needle.key, start):
        return None
    end = start + len(needle.key)
    last = reading.ends.get(end)
    if last is None and reading.run[end : end + 1] == "s":
        last = reading.ends.get(end + 1)
    if last is None:
        figures = end
        while figures < len(reading.run) and reading.run[figures].isdigit():
            figures += 1
        last = reading.ends.get(figures) if figures > end else None
    if last is None or last - index >= MOST_APART:
        return None
    return None if last == index and reading.words[index].text == needle.key else last


def _spread_weight(reading: Reading, index: int, last: int, needle: Needle) -> str:
    """A short name in pieces counts where each piece is a letter; in pieces that are words, it is a question."""
    pieces = reading.words[index : last + 1]
    if len(pieces) == 1 or needle.weight == Weight.ASKS:
        return needle.weight
    if all(len(piece.text) == 1 for piece in pieces):
        return needle.weight
    is_one_name = needle.kind in (Identifier.NAME, Identifier.NICKNAME) and len(needle.key) < 10
    all_words = all(piece.text in ordinary() and not piece.has_capital for piece in pieces)
    return Weight.ASKS if all_words or (is_one_name and len(needle.key) < 5) else needle.weight


def _another_spelling(reading: Reading, index: int, word: Word, wanted: Needles) -> Iterator[Raw]:
    """A word that is nearly a name. Words of the language are asked about in the middle of a sentence alone."""
    text = word.text
    if not text.isalpha() and any(sign.isdigit() for sign in text):
        text = as_letters(text)
        exact = wanted.whole.get(text)
        if exact is not None and exact.weight == Weight.BLOCKS and not text.isdigit():
            yield of_needle(exact, word.start, word.end)
            return
    written = reading.raw[word.start : word.end]
    has_inner = not written[1:].islower() and INNER_CAPITAL.search(written)
    for piece in PIECES.findall(written) if has_inner else ():
        inside = wanted.whole.get(plain(piece))
        if inside is not None and inside.weight == Weight.BLOCKS:
            yield of_needle(inside, word.start, word.end)
            return
    if len(text) < PREFIX + 1 or (not word.has_capital and (len(text) < SMALL_BUT_NEAR or text in ordinary())):
        return
    is_word = text in ordinary() or text in GENERIC
    if is_word and (reading.begins_sentence(index) or len(text) <= PREFIX + 1):
        return
    for name in wanted.near.names_near(text)[:1]:
        needle = wanted.single[name]
        if needle.weight == Weight.ASKS and is_word:
            continue
        sure = word.has_capital and not is_word and needle.weight == Weight.BLOCKS
        yield Raw(
            word.start, word.end, Identifier.SPELLING, Weight.BLOCKS if sure else Weight.ASKS, needle.labels,
            NEARLY, once=text if is_word else "",
        )  # fmt: skip


def _in_two(reading: Reading, index: int, word: Word, wanted: Needles) -> Iterator[Raw]:
    """Two words that are nearly a name together: Dunn More."""
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if after is None or not word.has_capital or after.start - word.end > 1 or len(word.text) + len(after.text) < LONG:
        return
    if word.text in wanted.whole or after.text in wanted.whole or wanted.near.names_near(word.text):
        return
    for name in wanted.near.names_near(word.text + after.text)[:1]:
        needle = wanted.single[name]
        is_sure = not {word.text, after.text} <= ordinary() and needle.weight == Weight.BLOCKS
        weight = Weight.BLOCKS if is_sure else Weight.ASKS
        yield Raw(word.start, after.end, Identifier.SPELLING, weight, needle.labels, NEARLY)


def _after_title(reading: Reading, index: int) -> Iterator[Raw]:
    """Mr, PC or Sergeant before a capital letter that is no label: somebody who may not even be a party."""
    if index + 1 >= len(reading.words):
        return
    title, name = reading.words[index], reading.words[index + 1]
    between = reading.raw[title.end : name.start]
    is_word = name.text in TITLES or (name.text in ordinary() and title.text not in OF_SOMEBODY)
    is_name = len(name.text) > 2 and name.has_capital and not is_word
    if is_name and between in (" ", ". "):
        yield Raw(title.start, name.end, Identifier.UNKNOWN, Weight.ASKS, (), "A title stands before it")


def _anywhere(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    """An identifier inside a longer word; a long one across the ends of words too."""
    run, starts = reading.run, wanted.anywhere
    for at in [at for at in range(len(run) - INSIDE + 1) if run[at : at + INSIDE] in starts]:
        for needle in starts[run[at : at + INSIDE]]:
            if run.startswith(needle.key, at):
                yield from _here(reading, at, needle)


def _here(reading: Reading, at: int, needle: Needle) -> Iterator[Raw]:
    first, last = _word_at(reading, at), _word_at(reading, at + len(needle.key) - 1)
    is_inside = first == last and reading.words[first].text not in ordinary()
    if is_inside or len(needle.key) >= ACROSS:
        yield of_needle(needle, reading.words[first].start, reading.words[last].end)


def _word_at(reading: Reading, place: int) -> int:
    while place not in reading.begins:
        place -= 1
    return reading.begins[place]
