"""Which column of a file may hold what."""

from __future__ import annotations

import hashlib
import re

from safeguarding.exchange.choices import COLUMNS, OF_PEOPLE


def plain(heading: str) -> str:
    """A heading as it is compared: small letters, single spaces, no marks."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


def signature(headings: list[str]) -> str:
    """The same for files with the same headings in the same order."""
    return hashlib.sha256("\n".join(map(plain, headings)).encode()).hexdigest()


def guess(kind: str, headings: list[str]) -> dict[str, int]:
    """What each column seems to hold, by its heading: our own titles first, then what others call it."""
    names = [plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for column in COLUMNS[kind]:
        wanted = [plain(column.title), plain(column.name), *column.known_as]
        places = (names.index(word) for word in wanted if word in names)
        at = next((place for place in places if place not in found.values()), None)
        if at is not None:
            found[column.name] = at
    return found


def mapping_errors(kind: str, mapping: dict[str, int], width: int) -> dict[str, list[str]]:
    """What is missing or said twice, by the thing that is looked for."""
    errors: dict[str, list[str]] = {}
    known = {column.name: column for column in COLUMNS[kind]}
    for name, at in mapping.items():
        if name not in known or not 0 <= at < width:
            errors[name] = ["Choose a column of the file"]
        elif any(other != name and there == at for other, there in mapping.items()):
            errors[name] = ["This column is chosen twice"]
    for column in known.values():
        if column.is_needed and column.name not in mapping:
            errors[column.name] = [f"Say which column holds: {column.title.lower()}"]
    named = "full_name" in mapping or {"given_name", "family_name"} & mapping.keys()
    if not named and (kind in OF_PEOPLE or "reference" not in mapping):
        where = "given_name" if kind in OF_PEOPLE else "reference"
        errors[where] = ["Say which column holds the name" + ("" if kind in OF_PEOPLE else ", or the number")]
    return errors
