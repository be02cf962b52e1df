"""The answer: written, approved by a chief officer who did not write it, sent, published; or another body's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.recommendations import rules, states
from safeguarding.recommendations.choices import Basis, Position, Reason
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import (
    name_errors,
    require_clean,
    require_no_names,
    require_words,
    save_step,
    take_step,
)

NOT_OURS = "Another body has to answer this. Record what it answered instead."
OURS = "This is for the force to answer: write the answer and have it approved."


@dataclass(frozen=True)
class Draft:
    """An answer: what is done or proposed stands in the actions; why something is not accepted stands here."""

    position: str
    response_text: str
    reasons: Sequence[str] = ()
    reason_text: str = ""


@dataclass(frozen=True)
class TheirAnswer(Draft):
    """What another body answered, and when."""

    answered_on: dt.date | None = None
    address: str = ""


@dataclass(frozen=True)
class Publication:
    """When and where an answer was published, or why it was not."""

    published_on: dt.date | None = None
    address: str = ""
    not_public_because: str = ""


@transaction.atomic
def draft(recommendation: Recommendation, answer: Draft, *, version: int | None, by: User) -> Recommendation:
    """Write the answer: it says what was done or is proposed, or why nothing is (para 28B)."""
    held, target = take_step("draft", recommendation, version=version, by=by)
    if not held.is_ours_to_answer:
        raise Conflict(NOT_OURS)
    fields = _written(held, answer, by)
    save_step(held, target, **fields, drafted_at=clock.now(), drafted_by=by, returned_because="")
    _record("recommendation.drafted", held, by)
    return held


@transaction.atomic
def approve(recommendation: Recommendation, *, approved_as: str, version: int | None, by: User) -> Recommendation:
    """A chief officer, who did not write the answer, approves it, and says in which rank or post."""
    held, target = take_step("approve", recommendation, version=version, by=by)
    _require_whole(held, by)
    if not approved_as.strip():
        raise Invalid({"approved_as": ["Enter your rank or post"]})
    require_no_names(held, by=by, approved_as=approved_as)
    save_step(held, target, approved_at=clock.now(), approved_by=by, approved_as=approved_as.strip())
    record("recommendation.approved", by=by, obj=held, data={"approved_as": held.approved_as})
    return held


@transaction.atomic
def send_back(recommendation: Recommendation, *, reason: str, version: int | None, by: User) -> Recommendation:
    """The answer is to be written again, and why; an approval that was given is gone."""
    held, target = take_step("send_back", recommendation, version=version, by=by)
    if not reason.strip():
        raise Invalid({"reason": ["Say what is to be changed"]})
    require_no_names(held, by=by, reason=reason)
    save_step(
        held, target, returned_because=reason.strip(), approved_at=None, approved_by=None, approved_as=""
    )  # fmt: skip
    record("recommendation.sent_back", by=by, obj=held, reason=reason)
    return held


@transaction.atomic
def send(
    recommendation: Recommendation, *, sent_on: dt.date, late_because: str = "", version: int | None, by: User
) -> Recommendation:
    """Record that the approved answer was sent. One sent after the period is refused unless it says why it is late.

    More time that was asked for after the period had ended does not count (para 28B): the refusal says so.
    """
    held, target = take_step("send", recommendation, version=version, by=by)
    _require_whole(held, by)
    approved_on = clock.london_date(held.approved_at) if held.approved_at else clock.today()
    if not approved_on <= sent_on <= clock.today():
        raise Invalid({"sent_on": ["It was sent on or after the day it was approved, and not in the future"]})
    late = _late(held, sent_on)
    if late and not late_because.strip():
        raise Invalid({"late_because": [late]})
    require_no_names(held, by=by, late_because=late_because)
    clocks.answered(held, on=sent_on, by=by)
    save_step(
        held, target, answered_on=sent_on, answered_by=by, late_because=late_because.strip() if late else ""
    )  # fmt: skip
    if held.basis == Basis.PARA_28A:
        clocks.begin(rules.PUBLICATION, held, on=sent_on, why="The IOPC received the reply", by=by)
    record("recommendation.sent", by=by, obj=held, data={"on": clock.date_words(sent_on), "late": bool(late)})
    return held


@transaction.atomic
def publish(
    recommendation: Recommendation, publication: Publication, *, version: int | None, by: User
) -> Recommendation:
    """Record where the answer was published, or why it was not. A refusal comes to its end here, and stays in sight."""
    held, target = take_step("publish", recommendation, version=version, by=by)
    fields = _published(held, publication)
    require_no_names(
        held, by=by, address=publication.address, not_public_because=publication.not_public_because
    )  # fmt: skip
    save_step(held, target, **fields)
    if publication.published_on is not None:
        clocks.published(held, on=publication.published_on, by=by)
    else:
        clocks.not_published(held, why=held.not_public_because, by=by)
    record("recommendation.published", by=by, obj=held)
    _settle(held, by=by)
    return held


@transaction.atomic
def record_answer(
    recommendation: Recommendation, answer: TheirAnswer, *, version: int | None, by: User
) -> Recommendation:
    """Record what another body answered to a recommendation that is for it."""
    held, target = take_step("record_answer", recommendation, version=version, by=by)
    if held.is_ours_to_answer:
        raise Conflict(OURS)
    if answer.answered_on is None or not held.made_on <= answer.answered_on <= clock.today():
        raise Invalid({"answered_on": ["They answered on or after the day it was made, and not in the future"]})
    fields = _written(held, answer, by)
    require_no_names(held, by=by, address=answer.address)
    save_step(
        held, target, **fields, answered_on=answer.answered_on, answered_by=by, answer_address=answer.address.strip(),
        answer_public_on=answer.answered_on if answer.address.strip() else None,
    )  # fmt: skip
    _record("recommendation.answered", held, by)
    _settle(held, by=by)
    return held


def _require_whole(held: Recommendation, by: User) -> None:
    """The answer says what it has to say, and nothing in the recommendation gives anybody of a case away."""
    errors = rules.answer_errors(
        held.position,
        text=held.response_text,
        reasons=held.reasons,
        reason_text=held.reason_text,
        actions=_actions(held),
    )
    if errors:
        raise Conflict("; ".join(message for messages in errors.values() for message in messages))
    require_clean(held, by=by)


def _settle(held: Recommendation, *, by: User) -> None:
    """A refusal is an end: it stays on the board with its reasons, and is looked at again in a year."""
    if held.is_refused:
        save_step(held, states.step("settle", status=held.status))
        clocks.look_in_a_year(held, on=held.answered_on or clock.today(), by=by)


def _written(held: Recommendation, answer: Draft, by: User) -> dict[str, object]:
    accepted = answer.position == Position.ACCEPTED
    reasons = [] if accepted else [reason for reason in Reason.values if reason in answer.reasons]
    reason_text = "" if accepted else answer.reason_text.strip()
    # Another body's actions are its own: nothing is asked of them here.
    actions = _actions(held) if held.is_ours_to_answer else 1
    require_words(
        rules.answer_errors(
            answer.position, text=answer.response_text, reasons=reasons, reason_text=reason_text, actions=actions
        )
        | name_errors(held, by=by, response_text=answer.response_text, reason_text=reason_text)
    )
    return {
        "position": answer.position, "response_text": answer.response_text.strip(), "reasons": reasons,
        "reason_text": reason_text,
    }  # fmt: skip


def _published(held: Recommendation, publication: Publication) -> dict[str, object]:
    on, why = publication.published_on, publication.not_public_because.strip()
    if on is None and not why:
        raise Invalid({"published_on": ["Enter the day it was published, or say why it was not"]})
    if on is not None and why:
        raise Invalid({"not_public_because": ["It was published: leave this empty"]})
    if on is not None and not (held.answered_on or on) <= on <= clock.today():
        raise Invalid({"published_on": ["It was published on or after the day it was sent, and not in the future"]})
    return {"answer_public_on": on, "answer_address": publication.address.strip(), "not_public_because": why}


def _late(held: Recommendation, sent_on: dt.date) -> str:
    running = clocks.of_answer(held)
    if running is None:
        return ""
    due_on = clock.london_date(running.due_at)
    return rules.answered_late(sent_on, due_on, basis=held.basis)


def _actions(held: Recommendation) -> int:
    return held.actions.filter(dropped_on__isnull=True).count()


def _record(verb: str, held: Recommendation, by: User) -> None:
    record(verb, by=by, obj=held, data={"position": str(held.get_position_display()).lower()})
