"""Texts of a case without names: each by its label, and a look whether somebody slipped through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safeguarding.cases.models import Case
from safeguarding.guard.rules import Find, by_label, finds, needles
from safeguarding.guard.selectors import parties_of
from safeguarding.letters.models import Letter

Laid = dict[str, Any]
MOST_SHOWN = 100
#: Of each document: what may name somebody. Digests, kinds and page sizes do not.
NOT_SEARCHED = ("SHA-256",)


class Names:
    """Everything by which the people of a case could be known again."""

    def __init__(self, case: Case) -> None:
        self.wanted = needles(parties_of([case]))

    def without(self, text: str) -> str:
        """The text with the label in the place of each name."""
        return by_label(text, finds({"": text}, self.wanted)) if text else text

    def left_in(self, sections: Mapping[str, str]) -> list[Find]:
        """Who is still named in these texts, and what may point at somebody."""
        return finds(sections, self.wanted)

    def taken_out(self, laid: list[Laid]) -> tuple[list[Laid], list[dict[str, Any]]]:
        """The documents of a bundle without names, and what is still found in them, with where."""
        bare = [self._bare(one) for one in laid]
        sections = {f"{one['key']}. {one['title']}": _words(one) for one in bare}
        return bare, [told(one) for one in self.left_in(sections)[:MOST_SHOWN]]

    def _bare(self, one: Laid) -> Laid:
        return {
            **one, "title": self.without(one["title"]), "text": self.without(one["text"] or "") or None,
            "facts": [
                (what, said if what in NOT_SEARCHED else self.without(said)) for what, said in one["facts"]
            ],
            "rows": [[self.without(cell) for cell in row] for row in one["rows"]],
        }  # fmt: skip


def named_in(letter: Letter) -> list[dict[str, Any]]:
    """Who is still named in a copy without names, and where: the line that it is written in."""
    found = Names(letter.case).left_in({"The title": letter.title, "The letter": letter.body})
    said = []
    for one in found[:MOST_SHOWN]:
        line = letter.body.count("\n", 0, one.start) + 1
        where = f"Line {line}" if one.section == "The letter" else one.section
        said.append({**told(one), "where": where})
    return said


def told(one: Find) -> dict[str, Any]:
    """Something that was found: where, what, whose, and why."""
    return {
        "where": one.section, "words": one.words, "labels": list(one.labels), "why": one.why,
        "blocks": one.blocks,
    }  # fmt: skip


def _words(one: Laid) -> str:
    """Everything of a document that is read: a digest is none of it."""
    facts = [said for what, said in one["facts"] if what not in NOT_SEARCHED]
    cells = [cell for row in one["rows"] for cell in row]
    return "\n".join([one["title"], *facts, one["text"] or "", *cells])
