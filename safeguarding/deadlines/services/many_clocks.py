"""What happens to several clocks at once: those of a subject, or those that one thing started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from safeguarding.access.models import Unit, User
from safeguarding.deadlines.models import Deadline, DeadlineQuerySet
from safeguarding.deadlines.services.clocks import mark_cancelled, mark_met, mark_owner, mark_unit, required_reason


@transaction.atomic
def meet_for_source(
    *, source_type: str, source_id: int, by: User, rule_key: str = "", at: dt.datetime | None = None
) -> list[Deadline]:
    """Mark as met the running clocks that this source started: all, or the one of a rule. None running is no error."""
    running = Deadline.objects.filter(source_type=source_type, source_id=source_id)
    return [mark_met(deadline, by=by, at=at) for deadline in _locked(running, rule_key)]


@transaction.atomic
def meet_for_subject(
    rule_key: str, *, subject_type: str, subject_id: int, by: User, at: dt.datetime | None = None
) -> list[Deadline]:
    """Mark as met the running clocks of one rule on a subject, whatever started them. None running is no error."""
    running = Deadline.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return [mark_met(deadline, by=by, at=at) for deadline in _locked(running, rule_key)]


@transaction.atomic
def cancel_for_source(*, source_type: str, source_id: int, by: User, reason: str, rule_key: str = "") -> list[Deadline]:
    """Stop the running clocks that this source started: all, or the one of a rule."""
    reason = required_reason(reason)
    running = Deadline.objects.filter(source_type=source_type, source_id=source_id)
    return [mark_cancelled(deadline, by=by, reason=reason) for deadline in _locked(running, rule_key)]


@transaction.atomic
def cancel_for_subject(
    *, subject_type: str, subject_id: int, by: User, reason: str, rule_key: str = ""
) -> list[Deadline]:
    """Stop the running clocks of a subject: all, or those of one rule."""
    reason = required_reason(reason)
    running = Deadline.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return [mark_cancelled(deadline, by=by, reason=reason) for deadline in _locked(running, rule_key)]


@transaction.atomic
def reassign_for_subject(
    *, subject_type: str, subject_id: int, owner: User | None, by: User, from_owner: User | None = None
) -> list[Deadline]:
    """Give the running clocks of a subject to somebody: all, or those that `from_owner` held."""
    running = Deadline.objects.filter(subject_type=subject_type, subject_id=subject_id)
    if from_owner is not None:
        running = running.filter(owner=from_owner)
    owner_id = owner.pk if owner else None
    changing = [deadline for deadline in _locked(running, "") if deadline.owner_id != owner_id]
    return [mark_owner(deadline, owner=owner, by=by) for deadline in changing]


@transaction.atomic
def reassign_for_source(*, source_type: str, source_id: int, owner: User | None, by: User) -> list[Deadline]:
    """Give the running clocks that this source started to somebody: who is reminded from now on."""
    running = Deadline.objects.filter(source_type=source_type, source_id=source_id)
    owner_id = owner.pk if owner else None
    changing = [deadline for deadline in _locked(running, "") if deadline.owner_id != owner_id]
    return [mark_owner(deadline, owner=owner, by=by) for deadline in changing]


@transaction.atomic
def move_for_subject(*, subject_type: str, subject_id: int, unit: Unit, by: User) -> list[Deadline]:
    """The subject belongs to another unit now: have its running clocks go up the line there."""
    running = Deadline.objects.filter(subject_type=subject_type, subject_id=subject_id).exclude(unit=unit)
    return [mark_unit(deadline, unit=unit, by=by) for deadline in _locked(running, "")]


def _locked(clocks: DeadlineQuerySet, rule_key: str) -> Iterable[Deadline]:
    """Those that still run, locked in one order so that two people closing the same case never wait for each other."""
    running = clocks.running().filter(rule__key=rule_key) if rule_key else clocks.running()
    return running.select_related("rule").select_for_update(of=("self",), no_key=True).order_by("pk")
