"""A picture line by line: the same for the page, a file and a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.names import Named, ref_of
from safeguarding.links.selectors.picture import Picture, Reason

HEADINGS = ("From", "What it is", "To", "What it is", "Why")


@dataclass(frozen=True)
class Thing:
    """One thing of the picture with its name."""

    ref: str
    kind: str
    kind_words: str
    named: Named
    step: int
    more: int


@dataclass(frozen=True)
class Line:
    """Two things and every reason that joins them."""

    one: Thing
    other: Thing
    reasons: list[Reason]


def things_of(picture: Picture) -> list[Thing]:
    return [thing(picture, node) for node in picture.nodes]


def kinds_in(picture: Picture) -> list[tuple[str, str]]:
    """The kinds of things in a picture, in words: what its marks mean."""
    found = {node.kind for node in picture.steps}
    return [(str(kind.value), str(kind.label)) for kind in NodeKind if kind in found]


def thing(picture: Picture, node: Node) -> Thing:
    return Thing(
        ref_of(node), str(node.kind), str(NodeKind(node.kind).label), picture.names[node], picture.steps[node],
        picture.more.get(node, 0),
    )  # fmt: skip


def lines_of(picture: Picture) -> list[Line]:
    """Every join, the nearest first, each told from its nearer end."""
    known = {node: thing(picture, node) for node in picture.steps}
    lines = []
    for each in picture.joined:
        one, other = sorted((known[each.one], known[each.other]), key=lambda it: (it.step, it.kind, it.named.text))
        lines.append(Line(one, other, each.reasons))
    return sorted(lines, key=lambda line: (line.one.step, line.other.step, line.one.named.text, line.other.named.text))


def cells(line: Line) -> tuple[Any, ...]:
    return (
        line.one.named.text, _what(line.one), line.other.named.text, _what(line.other),
        "; ".join(reason.why for reason in line.reasons),
    )  # fmt: skip


def _what(one: Thing) -> str:
    return f"{one.kind_words}, {one.named.beside}" if one.named.beside else one.kind_words
