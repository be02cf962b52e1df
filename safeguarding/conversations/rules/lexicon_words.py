"""The lexicon as its file has it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from safeguarding.cases.choices import Indicator
from safeguarding.conversations.rules.lexicon_line import Line

_FILE = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


def _line(written: dict[str, Any]) -> Line:
    filled = {name: written.get(name, "").format(**_FILE["groups"]) for name in ("words", "unless")}
    return Line(**{**written, **filled, "indicator": Indicator(written["indicator"])})


VERSION: str = _FILE["version"]
LINES: tuple[Line, ...] = tuple(_line(written) for written in _FILE["lines"])
BLUNT = frozenset(_FILE["blunt"].split())
