"""Named reads over clocks. Each is one query, however many subjects it is asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from safeguarding.access.models import User
from safeguarding.core import workingdays
from safeguarding.deadlines import rules
from safeguarding.deadlines.choices import Basis
from safeguarding.deadlines.models import BankHolidayOverride, Deadline, DeadlineQuerySet


def bank_holiday_overrides() -> dict[dt.date, bool]:
    """What was proclaimed or taken away since the calendar was published."""
    return dict(BankHolidayOverride.objects.values_list("day", "is_holiday"))


def overdue(user: User) -> DeadlineQuerySet:
    """The running clocks the user may see that have run out; the latest first."""
    return _with_words(Deadline.objects.visible_to(user).overdue())


def of_subject(user: User, subject_type: str, subject_id: int) -> DeadlineQuerySet:
    """Every clock of one subject, running or ended, the nearest first."""
    return _with_words(Deadline.objects.visible_to(user).filter(subject_type=subject_type, subject_id=subject_id))


def running_for(subject_type: str, ids: Iterable[int]) -> dict[int, list[Deadline]]:
    """The running clocks of each subject, the nearest first, in one query.

    For subjects the caller has already read through `visible_to`: a clock is as visible as what it belongs to.
    """
    grouped: dict[int, list[Deadline]] = {pk: [] for pk in ids}
    for deadline in _running_of(subject_type, grouped).order_by("due_at", "pk"):
        grouped[deadline.subject_id].append(deadline)
    return grouped


def next_for(subject_type: str, ids: Iterable[int]) -> dict[int, Deadline]:
    """The next clock of each subject that has one running, in one query. For subjects already read as visible."""
    running = Deadline.objects.running().filter(subject_type=subject_type, subject_id__in=list(ids))
    nearest = running.select_related("rule").order_by("subject_id", "due_at", "pk").distinct("subject_id")
    return {deadline.subject_id: deadline for deadline in nearest}


def next_due_at(subject_type: str, outer: str = "pk") -> Subquery:
    """When the next clock of each row of a list runs out, to annotate and order the list by."""
    running = Deadline.objects.running().filter(subject_type=subject_type, subject_id=OuterRef(outer))
    return Subquery(running.order_by("due_at").values("due_at")[:1])


def would_move() -> list[tuple[Deadline, dt.datetime]]:
    """The running clocks that would end on another day if they were worked out with today's calendar."""
    overrides = bank_holiday_overrides()
    stale = Deadline.objects.running().exclude(calendar_version=workingdays.calendar_version(overrides))
    found = []
    for deadline in stale.exclude(basis=Basis.FIXED).select_related("rule").iterator():
        due = rules.due_at(deadline.basis, deadline.amount, deadline.start_at, deadline.roll_to_working_day, overrides)
        if due != deadline.computed_due_at:
            found.append((deadline, due))
    return found


def _running_of(subject_type: str, ids: Iterable[int]) -> DeadlineQuerySet:
    return _with_words(Deadline.objects.running().filter(subject_type=subject_type, subject_id__in=list(ids)))


def _with_words(clocks: DeadlineQuerySet) -> DeadlineQuerySet:
    """Clocks with all that is needed to show them, the nearest first."""
    return clocks.select_related("rule", "owner", "extended_by").order_by("due_at", "pk")
