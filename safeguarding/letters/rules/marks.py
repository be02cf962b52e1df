"""The language of letters: fields, headings, lists and paragraphs. Nothing in it can be run.

A field stands as `{{ subject.label }}`. A line that begins with `# ` or `## ` is a heading, with `- ` a point of a
list; an empty line ends a paragraph. A backslash before a line takes its mark as a sign like others. That is all: there
is no condition, no loop and no call, so that what a force writes can do nothing but be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

OPEN, CLOSE = "{{", "}}"
FIELD = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
#: Of other languages: whoever writes them expects something to happen.
FOREIGN = ("{%", "%}", "{#", "#}")
POINT, ESCAPE = "- ", "\\"
HEADINGS = {"# ": 1, "## ": 2}
LONGEST = 40_000
ROUND = str.maketrans("{}", "()")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text, and where: lines and places are counted from one."""

    line: int
    place: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}, sign {self.place}: {self.words}"


@dataclass(frozen=True)
class Block:
    """A heading with its level, a paragraph with its lines, or a list with its points."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def check(text: str, fields: Collection[str]) -> list[Problem]:
    """What is wrong with a template: an unknown field, a mark that is not closed, a heading left out."""
    if len(text) > LONGEST:
        return [Problem(1, 1, f"The text is longer than {LONGEST:,} signs.")]
    found = [one for number, line in enumerate(_lines(text), start=1) for one in _in_line(line, number, fields)]
    return sorted([*found, *_levels(text)], key=lambda one: (one.line, one.place))


def names_in(text: str) -> list[str]:
    """The fields that stand in a text, each once, in their order."""
    return list(dict.fromkeys(name for name in FIELD.findall(text) if NAME.fullmatch(name)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled. One without a value stays as it is, to be seen and written by hand.

    A value is what somebody once wrote: it comes in as one line of plain words, whatever marks it holds.
    """
    return "\n".join(_filled(line, values) for line in _lines(text))


def blocks(text: str) -> list[Block]:
    """The parts of a letter in their order."""
    found: list[Block] = []
    is_new = True
    for line in _lines(text):
        if not line.strip():
            is_new = True
            continue
        block = _block(line)
        if found and not is_new and block.kind == found[-1].kind != "heading":
            found[-1] = Block(block.kind, (*found[-1].lines, *block.lines))
        else:
            found.append(block)
        is_new = False
    return found


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _block(line: str) -> Block:
    for mark, level in HEADINGS.items():
        if line.startswith(mark):
            return Block("heading", (line.removeprefix(mark).strip(),), level)
    if line.startswith(POINT):
        return Block("list", (line.removeprefix(POINT).strip(),))
    return Block("paragraph", (line.removeprefix(ESCAPE).rstrip(),))


def _filled(line: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        words = values.get(found.group(1))
        if not words:
            return found.group(0)
        plain = _plain(words)
        return ESCAPE + plain if found.start() == 0 and _is_mark(plain) else plain

    return FIELD.sub(value, line)


def _is_mark(words: str) -> bool:
    return words.startswith((*HEADINGS, POINT, ESCAPE))


def _plain(words: str) -> str:
    """One line, in which no field begins or ends: curly brackets come in as round ones."""
    return " ".join(words.split()).translate(ROUND)


def _in_line(line: str, number: int, fields: Collection[str]) -> Iterator[Problem]:
    for mark in FOREIGN:
        if mark in line:
            yield Problem(number, line.index(mark) + 1, f"“{mark}” is no mark of letters. Only {{{{ fields }}}} are.")
    for sign in (one for one in line if ord(one) < 32 and one != "\t"):
        yield Problem(number, line.index(sign) + 1, "A sign that cannot be printed.")
    rest = line
    for found in FIELD.finditer(line):
        rest = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
        words = _wrong_field(found.group(1), fields)
        if words:
            yield Problem(number, found.start() + 1, words)
    yield from _unclosed(rest, number)


def _wrong_field(name: str, fields: Collection[str]) -> str:
    if name in fields:
        return ""
    if not name:
        return "A field without a name."
    near = get_close_matches(name, fields, n=1)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    return f"There is no field “{name[:60]}” for this kind of letter.{meant}"


def _unclosed(rest: str, number: int) -> Iterator[Problem]:
    if OPEN in rest:
        yield Problem(number, rest.index(OPEN) + 1, "A field is opened with {{ and not closed in the same line.")
    elif CLOSE in rest:
        yield Problem(number, rest.index(CLOSE) + 1, "}} closes a field that was not opened.")


def _levels(text: str) -> Iterator[Problem]:
    """A smaller heading has a larger one before it: who listens to the letter finds their way by them."""
    last = 0
    for number, line in enumerate(_lines(text), start=1):
        for mark, level in HEADINGS.items():
            if line.startswith(mark):
                if level > last + 1:
                    yield Problem(number, 1, "A smaller heading (##) stands before any larger one (#).")
                if not line.removeprefix(mark).strip():
                    yield Problem(number, 1, "A heading without words.")
                last = level
