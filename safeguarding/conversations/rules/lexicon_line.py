"""How a line of the lexicon is read: its words become one expression that takes time in step with the message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from safeguarding.cases.choices import Indicator

#: Between two words of a line: no more than this, so that no message can make a search long.
_BETWEEN = r"[\W_]{1,6}"
_GAP = r"(?:\w{1,15}+[\W_]{1,6}){0,3}"
#: Words that stand in most messages: no line is looked for because of one of them alone.
_COMMON = frozenset(
    word
    for words in (
        "a i u you ya yu me my we us our it is im ur your yr are r do dont did have has be am the this that so to in",
        "on of all if not no and but for at was were wil can up get go know see say god like time just",
    )
    for word in words.split()
)


@dataclass(frozen=True, eq=False)
class Line:
    """One line. `opens` holds it to messages that begin a contact anew, `outside_groups` to talks that are no group."""

    id: str
    indicator: Indicator
    words: str
    example: str
    near_miss: str
    note: str = ""
    unless: str = ""
    opens: bool = False
    outside_groups: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(_sequence(self.words.split()))

    @cached_property
    def left_alone(self) -> re.Pattern[str] | None:
        return re.compile(_element(self.unless.split()[0])) if self.unless else None

    @property
    def shown_words(self) -> str:
        """The words of the line for a reader."""
        return _for_a_reader(self.words)

    @property
    def shown_unless(self) -> str:
        return _for_a_reader(self.unless)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Words, as `tokens` gives them, of which at least one stands in every message that the line finds."""
        needed = [part for part in self.words.split() if part != ".." and not part.endswith("?")]
        choices = [frozenset(squeezed(word.split("_")[0]) for word in part.split("|")) for part in needed]
        return min(choices, key=lambda choice: (len(choice & _COMMON), len(choice)))


def _for_a_reader(words: str) -> str:
    return words.replace("|", " / ").replace("_", " ").replace(" ..", " …")


def squeezed(word: str) -> str:
    """A word without its apostrophes and repeated letters."""
    return "".join(letter for letter, _ in groupby(word.replace("'", "")))


def _sequence(parts: list[str]) -> str:
    made, before = "", ""
    for part in parts:
        if part == "..":
            made, before = made + before + _GAP, ""
        elif part.endswith("?"):
            made += before + f"(?:{_element(part[:-1])}{_BETWEEN})?"
            before = ""
        else:
            made, before = made + before + _element(part), _BETWEEN
    return made


def _element(part: str) -> str:
    return "(?:" + "|".join(_one(word) for word in sorted(part.split("|"), key=len, reverse=True)) + ")"


def _one(words: str) -> str:
    if not words[0].isalnum():
        return re.escape(words)
    return r"\b" + _BETWEEN.join(_word(word) for word in words.split("_")) + r"\b"


def _word(word: str) -> str:
    """Each letter once or more. A run is taken whole and never given back, so nothing is tried twice."""
    return "".join("'?+" if letter == "'" else f"{re.escape(letter)}++" for letter, _ in groupby(word))
