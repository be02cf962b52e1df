"""What of recommendations may go out to a public body that asks: what was public, and what was done. No person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.recommendations.choices import Status
from safeguarding.recommendations.models import Dissemination, Recommendation
from safeguarding.recommendations.rules import REFUSAL
from safeguarding.recommendations.selectors.board import Card

#: An answer that was not sent is still the force's own.
ANSWERED = frozenset(
    {Status.SENT, Status.PUBLISHED, Status.ACTIONS_OPEN, Status.EVIDENCED, Status.VERIFIED, Status.CLOSED,
     Status.NOT_ACCEPTED}
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One recommendation as somebody outside reads it."""

    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    answer: str
    reasons: tuple[str, ...]
    reason_text: str
    actions: tuple[tuple[str, str], ...]
    audiences: tuple[tuple[str, str, str, str], ...]


def going_out(cards: Iterable[Card]) -> list[Shown]:
    """What may go out of these: what was made public, and what was answered for good.

    None that came from a case and is not on the board of the force. Who makes the document asks the guard before.
    """
    return [_shown(card) for card in cards if may_go_out(card.recommendation)]


def may_go_out(held: Recommendation) -> bool:
    """A recommendation that was neither made public nor answered is the business of who made it and of the force."""
    was_public = held.made_public_on is not None and held.made_public_on <= clock.today()
    return held.is_on_board and (was_public or held.status in ANSWERED)


def _shown(card: Card) -> Shown:
    held = card.recommendation
    if held.status not in ANSWERED:
        return Shown(held.reference, held.title, tuple(_facts(card, is_answered=False)), held.text, "", (), "", (), ())
    return Shown(
        reference=held.reference, title=held.title, facts=tuple(_facts(card, is_answered=True)), text=held.text,
        answer=held.response_text, reasons=tuple(held.reason_labels), reason_text=held.reason_text,
        actions=tuple((one.what, _state_of(one.done_on, one.due_on)) for one in card.actions if not one.dropped_on),
        audiences=tuple(
            (line.label, str(line.get_channel_display()), reach.words_outside, _wanted(line))
            for line, reach in card.lines
        ),
    )  # fmt: skip


def _facts(card: Card, *, is_answered: bool) -> Iterable[tuple[str, str]]:
    held = card.recommendation
    yield "Made by", held.recommended_by
    yield "On what footing", str(held.get_basis_display())
    yield "For", f"{held.addressee} ({str(held.get_scope_display()).lower()})"
    yield "Made on", date_words(held.made_on)
    yield "Stands at", str(held.get_status_display())
    if is_answered:
        yield "Answer", str(held.get_position_display())
        if held.answered_on:
            yield "Answered on", date_words(held.answered_on)
        if card.answered is not None:
            yield "Answer was due by", date_words(clock.london_date(card.answered.due_at))
        if held.late_because:
            yield "Why it was late", held.late_because
        if held.answer_public_on:
            yield "Published on", date_words(held.answer_public_on)
    if held.answer_address:
        yield "Published at", held.answer_address
    if held.verified_at:
        yield "Verified on", f"{date_words(clock.london_date(held.verified_at))}, by somebody who had no part in it"
    for one in card.clocks:
        if one.rule.key == REFUSAL:
            yield "Looked at again by", date_words(clock.london_date(one.due_at))


def _wanted(line: Dissemination) -> str:
    by = f"by {date_words(line.due_on)}"
    return f"{line.target}% {by}" if line.is_measured else f"Told {by}"


def _state_of(done_on: dt.date | None, due_on: dt.date) -> str:
    return f"Done on {date_words(done_on)}" if done_on else f"Due by {date_words(due_on)}"
