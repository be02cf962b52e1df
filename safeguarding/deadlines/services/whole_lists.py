"""Clocks of a whole list, in a few statements: the rules of one are the rules of each, and each has its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from safeguarding.access.models import User
from safeguarding.audit.services import record_many
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.deadlines import selectors
from safeguarding.deadlines.models import Deadline, DeadlineRule
from safeguarding.deadlines.services.clocks import told, work_out

A_STATEMENT = 1_000


@dataclass(frozen=True)
class NewClock:
    """A clock to be started, for something that was put on record in this transaction and has none yet."""

    subject_id: int
    subject_label: str
    force_id: int
    unit_id: int
    owner: User | None
    due_on: dt.date | None = None


@transaction.atomic
def start_many(
    rule_key: str, new: Sequence[NewClock], *, subject_type: str, start_why: str, by: User
) -> list[Deadline]:
    """Start all of these clocks, or none."""
    if not new:
        return []
    rule, overrides, now = DeadlineRule.objects.get(key=rule_key), selectors.bank_holiday_overrides(), clock.now()
    clocks = [
        Deadline(
            rule=rule, subject_type=subject_type, subject_id=one.subject_id, subject_label=one.subject_label,
            force_id=one.force_id, unit_id=one.unit_id, owner=one.owner, start_at=now, start_why=start_why,
        )
        for one in new
    ]  # fmt: skip
    for one, deadline in zip(new, clocks, strict=True):
        work_out(deadline, one.due_on, overrides)
    try:
        with transaction.atomic():
            Deadline.objects.bulk_create(clocks, batch_size=A_STATEMENT)
    except IntegrityError as error:
        raise Conflict("One of these clocks runs already.") from error
    record_many("deadline.started", by=by, rows=[(one, told(one)) for one in clocks], reason=start_why)
    return clocks


@transaction.atomic
def meet_many(pks: Sequence[int], *, by: User) -> list[Deadline]:
    """Mark as met, now, those of these clocks that run."""
    if not pks:
        return []
    held = list(
        Deadline.objects.running()
        .filter(pk__in=pks)
        .select_for_update(of=("self",), no_key=True)
        .select_related("rule")
        .order_by("pk")
    )
    now = clock.now()
    Deadline.objects.filter(pk__in=[one.pk for one in held]).update(met_at=now, met_by=by, version=F("version") + 1)
    for one in held:
        one.met_at, one.met_by, one.version = now, by, one.version + 1
    record_many("deadline.met", by=by, rows=[(one, told(one, how=one.in_words)) for one in held])
    return held
