"""The clocks of a request: the answer, telling of more time, the answer with more time."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.core import clock, workingdays
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.deadlines.services import cancel, cancel_for_subject, extend, meet_for_subject, start
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.rules.timing import EXTENDED, NOTICE, RESPONSE, began_on, days_waited

SUBJECT = "accessrequest"
WAITED = "It stood still while something was asked (DPA 2018 s.54(3C))."


def begin(held: AccessRequest, *, by: User) -> None:
    """The month begins: with what to tell of more time in."""
    for rule in (RESPONSE, NOTICE):
        _start(held, rule, by=by)


def stop(held: AccessRequest, *, by: User) -> None:
    """All of them stand still."""
    cancel_for_subject(subject_type=SUBJECT, subject_id=held.pk, reason=WAITED, by=by)


def go_on(held: AccessRequest, *, by: User) -> None:
    """They go on, as much later as they stood still."""
    for rule in (EXTENDED,) if held.extended_on else (RESPONSE, NOTICE):
        _start(held, rule, by=by)


def more_time(held: AccessRequest, *, told_on: dt.date, by: User) -> None:
    """Two months more: they were told in time, and the answer has another day."""
    at = min(clock.end_of_day(told_on), clock.now())
    meet_for_subject(NOTICE, subject_type=SUBJECT, subject_id=held.pk, by=by, at=at)
    running = _running(held, RESPONSE)
    if running is not None:
        cancel(running, by=by, reason="It is extended by two months (UK GDPR Art 12(3); DPA 2018 s.54(3A)).")
    _start(held, EXTENDED, by=by)


def met(held: AccessRequest, *, on: dt.date, by: User) -> None:
    """What was owed was done on this day; nothing more is to be told."""
    at = min(clock.end_of_day(on), clock.now())
    for rule in (RESPONSE, EXTENDED):
        meet_for_subject(rule, subject_type=SUBJECT, subject_id=held.pk, by=by, at=at)
    over(held, reason="It was answered.", by=by)


def over(held: AccessRequest, *, reason: str, by: User) -> None:
    cancel_for_subject(subject_type=SUBJECT, subject_id=held.pk, reason=reason, by=by)


def told_by(held: AccessRequest) -> dt.date | None:
    """The last day on which they can be told of more time."""
    running = _running(held, NOTICE)
    return clock.london_date(running.due_at) if running is not None else None


def _running(held: AccessRequest, rule: str) -> Deadline | None:
    rows = Deadline.objects.running().filter(subject_type=SUBJECT, subject_id=held.pk, rule__key=rule)
    return rows.select_related("rule").first()


def _start(held: AccessRequest, rule: str, *, by: User) -> None:
    assert held.proved_on is not None  # noqa: S101  # a request is accepted with it
    day = began_on(held.received_on, held.proved_on)
    why = "It was received" if day == held.received_on else "What proves identity was received"
    made = start(
        rule, subject_type=SUBJECT, subject_id=held.pk, subject_label=held.reference, force=held.force, unit=held.unit,
        owner=None if held.recorded_by.is_system else held.recorded_by, start_at=clock.end_of_day(day), start_why=why,
        by=by,
    )  # fmt: skip
    pauses = held.pauses.filter(answered_on__isnull=False).values_list("asked_on", "answered_on")
    waited = days_waited([(asked, answered) for asked, answered in pauses if answered])
    if waited:
        until = clock.london_date(made.computed_due_at) + dt.timedelta(days=waited)
        if made.roll_to_working_day:
            until = workingdays.first_working_day_from(until, bank_holiday_overrides())
        extend(made, until=until, reason=WAITED, by=by)
