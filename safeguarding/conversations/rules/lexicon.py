"""What the lexicon finds in one message: which line, and where its words stand. It counts and weighs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeguarding.cases.choices import Indicator
from safeguarding.conversations.rules.lexicon_line import Line
from safeguarding.conversations.rules.lexicon_words import BLUNT, LINES, VERSION

__all__ = ["CRITICAL", "LINES", "VERSION", "Hit", "find", "is_blunt", "line_of"]

#: Any one of these to a young person proposes that the harm threshold is met (house policy, as at triage).
CRITICAL = frozenset({Indicator.ASKS_SECRECY, Indicator.ASKS_TO_DELETE, Indicator.COMPLIMENTS, Indicator.AFFECTION})

_APOSTROPHES = {ord(sign): "'" for sign in "’‘ʼ´`＇ʹ′"}
_REPEATED = re.compile(r"(\w)\1+")
_TOKENS = re.compile("[^\\W_]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_BLUNT_MOST = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the lexicon, and where the words that it found begin and end in the text."""

    line: Line
    starts: int
    ends: int


def _by_sign() -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for line in LINES:
        for sign in line.signs:
            found.setdefault(sign, []).append(line)
    return {sign: tuple(lines) for sign, lines in found.items()}


_LINES_BY_SIGN = _by_sign()
_SIGNS = frozenset(_LINES_BY_SIGN)
#: Words that were seen, and those of them that are a sign: people use few words often.
_SEEN: set[str] = set()
_WITH_A_SIGN: dict[str, tuple[Line, ...]] = {}
_MOST_SEEN = 100_000
_BY_ID = {line.id: line for line in LINES}


def line_of(name: str) -> Line | None:
    """The line of that name in today's lexicon."""
    return _BY_ID.get(name)


def plain(text: str) -> str:
    """The text in small letters and with one kind of apostrophe, each character where it was."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low if low.isascii() else low.translate(_APOSTROPHES)


def tokens(low: str) -> list[str]:
    """The words of a plain text without apostrophes and repeated letters, and its pictures."""
    return _TOKENS.findall(_REPEATED.sub(r"\1", low.replace("'", "")))


def _lines_for(low: str) -> dict[str, Line]:
    """The lines of which a sign stands in the text. What a word comes to is worked out the first time it is seen."""
    words = set(_TOKENS.findall(low.replace("'", "")))
    fresh = words - _SEEN
    if fresh:
        if len(_SEEN) > _MOST_SEEN:
            _SEEN.clear()
            _WITH_A_SIGN.clear()
            fresh = words
        for word in fresh:
            _SEEN.add(word)
            if (sign := _REPEATED.sub(r"\1", word)) in _SIGNS:
                _WITH_A_SIGN[word] = _LINES_BY_SIGN[sign]
    return {line.id: line for word in _WITH_A_SIGN.keys() & words for line in _WITH_A_SIGN[word]}


def find(text: str, *, opens: bool = True, in_group: bool = False) -> list[Hit]:
    """What stands in the text. `opens`: whether the message begins a contact anew, which some lines ask for.

    `in_group`: whether it is known that several read it; some lines are held to talks of two.
    """
    low = plain(text)
    lines = _lines_for(low)
    if not lines:
        return []
    asked = [line for line in lines.values() if (opens or not line.opens) and not (in_group and line.outside_groups)]
    found = _longest(hit for line in asked for hit in _hits(line, low))
    return sorted(found, key=lambda hit: (hit.starts, hit.line.id))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of words that several lines find for one indicator, the longest alone: they were said once."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.starts - one.ends, one.starts, one.line.id)):
        if not any(
            one.line.indicator == hit.line.indicator and one.starts < hit.ends and hit.starts < one.ends for one in kept
        ):
            kept.append(hit)
    return kept


def _hits(line: Line, low: str) -> Iterator[Hit]:
    match = line.expression.search(low)
    if match is None or (line.left_alone is not None and line.left_alone.search(low)):
        return
    yield Hit(line, match.start(), match.end())


def is_blunt(text: str) -> bool:
    """Whether the whole text is an answer that ends a talk: at most three words, each of them such a one."""
    if len(text) > 40 or "?" in text:
        return False
    words = tokens(plain(text))
    return 0 < len(words) <= _BLUNT_MOST and BLUNT.issuperset(words)
