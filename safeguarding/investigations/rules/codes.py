"""The codes that conduct is held against, each with the days it stood: the words of its own day judge an act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.core import clock
from safeguarding.investigations.choices import CodeEdition, Regime


@dataclass(frozen=True)
class Edition:
    """One edition of a code: from when, until when (none where it stands today), and where that is said."""

    code: CodeEdition
    since: dt.date | None
    until: dt.date | None
    source: str

    def stood(self, first: dt.date, last: dt.date) -> bool:
        """Whether it stood on one of these days."""
        return (self.since is None or self.since <= last) and (self.until is None or first <= self.until)


#: The day in January 2024 on which the one code followed the other is from memory: that month, either is taken.
EDITIONS: dict[str, Edition] = {
    CodeEdition.PSC_2008: Edition(
        CodeEdition.PSC_2008, dt.date(2008, 12, 1), None, "Police Staff Council Joint Circular 54, from 1 December 2008"
    ),
    CodeEdition.ETHICS_2014: Edition(
        CodeEdition.ETHICS_2014, dt.date(2014, 7, 1), dt.date(2024, 1, 31), "Code of Ethics 2014, replaced January 2024"
    ),
    CodeEdition.ETHICS_2024: Edition(
        CodeEdition.ETHICS_2024, dt.date(2024, 1, 1), None,
        "Ethical policing principles and the code of practice for ethical policing, January 2024",
    ),
    CodeEdition.FORCE: Edition(CodeEdition.FORCE, None, None, "The force's own code, or the volunteer agreement"),
}  # fmt: skip


def codes_of(regime: str) -> tuple[CodeEdition, ...]:
    """The codes that an allegation of this regime may be held against."""
    if regime == Regime.OFFICER:
        return (CodeEdition.ETHICS_2024, CodeEdition.ETHICS_2014)
    if regime == Regime.STAFF:
        return (CodeEdition.PSC_2008, CodeEdition.ETHICS_2024, CodeEdition.ETHICS_2014)
    return (CodeEdition.FORCE,)


def code_refusal(code: str, regime: str, rules: str, first: dt.date, last: dt.date) -> str:
    """Why conduct of these days is not held against this edition; nothing when it is."""
    if code not in codes_of(regime):
        return f"This person is held against: {', '.join(str(one.label) for one in codes_of(regime))} ({rules})."
    edition = EDITIONS[code]
    if edition.stood(first, last):
        return ""
    if edition.since is not None and last < edition.since:
        when = f"did not stand before {clock.date_words(edition.since)}"
    else:
        assert edition.until is not None  # noqa: S101  # it did not stand, and not because it came later
        when = f"stood until {clock.date_words(edition.until)}"
    return f"{edition.code.label} {when}: choose the edition of the day it is said to have happened ({edition.source})."


def code_hints(regime: str) -> dict[str, str]:
    """When each edition stood, beside it."""
    return {code: EDITIONS[code].source for code in codes_of(regime)}
