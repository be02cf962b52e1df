"""One message by itself, a part of it at a time: it may have millions of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Length, Substr

from safeguarding.conversations.models import Conversation, Finding, Message
from safeguarding.conversations.rules import long_texts
from safeguarding.conversations.rules.marks import Part, parts_of, spans_of
from safeguarding.conversations.selectors.reading import Asked, findings_of


@dataclass
class Whole:
    """A part of one message that is read by itself, and where in it is what was looked for."""

    message: Any
    number: int
    parts: int
    marked: list[Part]
    findings: list[Finding]
    #: The parts in which something was found or is looked for.
    where: list[int]
    #: What stands in the file, a part of it like that of the text.
    raw: str
    #: Whether what is looked for stands in it at all.
    is_hit: bool = False

    @property
    def first_mark(self) -> int:
        """The first marked piece, from 1: a link leads to it."""
        return next((at for at, (_, is_marked) in enumerate(self.marked, 1) if is_marked), 0)

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1


def part_of(conversation: Conversation, position: int, asked: Asked, number: int | None) -> Whole | None:
    """One part of one message; nothing when there is no such message. Without a number, where what is looked for is."""
    rows = Message.objects.filter(conversation=conversation, position=position).annotate(
        letters=Length("text"), raw_letters=Length("raw")
    )
    lean = rows.select_related("sender__party", "sender__platform").defer("text", "raw", "words")
    message: Any = lean.first()
    if message is None:
        return None
    parts = long_texts.parts_in(max(message.letters, message.raw_letters))
    findings = findings_of([message]).get(message.pk, [])
    spans = [(found.starts, found.ends) for found in findings if found.ends - found.starts < message.letters]
    hits = spans_of(message.text, asked.words, is_exact=asked.is_exact) if asked.words else []
    spans += hits
    number = min(number or (long_texts.part_of(hits[0][0]) if hits else 1), parts)
    starts = (number - 1) * long_texts.PART
    piece = {name: Substr(name, starts + 1, long_texts.PART) for name in ("text", "raw")}
    text, raw = rows.annotate(piece=piece["text"], raw_piece=piece["raw"]).values_list("piece", "raw_piece").get()
    where = sorted({long_texts.part_of(at) for at, _ in spans})
    marked = parts_of(text, long_texts.within(spans, starts, starts + len(text)))
    return Whole(message, number, parts, marked, findings, where, raw, bool(hits))
