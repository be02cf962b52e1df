"""Who is in somebody's chain of command: whoever stands above them, and whoever stands under them, or did."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping


def above(person: int, manager_of: Mapping[int, int | None]) -> list[int]:
    """Everybody over this person, the nearest first; a chain that closes on itself ends."""
    found: list[int] = []
    manager = manager_of.get(person)
    while manager is not None and manager not in found and manager != person:
        found.append(manager)
        manager = manager_of.get(manager)
    return found


def are_in_one_chain(one: int, other: int, manager_of: Mapping[int, int | None]) -> bool:
    """Whether they are the same, one is over the other, or both have the same manager over them directly."""
    if one == other or one in above(other, manager_of) or other in above(one, manager_of):
        return True
    manager = manager_of.get(one)
    return manager is not None and manager == manager_of.get(other)


#: A line that stood for less was entered by mistake and put right.
SLIP = dt.timedelta(days=1)


def stood(versions: Iterable[tuple[int | None, dt.datetime]], until: dt.datetime) -> frozenset[int]:
    """Of the managers that somebody's record named, each with since when, those whose line was more than a slip."""
    rows = list(versions)
    ends = [*(since for _, since in rows), until][1:]
    lasted: dict[int, dt.timedelta] = defaultdict(dt.timedelta)
    for (manager, since), end in zip(rows, ends, strict=True):
        if manager is not None:
            lasted[manager] += end - since
    return frozenset(manager for manager, long in lasted.items() if long >= SLIP)
