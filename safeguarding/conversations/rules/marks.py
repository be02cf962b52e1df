"""Which letters of a text are those that were looked for or found, as parts that can be shown one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from safeguarding.conversations.rules.letters import APOSTROPHES, letters_of, spellings

#: So many places of what was looked for are marked in one message. Each is a part of the page.
MOST_MARKS = 200
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_WORDS = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")
Part = tuple[str, bool]


def parts_of(text: str, spans: Iterable[tuple[int, int]]) -> list[Part]:
    """The text in parts, each with whether it is marked. Spans may overlap or lie outside."""
    parts: list[Part] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            parts.append((text[at:start], False))
        parts.append((text[start:end], True))
        at = end
    if at < len(text) or not parts:
        parts.append((text[at:], False))
    return parts


def spans_of(text: str, words: str, *, is_exact: bool) -> list[tuple[int, int]]:
    """Where what was looked for stands: these letters, or words that begin as the words asked for do.

    Only the first of them: a message of a million letters may hold what was looked for half a million times.
    """
    if is_exact:
        return _spans(text, re.escape(words))
    asked = [word for word in _WORDS.findall(words.casefold()) if word not in ("or", "and")]
    return _spans(text, "|".join(_word(word) for word in asked)) or letter_spans(text, words)


def letter_spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where the letters of what was looked for stand, also inside words."""
    pieces = {spelling for one in letters_of(words) for piece in one.wanted for spelling in spellings(piece)}
    return _spans(text, "|".join(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True)))


def _spans(text: str, pattern: str) -> list[tuple[int, int]]:
    found = islice(re.finditer(pattern, text, re.IGNORECASE), MOST_MARKS) if pattern else ()
    return [one.span() for one in found]


def _word(word: str) -> str:
    """Words that begin as this one does, with any apostrophe or none where it has one."""
    return r"\b" + f"[{APOSTROPHES}]?".join(re.escape(part) for part in _APOSTROPHE.split(_stem(word))) + r"\w*"


def _stem(word: str) -> str:
    """Near enough to how words are compared to show which ones met; that they met was decided by the database."""
    return re.sub(r"(ing|ed|es|s|e)$", "", word) if len(word) > 4 else word
