"""What came of a letter in the apps above: the letter's page says so, and leads there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.letters.models import Letter


@dataclass(frozen=True)
class CameOf:
    """What came of it, in words, and where that stands or is recorded."""

    what: str
    words: str
    link: str
    action: str


Came = Callable[[Letter, User], CameOf | None]
_KNOWN: dict[str, list[Came]] = {}


def register_came_of(kind: str, came: Came) -> None:
    """An app above says what came of letters of this kind; nothing to whom it is not there."""
    known = _KNOWN.setdefault(kind, [])
    if came not in known:
        known.append(came)


def came_of(letter: Letter, user: User) -> list[CameOf]:
    """What came of a letter, as far as this user reads it."""
    return [one for came in _KNOWN.get(letter.kind, ()) if (one := came(letter, user))]
