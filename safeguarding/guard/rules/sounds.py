"""Which words may be another spelling of a name: a slip or two, or the same sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST, LONG = 4, 8
ALIKE_SOUNDS = (
    ("ph", "f"), ("gh", "g"), ("ck", "k"), ("sch", "sk"), ("tch", "ch"), ("wr", "r"), ("kn", "n"), ("wh", "w"),
    ("x", "ks"), ("qu", "kw"), ("q", "k"), ("z", "s"),
)  # fmt: skip
SOFT_C = re.compile("c(?=[eiy])")
HARD_C = re.compile("c(?!h)")
SAME_TWICE = re.compile(r"(.)\1+")
ENDING = re.compile("(?:ie|ey|ee|i|y)$")
VOWELS = re.compile("[aeiouyhw]")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a word sounds: its first letter, and its consonants."""
    for written, heard in ALIKE_SOUNDS:
        word = word.replace(written, heard)
    word = SAME_TWICE.sub(r"\1", HARD_C.sub("k", SOFT_C.sub("s", word))).replace("v", "f")
    first = "a" if word[:1] and word[0] in "aeiouy" else word[:1]
    return first + SAME_TWICE.sub(r"\1", VOWELS.sub("", word[1:]))


def is_near(word: str, name: str) -> bool:
    """Whether a word is a name with a slip in it, or sounds the same and is about as long."""
    slips = OSA.distance(word, name, score_cutoff=2)
    if slips <= (2 if min(len(word), len(name)) >= LONG else 1):
        return True
    if ENDING.sub("y", word) == ENDING.sub("y", name):
        return True
    key = sound(word)
    return len(key) >= 3 and key == sound(name) and abs(len(word) - len(name)) <= 2


class Near:
    """Names by what each could be with letters left out, and by their sound: one look-up for many comparisons."""

    def __init__(self, names: set[str]) -> None:
        self._found: dict[str, tuple[str, ...]] = {}
        for name in names:
            alone = (name,)
            for form in _forms(name) if len(name) >= SHORTEST else ():
                others = self._found.get(form)
                self._found[form] = alone if others is None else (*others, name)

    def names_near(self, word: str) -> list[str]:
        if len(word) < SHORTEST:
            return []
        found = self._found
        could_be = {name for form in _forms(word) if form in found for name in found[form]}
        return sorted(name for name in could_be if is_near(word, name))


def _forms(word: str) -> Iterator[str]:
    """The word, its ending made one (Izzie, Izzy), its sound, and with one letter out, or two where it is long.

    Two slips are near only where both words are long, so a shorter one needs no form with two letters out.
    """
    yield word
    yield f"^{ENDING.sub('y', word)}"
    key = sound(word)
    if len(key) >= 3:
        yield f"~{key}"
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    yield from once
    if len(word) >= LONG:
        yield from {one[:at] + one[at + 1 :] for one in once for at in range(len(one))}
