"""A title of a case names nobody: people stand in it by their labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST_NAME = 2


def names_somebody(title: str, names: Iterable[str]) -> bool:
    """Whether any of the names stands in the title as a word of its own, whatever its capitals and accents."""
    said = _plain(title)
    return any(_stands_in(said, _plain(name)) for name in names)


def _stands_in(said: str, name: str) -> bool:
    return len(name) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _plain(text: str) -> str:
    """Without capitals, accents and doubled spaces."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in spread if not unicodedata.combining(sign)).split())
