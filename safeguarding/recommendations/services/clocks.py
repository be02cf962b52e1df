"""The clocks of a recommendation: its answer, its publication, what was agreed, and the yearly look at a refusal."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import (
    cancel,
    cancel_for_source,
    cancel_for_subject,
    extend,
    meet_for_source,
    meet_for_subject,
    reassign,
    reassign_for_source,
    set_fixed,
    start,
)
from safeguarding.recommendations import rules
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction
from safeguarding.recommendations.selectors.board import CLOCK, OF_ACTION, OF_AUDIENCE

SUBJECT = CLOCK


def begin(
    rule: str, held: Recommendation, *, on: dt.date, why: str, by: User, due_on: dt.date | None = None,
    owner: User | None = None, source_type: str = "", source_id: int | None = None,
) -> Deadline:  # fmt: skip
    """Start one; without an owner of its own it is that of who has the recommendation in hand, or recorded it."""
    return start(
        rule, subject_type=SUBJECT, subject_id=held.pk, subject_label=held.reference, force=held.force, unit=held.unit,
        owner=owner or whose(held), start_at=clock.end_of_day(on), start_why=why, due_on=due_on, by=by,
        source_type=source_type, source_id=source_id,
    )  # fmt: skip


def whose(held: Recommendation) -> User | None:
    """Who is reminded of it."""
    if held.owner is not None:
        return held.owner
    return None if held.recorded_by.is_system else held.recorded_by


def of_answer(held: Recommendation) -> Deadline | None:
    """The running clock of its answer."""
    keys = (rules.ANSWER, rules.ANSWER_SET)
    running = Deadline.objects.running().filter(subject_type=SUBJECT, subject_id=held.pk, rule__key__in=keys)
    return running.select_related("rule").order_by("pk").first()


def answered(held: Recommendation, *, on: dt.date, by: User) -> None:
    """The answer went out: its clock is met on that day."""
    at = min(clock.end_of_day(on), clock.now())
    for key in (rules.ANSWER, rules.ANSWER_SET):
        meet_for_subject(key, subject_type=SUBJECT, subject_id=held.pk, by=by, at=at)


def published(held: Recommendation, *, on: dt.date, by: User) -> None:
    """It was published: the clock is met on that day, whenever that is recorded."""
    at = min(clock.end_of_day(on), clock.now())
    meet_for_subject(rules.PUBLICATION, subject_type=SUBJECT, subject_id=held.pk, by=by, at=at)


def not_published(held: Recommendation, *, why: str, by: User) -> None:
    """It is not published, and why: nothing was met, and nothing runs."""
    cancel_for_subject(
        subject_type=SUBJECT, subject_id=held.pk, rule_key=rules.PUBLICATION, reason=f"It is not published: {why}",
        by=by,
    )  # fmt: skip


def hand_over(held: Recommendation, before: User | None, *, by: User) -> None:
    """Whoever has it in hand now is reminded; what somebody has to do stays theirs, who had it in hand before too."""
    if before is None or before == held.owner:
        return
    running = Deadline.objects.running().filter(subject_type=SUBJECT, subject_id=held.pk, owner=before)
    for one in running.exclude(source_type=OF_ACTION).order_by("pk"):
        reassign(one, owner=held.owner, by=by)


def more_time(held: Recommendation, *, until: dt.date, reason: str, by: User) -> None:
    running = of_answer(held)
    if running is not None and running.rule.key == rules.ANSWER_SET:
        set_fixed(running, due_on=until, reason=reason, by=by)
    elif running is not None:
        extend(running, until=until, reason=reason, by=by)


def stop_for_review(held: Recommendation, *, by: User) -> dt.date | None:
    """The clock of the answer stands still: when it was due as it stopped."""
    running = of_answer(held)
    if running is None:
        return None
    cancel(running, by=by, reason="It stands still while the recommendation is under judicial review.")
    return clock.london_date(running.due_at)


def go_on(held: Recommendation, *, due_on: dt.date, by: User) -> None:
    """The clock of the answer goes on, as much later as it stood still."""
    why = "The judicial review ended; the clock stood still for its length"
    key = rules.answer_clock(held.basis, held.addressee_kind, due_on)
    if key == rules.ANSWER:
        extend(begin(key, held, on=held.made_on, why=why, by=by), until=due_on, reason=why, by=by)
    elif key:
        begin(key, held, on=held.made_on, why=why, due_on=due_on, by=by)


def follow_action(held: Recommendation, action: RecommendationAction, *, by: User) -> None:
    begin(
        rules.ACTION, held, on=clock.today(), why="It was agreed", due_on=action.due_on, owner=action.owner,
        source_type=OF_ACTION, source_id=action.pk, by=by,
    )  # fmt: skip


def give_action(action: RecommendationAction, *, by: User) -> None:
    """Its clock goes with it: who has it to do from now on is reminded, and nobody else."""
    reassign_for_source(source_type=OF_ACTION, source_id=action.pk, owner=action.owner, by=by)


def meet_action(action: RecommendationAction, *, by: User) -> None:
    meet_for_source(source_type=OF_ACTION, source_id=action.pk, by=by)


def stop_action(action: RecommendationAction, *, by: User) -> None:
    cancel_for_source(source_type=OF_ACTION, source_id=action.pk, by=by, reason="It is not to be done any more.")


def follow_audience(held: Recommendation, line: Dissemination, *, by: User) -> None:
    """Anew from the day that is set now."""
    cancel_for_source(source_type=OF_AUDIENCE, source_id=line.pk, by=by, reason="Another day, or target, was set.")
    begin(
        rules.AUDIENCE, held, on=clock.today(), why="It was agreed", due_on=line.due_on, source_type=OF_AUDIENCE,
        source_id=line.pk, by=by,
    )  # fmt: skip


def meet_audience(line: Dissemination, *, by: User) -> None:
    meet_for_source(source_type=OF_AUDIENCE, source_id=line.pk, by=by)


def look_in_a_year(held: Recommendation, *, on: dt.date, by: User) -> None:
    """The look that was due has been taken, and the next is due in a year."""
    meet_for_subject(rules.REFUSAL, subject_type=SUBJECT, subject_id=held.pk, by=by)
    begin(rules.REFUSAL, held, on=on, why="It is not accepted", by=by)


def stop_all(held: Recommendation, *, reason: str, by: User) -> None:
    cancel_for_subject(subject_type=SUBJECT, subject_id=held.pk, reason=reason, by=by)
