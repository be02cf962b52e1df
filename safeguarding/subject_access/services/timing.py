"""What is asked of a requester while the clock stands still, and two months more."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.subject_access import states
from safeguarding.subject_access.choices import ExtensionReason, Status
from safeguarding.subject_access.models import AccessRequest, ClockPause
from safeguarding.subject_access.rules.timing import ALREADY, LATE_NOTICE
from safeguarding.subject_access.services import clocks
from safeguarding.subject_access.services.taking import require_day, required, save_step, take, take_step


@transaction.atomic
def ask(request: AccessRequest, *, what: str, asked_on: dt.date, by: User, version: int | None = None) -> AccessRequest:
    """Ask what the request is to cover. The clock stands still until it is answered (DPA 2018 s.54(3C))."""
    held, target = take_step("ask", request, version=version, by=by)
    what = required(what, field="what", message="Enter what was asked")
    # Two pauses that overlapped would count the same days twice.
    last = held.pauses.order_by("-answered_on").values_list("answered_on", flat=True).first()
    require_day(asked_on, field="asked_on", since=max(filter(None, (held.proved_on, last)), default=None))
    ClockPause.objects.create(request=held, what=what, asked_on=asked_on, asked_by=by)
    save_step(held, target)
    clocks.stop(held, by=by)
    record("subject_access.asked", by=by, obj=held)
    return held


@transaction.atomic
def answered(
    request: AccessRequest, *, answer: str, answered_on: dt.date, by: User, version: int | None = None
) -> AccessRequest:
    """Record what they answered. The clock goes on, later by the days that were waited."""
    held, target = take_step("answered", request, version=version, by=by)
    waiting = held.pauses.filter(answered_on__isnull=True).get()
    require_day(answered_on, field="answered_on", since=waiting.asked_on)
    waiting.answer = required(answer, field="answer", message="Enter what they answered")
    waiting.answered_on = answered_on
    waiting.save(update_fields=["answer", "answered_on"])
    save_step(held, target)
    clocks.go_on(held, by=by)
    record("subject_access.answered", by=by, obj=held)
    return held


@transaction.atomic
def extend_time(
    request: AccessRequest, *, because: str, note: str, told_on: dt.date, by: User, version: int | None = None
) -> AccessRequest:
    """Two months more, once, for a complex request or for their number; they were told why within the first month."""
    held = take(request, version=version, by=by)
    _require_extendable(held)
    if because not in ExtensionReason.values:
        raise Invalid({"because": ["Choose why more time is needed"]})
    note = required(note, field="note", message="Enter the reasons that they were given (DPA 2018 s.54(3B))")
    require_day(told_on, field="told_on", since=held.received_on)
    last = clocks.told_by(held)
    if last is None or told_on > last:
        raise Invalid({"told_on": [LATE_NOTICE.format(day=clock.date_words(last or held.received_on))]})
    save_fields(held, extended_on=told_on, extended_because=because, extension_note=note, extended_by=by)
    clocks.more_time(held, told_on=told_on, by=by)
    record("subject_access.extended", by=by, obj=held, data={"because": because})
    return held


def _require_extendable(held: AccessRequest) -> None:
    if held.extended_on is not None:
        raise Conflict(ALREADY)
    if held.status not in states.OPEN or held.status in (Status.RECEIVED, Status.WAITING):
        raise Conflict("Its clock does not run now: there is nothing to extend.")
