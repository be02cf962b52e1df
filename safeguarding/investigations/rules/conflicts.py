"""Who may not investigate, supervise or judge somebody: whoever has a line to them, or a personal link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from safeguarding.investigations.rules.sources import PCR, source_for


def source_of(regime: str) -> str:
    """By what somebody with a line to this person is kept out of it."""
    return source_for(f"{PCR} reg 15", regime)


@dataclass(frozen=True)
class Lines:
    """Where two people stand in the force. A line is everybody above somebody, the nearest first."""

    subject: int
    above_subject: tuple[int, ...]
    other: int | None
    above_other: tuple[int, ...] = ()
    #: Who managed each of them at some time, in an acting post too; what stood for less than a day was a slip.
    once_over_subject: frozenset[int] = frozenset()
    once_over_other: frozenset[int] = frozenset()
    led_together: bool = False


def line_words(lines: Lines) -> str:
    """How the line of one runs through the other; nothing when they are apart."""
    if lines.other is None:
        return ""
    if lines.other == lines.subject:
        return "is the person it is about"
    if lines.other in lines.above_subject:
        return "manages the person it is about"
    if lines.subject in lines.above_other:
        return "is managed by the person it is about"
    if lines.above_other[:1] and lines.above_other[:1] == lines.above_subject[:1]:
        return "has the same line manager as the person it is about"
    return _earlier(lines)


def _earlier(lines: Lines) -> str:
    """A line that ended, or a scheme that both led at one time: it is a link still."""
    if lines.other in lines.once_over_subject:
        return "managed the person it is about at some time"
    if lines.subject in lines.once_over_other:
        return "was managed by the person it is about at some time"
    return "leads, or led, a scheme together with the person it is about" if lines.led_together else ""


def conflict_words(
    lines: Lines, *, parties: Collection[int] = (), relatives: Collection[int] = (), declared: bool = False
) -> str:
    """Why somebody has no part in it, in words after their name; nothing when there is no conflict."""
    if words := line_words(lines):
        return words
    if lines.other is not None and lines.other in parties:
        return "is a person in this case"
    if lines.other is not None and lines.other in relatives:
        return "has a family or care link to a person in this case"
    return "is in conflict with this case" if declared else ""


#: The verbs of these words, as they are said to somebody.
TO_YOU = {"is": "are", "has": "have", "manages": "manage", "was": "were", "leads,": "lead,"}


def to_you(words: str) -> str:
    """The same words after "you"."""
    verb, _, rest = words.partition(" ")
    return f"{TO_YOU.get(verb, verb)} {rest}" if words else ""


def refusal(name: str, words: str, regime: str) -> str:
    """Why somebody has no part in it, with the rule that keeps them out of it."""
    return f"{name} {words}, and can have no part in deciding it ({source_of(regime)})." if words else ""
