"""What somebody typed into the search box, understood. Pure."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"(SC|C)[\s-]*(\d{4})[\s-]+(\d{1,6})|(SC|C)[\s-]*(\d{4})(\d{6})", re.IGNORECASE | re.ASCII)

PART = re.compile(r"(SC|C)?[\s-]*\d[\d\s-]*", re.IGNORECASE | re.ASCII)


def as_reference(words: str) -> str:
    """The reference that was typed, written in full: "sc 2026 45" is SC-2026-000045. Nothing when it is none."""
    typed = REFERENCE.fullmatch(words.strip())
    if not typed:
        return ""
    prefix, year, number = (part for part in typed.groups() if part is not None)
    return f"{prefix.upper()}-{year}-{int(number):06d}"


def is_part_of_a_reference(words: str) -> bool:
    """Whether only references can be meant: nobody is called "C-2026" or "000045"."""
    return PART.fullmatch(words.strip()) is not None
