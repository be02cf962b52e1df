"""The fonts that documents are set in. They come as pinned packages: nothing is taken from the machine."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
#: In this order a sign's shape is looked for; the rest of the packages after them.
FAMILIES = ("Noto Sans", "Noto Sans Symbols", "Noto Emoji", "Noto Sans CJK SC")


def folders() -> list[Path]:
    """Where the fonts lie."""
    found = []
    for name in PACKAGES:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError(f"The package {name} is not installed")
        found.append(Path(spec.submodule_search_locations[0]))
    return found


def has_glyph(code: int) -> bool:
    """Whether a font has a shape for a sign."""
    return code in _covered()


@cache
def _covered() -> frozenset[int]:
    codes: set[int] = set()
    for folder in folders():
        for path in sorted(folder.glob("*.tt[fc]")):
            # Of a collection all members have the same signs.
            font = TTCollection(path, lazy=True).fonts[0] if path.suffix == ".ttc" else TTFont(path, lazy=True)
            codes |= set(font.getBestCmap())
            font.close()
    return frozenset(codes)
