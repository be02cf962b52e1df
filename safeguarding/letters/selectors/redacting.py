"""Texts of a case without names: each by its label, and a look whether somebody slipped through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from safeguarding.cases.models import Case
from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules import Find, by_label, finds, needles
from safeguarding.guard.rules.text import WORD, plain
from safeguarding.guard.selectors import parties_of
from safeguarding.letters.models import Letter

Laid = dict[str, Any]
MOST_SHOWN = 100
#: Of each document: what may name somebody. Digests, kinds and page sizes do not.
NOT_SEARCHED = ("SHA-256",)
#: To whom it is may say of which school or place: that is asked, and not forbidden. A person it may not say: who stands
#: by label below would be known by who stands above.
PLACES = (Identifier.ADDRESS, Identifier.SCHOOL, Identifier.SCHEME)
TO = ("To whom it is", "The address")
#: A name that is a word too is taken out where it is written as one: with a capital letter.
WORDS_TOO = (Identifier.NAME, Identifier.NICKNAME)
SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:;\n“\"•–])[\s“\"'‘(#-]*$")
#: April is a month where one is spoken of: beside a figure, or after one of these.
MONTHS = ("april", "may", "june", "august")
OF_A_MONTH = re.compile(
    r"(?:[0-9](?:st|nd|rd|th)?(?:\s+of)?|\b(?:in|since|until|till|during|last|next|early|late|mid|this))[\s-]+$",
    re.IGNORECASE,
)
FIGURE_AFTER = re.compile(r"[\s,]{1,2}[0-9]")
LOOKED_BACK = 24


class Names:
    """Everything by which the people of a case could be known again.

    Not the reference of the case: it stands at the head of every page, and is for whoever writes back. Nor the name of
    the force, which writes: schemes and places of it have it in theirs, and their names as a whole are found.
    """

    def __init__(self, case: Case) -> None:
        self.wanted = needles(replace(one, references=()) for one in parties_of([case]))
        self.force = {plain(word) for word in WORD.findall(case.force.name)}

    def without(self, text: str, *, is_last: bool = False) -> str:
        """The text with the label in the place of each name. `is_last`: nobody reads it again before it is made."""
        if not text:
            return text
        return by_label(text, [_sure(one, text, is_last=is_last) for one in self.left_in({"": text})])

    def left_in(self, sections: Mapping[str, str]) -> list[Find]:
        """Who is still named in these texts, and what may point at somebody."""
        return [one for one in finds(sections, self.wanted) if not self._is_force(one)]

    def _is_force(self, one: Find) -> bool:
        return one.kind in PLACES and {plain(word) for word in WORD.findall(one.words)} <= self.force

    def taken_out(self, laid: list[Laid], title: str) -> tuple[list[Laid], str, list[dict[str, Any]]]:
        """The documents of a bundle and its title without names, and what is still found in them, with where."""
        bare, title = [self._bare(one) for one in laid], self._last(title)
        sections = {f"{one['key']}. {one['title']}": _words(one) for one in bare}
        return bare, title, [told(one) for one in shown(self.left_in({"The title of the bundle": title, **sections}))]

    def _bare(self, one: Laid) -> Laid:
        return {
            **one, "title": self._last(one["title"]), "text": self._last(one["text"] or "") or None,
            "facts": [
                (what, said if what in NOT_SEARCHED else self._last(said)) for what, said in one["facts"]
            ],
            "rows": [[self._last(cell) for cell in row] for row in one["rows"]],
            "sections": [[self._last(words) for words in section] for section in sections_of(one)],
        }  # fmt: skip

    def _last(self, text: str) -> str:
        return self.without(text, is_last=True)


def named_in(letter: Letter) -> list[Find]:
    """Who is still named in a copy without names: in its title, in what it says, and in whom it is to."""
    to = dict(zip(TO, (letter.recipient, letter.address), strict=True))
    found = Names(letter.case).left_in({"The title": letter.title, "The letter": letter.body, **to})
    return [_known(one) if one.section in TO else one for one in found]


def told_of(letter: Letter, found: list[Find]) -> list[dict[str, Any]]:
    """What was found in a letter, and where: the line that it is written in."""
    said = []
    for one in shown(found):
        line = letter.body.count("\n", 0, one.start) + 1
        where = f"Line {line}" if one.section == "The letter" else one.section
        said.append({**told(one), "where": where})
    return said


def shown(found: list[Find]) -> list[Find]:
    """As many as can be read, and what has to go first of all: however much else there is, it is not left out."""
    return sorted(found, key=lambda one: not one.blocks)[:MOST_SHOWN]


def told(one: Find) -> dict[str, Any]:
    """Something that was found: where, what, whose, and why."""
    return {
        "where": one.section, "words": one.words, "labels": list(one.labels), "why": one.why,
        "blocks": one.blocks,
    }  # fmt: skip


def _known(one: Find) -> Find:
    return replace(one, weight=Weight.ASKS) if one.kind in PLACES else one


def _sure(one: Find, text: str, *, is_last: bool) -> Find:
    """A name that is a word too, taken for the name where it is written as one: a word too many is seen, and put back.

    At the beginning of a sentence every word has a capital letter: there somebody looks, if anybody will.
    """
    if one.blocks or one.kind not in WORDS_TOO or not one.words[:1].isupper() or _is_month(one, text):
        return one
    begins = SENTENCE_BEGINS.search(text, max(0, one.start - LOOKED_BACK), one.start)
    return one if begins and not is_last else replace(one, weight=Weight.BLOCKS)


def _is_month(one: Find, text: str) -> bool:
    before = OF_A_MONTH.search(text, max(0, one.start - LOOKED_BACK), one.start)
    return one.words.lower() in MONTHS and bool(before or FIGURE_AFTER.match(text, one.end))


def _words(one: Laid) -> str:
    """Everything of a document that is read: a digest is none of it."""
    facts = [said for what, said in one["facts"] if what not in NOT_SEARCHED]
    cells = [cell for row in one["rows"] for cell in row]
    said = [words for section in sections_of(one) for words in section]
    return "\n".join([one["title"], *facts, one["text"] or "", *cells, *said])


def sections_of(one: Laid) -> list[list[str]]:
    """What it says part by part. A worker of before may have read a document that knows of no parts."""
    found: list[list[str]] = one.get("sections", [])
    return found
