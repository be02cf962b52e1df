"""Who is in somebody's chain of command: whoever stands above them, and whoever stands under them."""

from __future__ import annotations

from collections.abc import Mapping


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
