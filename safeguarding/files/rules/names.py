"""The name of a file as it may be shown and sent: no path, no control characters, no marks that turn its direction."""

from __future__ import annotations

import re
import unicodedata

MOST = 200
#: Marks that turn the direction of text or take no room: "exe.gpj" must not look like "jpg.exe".
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
#: Nothing that a command line, an address or a file system reads as more than a letter.
NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')
OF_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def shown_name(given: str) -> str:
    """The last part of what it was called, harmless wherever it is shown."""
    name = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in UNSEEN)
    name = re.sub(r"\s+", " ", NOT_IN_NAMES.sub("_", name)).strip(" .")
    if OF_DEVICES.match(name):
        name = f"_{name}"
    return _short(name) or "file"


def ending_of(name: str) -> str:
    """What stands behind the last dot, in small letters."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def with_ending(name: str, endings: tuple[str, ...]) -> str:
    """The name with an ending that says what it is: "photo.exe" that holds a picture leaves as "photo.exe.jpg"."""
    return name if not endings or ending_of(name) in endings else f"{name}.{endings[0]}"


def _short(name: str) -> str:
    if len(name) <= MOST:
        return name
    ending = ending_of(name)
    kept = f".{ending}" if 0 < len(ending) <= 10 else ""
    return name[: MOST - len(kept)].rstrip(" .") + kept
