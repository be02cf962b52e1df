"""Who is kept informed, in what form, how often, and to whom the letters of twelve and of six months go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.investigations.choices import GivenHow, LetterTo, Mode, Recording, Regime, UpdateTo
from safeguarding.investigations.rules.sources import PCMR, PCR

UPDATE_DAYS = 28
FIRST, NEXT, SUBJECT = "complainant_update_1", "complainant_update_n", "subject_update"
UPDATE_CLOCKS: dict[str, tuple[str, ...]] = {UpdateTo.COMPLAINANT: (FIRST, NEXT), UpdateTo.SUBJECT: (SUBJECT,)}
#: Running as long as updates are withheld: the day on which that is looked at again.
WITHHELD_CLOCKS: dict[str, str] = {
    UpdateTo.COMPLAINANT: "complainant_update_withheld", UpdateTo.SUBJECT: "subject_update_withheld",
}  # fmt: skip
IN_WRITING = (
    "The complainant and interested persons are told in writing, unless the complaint was made by word of mouth and is "
    f"handled outside Schedule 3 ({PCMR} reg 34(3))."
)


def form_refusal(to: str, how: str, recording: str) -> str:
    """Why an update cannot be given in this form; nothing when it can."""
    return IN_WRITING if (to, how) == (UpdateTo.COMPLAINANT, GivenHow.ORAL) and recording != Recording.OUTSIDE else ""


@dataclass(frozen=True)
class Owed:
    """Somebody who is owed updates: since when, and when they were told last."""

    party: int
    since: dt.date
    told_on: dt.date | None = None

    @property
    def counted_from(self) -> dt.date:
        return self.told_on or self.since

    @property
    def due_on(self) -> dt.date:
        """Four weeks after they were told last, or after it began (PCMR 2020 reg 34(2)(a))."""
        return self.counted_from + dt.timedelta(days=UPDATE_DAYS)


def next_of(owed: Iterable[Owed]) -> Owed | None:
    """Who is due first: the one clock of all of them is theirs."""
    return min(owed, key=lambda one: (one.due_on, one.party), default=None)


@dataclass(frozen=True)
class Letters:
    """To whom the letters go, who sends them, and on whose authority. Nobody, where no law asks for one."""

    to: tuple[LetterTo, ...]
    sender: str
    source: str


def letters_of(regime: str, recording: str, mode: str) -> Letters:
    """A local investigation is reported by the force to two bodies; what the IOPC runs, by the IOPC."""
    if recording == Recording.RECORDED:
        if mode in (Mode.DIRECTED, Mode.INDEPENDENT):
            return Letters((LetterTo.POLICING_BODY, LetterTo.CHIEF), "The IOPC", f"{PCMR} reg 13")
        return Letters((LetterTo.POLICING_BODY, LetterTo.IOPC), "The appropriate authority", f"{PCMR} reg 13")
    if regime == Regime.OFFICER:
        return Letters((LetterTo.POLICING_BODY, LetterTo.SUBJECT), "The appropriate authority", f"{PCR} reg 19")
    return Letters((), "The appropriate authority", "Force policy: no law asks for a letter")


def still_to_write(letters: Letters, written: Iterable[str]) -> tuple[LetterTo, ...]:
    """To whom the letter of this period has not gone yet."""
    done = set(written)
    return tuple(one for one in letters.to if one not in done)
