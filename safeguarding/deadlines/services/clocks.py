"""What happens to one clock. Who may do it is decided before, by the app that owns what the clock belongs to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from safeguarding.access.models import Force, Unit, User
from safeguarding.audit.services import record
from safeguarding.core import clock, workingdays
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.core.workingdays import LAST_YEAR, Overrides
from safeguarding.deadlines import rules, selectors
from safeguarding.deadlines.choices import Basis
from safeguarding.deadlines.models import Deadline, DeadlineRule


@transaction.atomic
def start(
    rule_key: str,
    *,
    subject_type: str,
    subject_id: int,
    subject_label: str,
    force: Force,
    unit: Unit,
    owner: User | None,
    start_at: dt.datetime,
    start_why: str,
    by: User,
    source_type: str = "",
    source_id: int | None = None,
    due_on: dt.date | None = None,
) -> Deadline:
    """Start a clock. Starting one that already runs for the same subject and source gives back the one that runs.

    `due_on` sets the day of a rule that has none of its own, or an earlier day than the rule gives; never a later one.
    """
    identity: dict[str, Any] = {
        "subject_type": subject_type, "subject_id": subject_id, "source_type": source_type, "source_id": source_id,
    }  # fmt: skip
    running = _running(rule_key, identity)
    if running is not None:
        return running
    deadline = Deadline(
        rule=DeadlineRule.objects.get(key=rule_key), subject_label=subject_label, force=force, unit=unit, owner=owner,
        start_at=start_at, start_why=start_why, **identity,
    )  # fmt: skip
    work_out(deadline, due_on, selectors.bank_holiday_overrides())
    return _save_first(deadline, rule_key, identity, by)


@transaction.atomic
def meet(deadline: Deadline, *, by: User, at: dt.datetime | None = None, version: int | None = None) -> Deadline:
    """Mark the clock as met, now or at the moment it was. A moment to come is refused."""
    return mark_met(_lock(deadline, version), by=by, at=at)


@transaction.atomic
def cancel(deadline: Deadline, *, by: User, reason: str, version: int | None = None) -> Deadline:
    """Stop a clock that no longer applies, with the reason."""
    return mark_cancelled(_lock(deadline, version), by=by, reason=reason)


@transaction.atomic
def extend(deadline: Deadline, *, by: User, until: dt.date, reason: str, version: int | None = None) -> Deadline:
    """Give a clock more time, to the end of a day, with the reason. Never to before the day its rule gives."""
    running = _lock(deadline, version)
    reason = required_reason(reason)
    ends = _end_of(until, "until")
    if ends < running.computed_due_at:
        computed = rules.date_in_words(running.computed_due_at)
        raise Invalid({"until": [f"An extension cannot end before {computed}, the date the rule gives."]})
    before = running.due_at
    save_fields(running, due_at=ends, extended_at=clock.now(), extended_by=by, extension_reason=reason)
    _record_move("deadline.extended", running, before, by=by, reason=reason)
    return running


@transaction.atomic
def set_fixed(
    deadline: Deadline, *, by: User, due_on: dt.date, reason: str = "", version: int | None = None
) -> Deadline:
    """Move a day that somebody set. A day that a rule gives may only be brought forward: more time is `extend`."""
    running = _lock(deadline, version)
    before, ends = running.due_at, _chosen(running, due_on)
    computed = ends if running.basis == Basis.FIXED else running.computed_due_at
    save_fields(running, due_at=ends, computed_due_at=computed, extended_at=None, extended_by=None, extension_reason="")
    _record_move("deadline.moved", running, before, by=by, reason=reason)
    return running


@transaction.atomic
def reassign(deadline: Deadline, *, owner: User | None, by: User, version: int | None = None) -> Deadline:
    """Give the clock to somebody else of the same force, or to nobody, so that only the supervisors are told."""
    return mark_owner(_lock(deadline, version), owner=owner, by=by)


@transaction.atomic
def recompute(deadline: Deadline, *, by: User, reason: str, version: int | None = None) -> Deadline:
    """Work the clock out again by today's rule and calendar. Only on request: a new holiday moves nothing by itself.

    An extension that ends later than the new date stays; so does an earlier day that was chosen.
    """
    running = _lock(deadline, version)
    reason = required_reason(reason)
    if running.basis == Basis.FIXED:
        raise Conflict("This day was set by hand: there is nothing to work out.")
    before, chosen, extended = running.due_at, running.due_at, running.extended_at is not None
    brought_forward = chosen < running.computed_due_at
    work_out(running, None, selectors.bank_holiday_overrides())
    if extended:
        running.due_at = max(chosen, running.computed_due_at)
    elif brought_forward:
        running.due_at = min(chosen, running.computed_due_at)
    fields = ("basis", "amount", "roll_to_working_day", "calendar_version", "computed_due_at", "due_at")
    save_fields(running, **{name: getattr(running, name) for name in fields})
    _record_move("deadline.recomputed", running, before, by=by, reason=reason)
    return running


def mark_met(running: Deadline, *, by: User, at: dt.datetime | None) -> Deadline:
    """Mark a locked, running clock as met."""
    now = clock.now()
    if at is not None and at > now:
        raise Invalid({"at": ["The clock cannot be met at a moment that has not come yet."]})
    save_fields(running, met_at=at or now, met_by=by)
    record("deadline.met", by=by, obj=running, data=told(running, how=running.in_words))
    return running


def mark_cancelled(running: Deadline, *, by: User, reason: str) -> Deadline:
    """Stop a locked, running clock."""
    reason = required_reason(reason)
    save_fields(running, cancelled_at=clock.now(), cancelled_by=by, cancel_reason=reason)
    record("deadline.cancelled", by=by, obj=running, reason=reason, data=told(running))
    return running


def mark_owner(running: Deadline, *, owner: User | None, by: User) -> Deadline:
    """Give a locked, running clock to somebody."""
    if owner is not None and (not owner.is_active or owner.force_id != running.force_id):
        raise Invalid({"owner": ["Choose somebody who works for the force and whose account is open."]})
    save_fields(running, owner=owner)
    named = str(owner) if owner else "nobody"
    owner_id = owner.pk if owner else None
    record("deadline.reassigned", by=by, obj=running, data=told(running, owner=named, owner_id=owner_id))
    return running


def mark_unit(running: Deadline, *, unit: Unit, by: User) -> Deadline:
    """Have a locked, running clock go up the line of another unit of the force."""
    save_fields(running, unit=unit)
    record("deadline.unit_changed", by=by, obj=running, data=told(running, unit=str(unit), unit_id=unit.pk))
    return running


def required_reason(reason: str) -> str:
    """The reason, trimmed; a clock is not stopped or moved without one."""
    if not reason.strip():
        raise Invalid({"reason": ["Give the reason."]})
    return reason.strip()


def _running(rule_key: str, identity: dict[str, Any]) -> Deadline | None:
    return Deadline.objects.running().select_related("rule").filter(rule__key=rule_key, **identity).first()


def _save_first(deadline: Deadline, rule_key: str, identity: dict[str, Any], by: User) -> Deadline:
    """Save the clock unless somebody started the same one at this very moment: then theirs is the one that runs."""
    try:
        with transaction.atomic():
            deadline.save(force_insert=True)
    except IntegrityError:
        running = _running(rule_key, identity)
        if running is None:
            raise
        return running
    record("deadline.started", by=by, obj=deadline, reason=deadline.start_why, data=told(deadline))
    return deadline


def _lock(deadline: Deadline, version: int | None) -> Deadline:
    """The clock as it is now, locked, and only if it still runs."""
    locked = lock_fresh(Deadline.objects.select_related("rule"), pk=deadline.pk, version=version)
    if not locked.is_running:
        raise Conflict(f"This clock has stopped: it was {locked.in_words}.")
    return locked


def work_out(deadline: Deadline, due_on: dt.date | None, overrides: Overrides) -> None:
    """Put on the clock how it counts, with which calendar, and when it is due."""
    rule = deadline.rule
    deadline.basis = rules.basis_for(rule.key, rule.basis, settings.IOPC_REFERRAL_DAY_BASIS)
    deadline.amount, deadline.roll_to_working_day = rule.amount, rule.roll_to_working_day
    deadline.calendar_version = workingdays.calendar_version(overrides)
    deadline.computed_due_at = _computed(deadline, due_on, overrides)
    deadline.due_at = deadline.computed_due_at if due_on is None else _chosen(deadline, due_on)


def _computed(deadline: Deadline, due_on: dt.date | None, overrides: Overrides) -> dt.datetime:
    counted_from = deadline.start_at
    if deadline.basis == Basis.FIXED:
        if due_on is None:
            raise Invalid({"due_on": ["Give the day it is due."]})
        counted_from = _end_of(due_on, "due_on")
    try:
        return rules.due_at(deadline.basis, deadline.amount, counted_from, deadline.roll_to_working_day, overrides)
    except (workingdays.OutsideCalendar, OverflowError):
        raise Invalid({"start_at": [f"Enter a date before {LAST_YEAR}."]}) from None


def _chosen(deadline: Deadline, due_on: dt.date) -> dt.datetime:
    ends = _end_of(due_on, "due_on")
    if deadline.basis != Basis.FIXED and ends > deadline.computed_due_at:
        computed = rules.date_in_words(deadline.computed_due_at)
        raise Invalid({"due_on": [f"The day cannot be later than {computed}, the date the rule gives."]})
    return ends


def _end_of(day: dt.date, field: str) -> dt.datetime:
    if not workingdays.FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid({field: [f"Enter a date before {LAST_YEAR}."]})
    return clock.end_of_day(day).astimezone(dt.UTC)


def _record_move(verb: str, running: Deadline, before: dt.datetime, *, by: User, reason: str) -> None:
    was = rules.moment_in_words(before)
    record(verb, by=by, obj=running, reason=reason, data=told(running, before=was, before_at=before))


def told(deadline: Deadline, **more: object) -> dict[str, Any]:
    """What the record keeps of a clock: nothing personal but what a verb declares."""
    return {
        "rule": deadline.rule.key,
        "title": deadline.rule.title,
        "due": rules.moment_in_words(deadline.due_at),
        "due_at": deadline.due_at,
        "subject_type": deadline.subject_type,
        "subject_id": deadline.subject_id,
        **more,
    }
