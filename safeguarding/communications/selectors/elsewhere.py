"""Where else than in contacts the rules failed: an app above counts what it holds, for who may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from safeguarding.access.models import User


@dataclass(frozen=True)
class Elsewhere:
    """A place in which a rule failed so often: how it is called, and its page."""

    rule: str
    words: str
    url: str
    count: int


Finder = Callable[[User], Iterable[Elsewhere]]
_FINDERS: list[Finder] = []


def register_failures(finder: Finder) -> None:
    """Count these too. The finder begins at what the user may see; called once, when its app is ready."""
    _FINDERS.append(finder)


def failures_elsewhere(user: User) -> dict[str, list[Elsewhere]]:
    """By the rule's name, the places where it failed most first."""
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for finder in _FINDERS:
        for one in finder(user):
            found[one.rule].append(one)
    return {rule: sorted(places, key=lambda one: -one.count) for rule, places in found.items()}
