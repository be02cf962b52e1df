"""What the reference on a label may hold, of an exhibit and of a bundle alike."""

from __future__ import annotations

import re

_HOLDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9 /._()-]*")
ODD_REFERENCE = (
    "A reference begins with a letter or digit, and holds letters, digits, spaces, / - . _ and brackets alone"
)


def reference_error(reference: str) -> str:
    """What is wrong with a reference, in words, or nothing: it is read out, searched for and put into file names."""
    return "" if _HOLDS.fullmatch(reference) else ODD_REFERENCE
