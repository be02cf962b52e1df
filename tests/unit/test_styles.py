"""Every class of ours that a page uses has a rule, and no rule stands for a class that nothing uses."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = r"app-[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:(?:__|--)[a-z0-9-]+)*"


def names(pattern: str, *globs: str) -> set[str]:
    files = [file for glob in globs for file in ROOT.glob(glob)]
    assert files, globs
    return {name for file in files for name in re.findall(pattern, file.read_text())}


def test_every_class_of_ours_that_a_page_uses_has_a_rule() -> None:
    ruled = names(rf"\.({NAME})", "static/app/*.css")
    in_classes = names(r'class(?:Name)?="([^"]*)"', "templates/**/*.html", "safeguarding/**/*.html")
    used = {name for text in in_classes for name in re.findall(NAME, text)}
    used |= names(rf'class="({NAME})"', "safeguarding/**/*.py") | names(rf'className = "({NAME})"', "static/app/*.js")
    assert used - ruled == set()
