"""How much of a text stands on a page: a message may have millions of letters, and a page of them stays small."""

from __future__ import annotations

from collections.abc import Iterable

#: Of each message on a page with others.
SHOWN = 2_000
#: Of one message that is read by itself, on one page.
PART = 20_000
#: On each side of words that were found, and of these words themselves.
BESIDE, FOUND = 1_000, 1_000
#: In an answer of the API that gives many messages.
IN_A_LIST = 10_000
#: Words of a message are looked for in windows of so many letters, the last ones of each in the next one too.
WINDOW, OVERLAP = 50_000, 1_000


def parts_in(letters: int) -> int:
    """On how many pages a text of so many letters stands."""
    return max(1, -(-letters // PART))


def part_of(place: int) -> int:
    """On which of these pages a letter stands."""
    return place // PART + 1


def within(spans: Iterable[tuple[int, int]], starts: int, ends: int) -> list[tuple[int, int]]:
    """Of places in a text those in a piece of it, as places in that piece."""
    return [(max(one, starts) - starts, min(two, ends) - starts) for one, two in spans if one < ends and two > starts]
