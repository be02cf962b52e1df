"""What is looked for as letters, where no word is as it was asked for: a part of a word, a tag, a name with a dot."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECES = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')
APOSTROPHES = "'’‘`"


@dataclass(frozen=True, slots=True)
class Letters:
    """One of the alternatives that were asked for: all of `wanted` stand in the message, and none of `unwanted`."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def letters_of(words: str) -> list[Letters]:
    """What was asked for, read as a search for words reads it: quotes hold together, a dash is not, "or" is either."""
    found: list[Letters] = []
    wanted: list[str] = []
    unwanted: list[str] = []
    for dash, together, alone in [*_PIECES.findall(words), ("", "", "or")]:
        if alone.casefold() == "or" and not dash:
            if wanted:
                found.append(Letters(tuple(wanted), tuple(unwanted)))
            wanted, unwanted = [], []
        elif piece := together or alone.strip('"'):
            (unwanted if dash else wanted).append(piece)
    return found


def spellings(piece: str) -> list[str]:
    """The same letters with the apostrophes in use, and without any."""
    straight = piece.translate({ord(sign): "'" for sign in APOSTROPHES})
    if "'" not in straight or straight == "'":
        return [piece]
    bare = straight.replace("'", "")
    return [piece, *sorted({straight, straight.replace("'", "’"), *([bare] if bare else [])} - {piece})]
