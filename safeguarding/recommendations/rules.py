"""What follows from what, of recommendations. Pure: values and days are passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.core.clock import date_words
from safeguarding.recommendations.choices import (
    ANSWER_SAYS,
    ANSWER_WITHIN,
    COURT_REVIEW,
    MORE_TIME,
    AddresseeKind,
    Basis,
    Position,
    Standing,
    Status,
)

#: The clocks, by their keys in the catalogue.
ANSWER, ANSWER_SET = "iopc_rec_response", "rec_response_set"
PUBLICATION, REFUSAL = "iopc_publish_response", "rec_refusal_review"
ACTION, AUDIENCE = "rec_action", "rec_audience"
#: Fewer than these of an audience are not counted out to anybody outside: each would be known.
FEWEST_TOLD = 5


def answer_clock(basis: str, addressee: str, due_on: dt.date | None) -> str:
    """Which clock the answer has: 56 days by law for paragraph 28A; else the day that was set, or none."""
    if addressee != AddresseeKind.THIS_FORCE:
        return ""
    if basis == Basis.PARA_28A:
        return ANSWER
    return ANSWER_SET if due_on else ""


def asked_too_late(asked_on: dt.date, due_on: dt.date) -> str:
    """Why more time that was asked for on a day cannot be had; empty where it was asked for inside the period."""
    if asked_on <= due_on:
        return ""
    return (
        f"The period ended on {date_words(due_on)}. It can only be extended on an application that is received inside "
        f"it ({MORE_TIME})"
    )


def begun_too_late(begun_on: dt.date, due_on: dt.date) -> str:
    """Why a judicial review moves no clock any more; empty where its proceedings were started inside the period."""
    if begun_on <= due_on:
        return ""
    return (
        f"The period ended on {date_words(due_on)}. Only proceedings that were started inside it make it longer "
        f"({COURT_REVIEW})"
    )


def answered_late(answered_on: dt.date, due_on: dt.date, *, basis: str) -> str:
    """What has to be said of an answer that is sent after its period; empty for one in time."""
    if answered_on <= due_on:
        return ""
    if basis != Basis.PARA_28A:
        return f"The answer was due by {date_words(due_on)}, the day that was set. Say why it is late"
    return (
        f"The period ended on {date_words(due_on)}: 56 days beginning with the day it was made ({ANSWER_WITHIN}). "
        f"It is longer only where more time was asked for inside it and granted ({MORE_TIME}). "
        "Say why the answer is late"
    )


def days_stopped(begun_on: dt.date, ended_on: dt.date) -> int:
    """By how many days a judicial review makes the period longer: each day it is in progress (para 28B(4))."""
    return (ended_on - begun_on).days + 1


def answer_errors(
    position: str, *, text: str, reasons: Iterable[str], reason_text: str, actions: int
) -> dict[str, list[str]]:
    """What an answer lacks: it says what is done or proposed, or why nothing is (para 28B(1))."""
    errors: dict[str, list[str]] = {}
    if position not in Position.values:
        errors["position"] = ["Select whether it is accepted"]
    if not text.strip():
        errors["response_text"] = ["Enter the answer"]
    if position in (Position.PARTLY, Position.NOT_ACCEPTED):
        if not list(reasons):
            errors["reasons"] = [f"Select why it, or a part of it, is not accepted: {ANSWER_SAYS} asks for it"]
        if not reason_text.strip():
            errors["reason_text"] = [f"Say in words why it, or a part of it, is not accepted ({ANSWER_SAYS})"]
    if position in (Position.ACCEPTED, Position.PARTLY) and not actions:
        errors["response_text"] = [
            f"Add what has been done or is proposed as an action first: an answer must state it ({ANSWER_SAYS})"
        ]
    return errors


@dataclass(frozen=True)
class Reach:
    """How many of an audience were reached, of how many, and how many should be."""

    count: int
    reached: int
    talked: int
    target: int
    is_measured: bool = True

    @property
    def share(self) -> int | None:
        """Of a hundred, rounded down, so that a hundred means everybody; None where it cannot be told."""
        if not self.is_measured or not self.count:
            return None
        return self.reached * 100 // self.count

    @property
    def missing(self) -> int:
        return self.count - self.reached

    @property
    def is_enough(self) -> bool:
        """Whether as many as wanted were reached. An audience of nobody is not reached: somebody should be in it."""
        return self.share is not None and self.share >= self.target

    @property
    def words(self) -> str:
        if not self.is_measured:
            return "Not measured"
        return f"{self.reached} of {self.count}" if self.count else "Nobody is in this audience today"

    @property
    def words_outside(self) -> str:
        """The same for somebody outside the force: small groups are not counted out."""
        if not self.is_measured:
            return "Not measured"
        if self.count < FEWEST_TOLD:
            return f"An audience of fewer than {FEWEST_TOLD}"
        return f"{self.reached} of {self.count} ({self.share}%)"


def least(reaches: Iterable[Reach]) -> Reach | None:
    """The audience that was reached least, of those that are measured: the board shows it, not an average."""
    measured = [one for one in reaches if one.is_measured]
    return min(measured, key=lambda one: (one.share or 0, -one.missing), default=None)


def standing(status: str, *, is_late: bool, open_actions: int, reaches: Iterable[Reach]) -> Standing:
    """How it stands at a glance. Audiences below their target keep it unfinished, closed or not."""
    if status == Status.NOT_ACCEPTED:
        return Standing.LATE if is_late else Standing.REFUSED
    if is_late:
        return Standing.LATE
    short = [one for one in reaches if one.is_measured and not one.is_enough]
    if short and status not in (Status.RECEIVED, Status.OWNER_ASSIGNED, Status.DRAFTING):
        return Standing.UNFINISHED
    if status in (Status.VERIFIED, Status.CLOSED):
        return Standing.DONE
    return Standing.UNFINISHED if open_actions and status == Status.ACTIONS_OPEN else Standing.ON_COURSE
