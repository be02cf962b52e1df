"""A record without other people: each is called by their label, and what may be a name is asked about. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from safeguarding.guard.choices import Identifier
from safeguarding.guard.rules import Find, Needles, by_label, finds
from safeguarding.guard.rules.labels import LEFT_OUT

#: How the person whose file it is stands among those who are looked for: what is theirs alone is not taken out.
SUBJECT = "The person whose file this is"
#: What was told of a matter and belongs to somebody who is not known.
AROUND = "The case itself"
#: Shared with them these say nothing of anybody else: their school, their scheme, where they were.
SHARED = frozenset({Identifier.SCHOOL, Identifier.SCHEME, Identifier.ADDRESS, Identifier.REFERENCE, Identifier.BIRTH})
#: What a person answers: other questions of the guard, such as an exact age, give nobody away in somebody's own file.
ASKED = frozenset(
    {Identifier.NAME, Identifier.NICKNAME, Identifier.SPELLING, Identifier.UNKNOWN, Identifier.HANDLE,
     Identifier.PHONE, Identifier.EMAIL, Identifier.COLLAR}
)  # fmt: skip


@dataclass(frozen=True)
class Redacted:
    """What is left of a text, what somebody has to answer about it, and what still gives somebody away."""

    text: str
    questions: tuple[str, ...] = ()
    slipped: tuple[str, ...] = ()


def redacted(text: str, wanted: Needles, answers: Mapping[str, bool] | None = None) -> Redacted:
    """The text with everybody else by label. `answers`: words in small letters, and whether they stay."""
    answers = answers or {}
    text = _without([words for words, stays in answers.items() if not stays], text)
    kept = {words for words, stays in answers.items() if stays}
    text = by_label(text, _of_others(text, wanted))
    left = finds([("", text)], wanted)
    slipped = tuple(one.words for one in left if one.blocks and not _is_own(one) and not _is_label(one, text))
    asked = (one.words for one in left if not one.blocks and one.kind in ASKED and not _is_own(one))
    questions = dict.fromkeys(words for words in asked if plain_words(words) not in kept)
    return Redacted(text, tuple(questions), slipped)


def plain_words(words: str) -> str:
    """Words as an answer about them is kept."""
    return " ".join(words.split()).casefold()


def _of_others(text: str, wanted: Needles) -> list[Find]:
    return [one for one in finds([("", text)], wanted) if one.blocks and not _is_own(one)]


def _is_own(one: Find) -> bool:
    """Theirs alone, or of a kind that says nothing of the others who share it. What was told of a case is nobody's."""
    return SUBJECT in one.labels and (one.kind in SHARED or not {*one.labels} - {SUBJECT, AROUND})


def _is_label(one: Find, text: str) -> bool:
    """The words that a name was replaced by are no name."""
    return text[one.start - 1 : one.end + 1] == LEFT_OUT or any(one.words in label for label in one.labels)


def _without(words: Collection[str], text: str) -> str:
    """The text without these words, wherever they stand as words of their own."""
    for one in sorted(words, key=len, reverse=True):
        pattern = r"\s+".join(re.escape(part) for part in one.split())
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text
