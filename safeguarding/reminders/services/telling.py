"""The pass over every clock: finds what is to be told by now and tells it once.

Safe to run twice, at once, and to be killed anywhere: what is to be told is a row, claimed under a lock, and the
notices are written in the transaction that marks the row.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Max, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.selectors.addresses import address_of
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline, DeadlineRule
from safeguarding.deadlines.rules import due_in_words
from safeguarding.notices.choices import Step
from safeguarding.notices.models import Notice
from safeguarding.reminders import rules
from safeguarding.reminders.choices import BATCH
from safeguarding.reminders.models import Reminder
from safeguarding.reminders.selectors import recipients


def tell_due() -> int:
    """Find and tell everything that is due to be told; returns how many notices were written."""
    plan_reminders()
    written = 0
    while (batch := tell_batch()) is not None:
        written += batch
    return written


@transaction.atomic
def plan_reminders() -> int:
    """Write a row for each step reached by a running clock. A step already written, told or not, stays as it is."""
    now = clock.now()
    near = _running_within_sight(now)
    written = set(Reminder.objects.filter(deadline__in=near).values_list("deadline_id", "step", "due_at"))
    found = [
        Reminder(deadline=deadline, step=step, due_at=deadline.due_at)
        for deadline in near.select_related("rule").iterator(chunk_size=2000)
        for step in rules.steps_reached(due_at=deadline.due_at, warn_days=deadline.rule.warn_days, now=now)
        if (deadline.pk, step, deadline.due_at) not in written
    ]
    # Another beat may be planning the same steps: the constraint lets each row in once.
    Reminder.objects.bulk_create(found, batch_size=1000, ignore_conflicts=True)
    return len(found)


def _running_within_sight(now: dt.datetime) -> QuerySet[Deadline]:
    """Running clocks near enough to tell of, without those whose last step is written already."""
    horizon = DeadlineRule.objects.aggregate(days=Max("warn_days"))["days"] or 0
    finished = Reminder.objects.filter(step=Step.MANAGER, due_at=F("deadline__due_at")).values("deadline_id")
    near = Deadline.objects.running().filter(due_at__lt=now + dt.timedelta(days=horizon + 1))
    return near.exclude(pk__in=finished).order_by("pk")


@transaction.atomic
def tell_batch() -> int | None:
    """Claim some rows that nobody else has claimed and tell them; None when there is nothing left to claim."""
    claimed = list(
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(told_at__isnull=True)
        .select_related("deadline__rule")
        .order_by("pk")[:BATCH]
    )
    if not claimed:
        return None
    now = clock.now()
    written = 0
    for reminder in claimed:
        people = _people(reminder, now) if _still_true(reminder) else []
        _write_notices(reminder, people)
        reminder.told_at, reminder.told = now, len(people)
        written += len(people)
    Reminder.objects.bulk_update(claimed, ["told_at", "told"])
    return written


def _people(reminder: Reminder, now: dt.datetime) -> list[User]:
    """Whom to tell: after a stop of days nobody hears twice of one clock, as who works on it and as who is above."""
    deadline = reminder.deadline
    above = rules.steps_above(reminder.step, due_at=deadline.due_at, now=now)
    told_above = {person.pk for step in above for person in recipients(deadline, step)}
    return [person for person in recipients(deadline, reminder.step) if person.pk not in told_above]


def _still_true(reminder: Reminder) -> bool:
    """A clock met, cancelled or moved since the row was written is not told of."""
    return reminder.deadline.is_running and reminder.deadline.due_at == reminder.due_at


def _write_notices(reminder: Reminder, people: list[User]) -> None:
    deadline = reminder.deadline
    due = due_in_words(deadline.due_at, clock.now())
    text = rules.words(reminder.step, title=deadline.rule.title, reference=deadline.subject_label, due=due)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person,
                key=f"deadline:{deadline.pk}:{reminder.step}:{deadline.due_at:%Y%m%dT%H%M%S}",
                deadline=deadline,
                step=reminder.step,
                due_at=deadline.due_at,
                title=text[:200],
                url=address_of(deadline),
                subject_type=deadline.subject_type,
                subject_id=deadline.subject_id,
                is_urgent=reminder.step not in (Step.AHEAD, Step.DUE),
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
