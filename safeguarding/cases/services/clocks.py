"""The clocks of concerns and cases: started by an act and met by one; what a person may do with them by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.models import Case, Concern, DbsDuty, ProtectiveMeasure, Referral, Task
from safeguarding.cases.policies import SUPERVISE
from safeguarding.cases.rules.work import is_met_by_an_act, is_review_clock, moves_with_its_row, triage_clock
from safeguarding.cases.selectors.case_clocks import is_part, of_case
from safeguarding.cases.services.rows import note, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines import rules
from safeguarding.deadlines import services as deadlines
from safeguarding.deadlines.models import Deadline

Work = Task | Referral | ProtectiveMeasure | DbsDuty


@dataclass(frozen=True)
class Start:
    """From what moment a clock runs, and why."""

    at: dt.datetime
    why: str


def start_case_clock(
    case: Case,
    rule_key: str,
    *,
    owner: User | None,
    start_at: dt.datetime,
    why: str,
    by: User,
    source_type: str = "",
    source_id: int | None = None,
    due_on: dt.date | None = None,
) -> Deadline:
    """Start a clock on the case. For services that hold the case already."""
    return deadlines.start(
        rule_key, subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
        unit=case.unit, owner=owner, start_at=start_at, start_why=why, by=by, source_type=source_type,
        source_id=source_id, due_on=due_on,
    )  # fmt: skip


def start_work_clock(
    row: Work,
    rule_key: str,
    *,
    owner: User | None,
    start_at: dt.datetime,
    why: str,
    by: User,
    due_on: dt.date | None = None,
) -> Deadline:
    """Start the clock of a task, referral, measure or duty; it belongs to the case and points at the row."""
    return start_case_clock(
        row.case, rule_key, owner=owner, start_at=start_at, why=why, by=by, source_type=source_type_of(row),
        source_id=row.pk, due_on=due_on,
    )  # fmt: skip


def start_triage_clock(concern: Concern, *, why: str, by: User) -> Deadline:
    """Start the clock of a concern that waits for its decision: from when it was received, and nobody's own yet."""
    return deadlines.start(
        triage_clock(concern.is_urgent), subject_type="concern", subject_id=concern.pk,
        subject_label=concern.reference, force=concern.force, unit=concern.unit, owner=None,
        start_at=concern.received_at, start_why=why, by=by,
    )  # fmt: skip


def source_type_of(row: Work) -> str:
    """How a clock names what started it."""
    return row._meta.model_name or ""


def running_clocks(row: Work) -> list[Deadline]:
    """The clocks that the row has running, the nearest first."""
    clocks = Deadline.objects.running().filter(source_type=source_type_of(row), source_id=row.pk)
    return list(clocks.select_related("rule"))


def meet_clocks(row: Work, *, by: User, rule_key: str = "", at: dt.datetime | None = None) -> None:
    """The act is done: mark the row's running clocks, or that of one rule, as met."""
    deadlines.meet_for_source(source_type=source_type_of(row), source_id=row.pk, by=by, rule_key=rule_key, at=at)


def cancel_clocks(row: Work, *, by: User, reason: str) -> None:
    """The row came to an end without the act: stop its clocks."""
    deadlines.cancel_for_source(source_type=source_type_of(row), source_id=row.pk, by=by, reason=reason)


def follow_clock(task: Task, held: Deadline) -> None:
    """A task is due on the day on which its clock ends: there is one day, not two."""
    day = clock.london_date(held.due_at)
    if task.due_on != day:
        save_fields(task, due_on=day)


@transaction.atomic
def extend(
    *, case: Case, deadline: Deadline, until: dt.date, reason: str, by: User, version: int | None = None
) -> Deadline:
    """Give a clock of the case more time, to the end of a later day, with the reason; a review's, only who reviews."""
    case = take(case, by=by)
    held = _of_case(case, deadline, by)
    if moves_with_its_row(held.rule.key):
        raise Conflict("This day was set by hand. Change it where it was set.")
    if is_review_clock(held.rule.key):
        policies.require(by, SUPERVISE, case)
    reason = required(reason, field="reason", message="Say why more time is needed.")
    if clock.london_date(held.due_at) >= until:
        raise Invalid({"until": [f"The new date must be later than {rules.date_in_words(held.due_at)}."]})
    extended = deadlines.extend(held, by=by, until=until, reason=reason, version=version)
    if held.source_type == "task" and held.source_id is not None:
        follow_clock(case.tasks.get(pk=held.source_id), extended)
    record("case.clock_extended", by=by, obj=case, reason=reason, data=_data(extended))
    touch(case)
    return extended


@transaction.atomic
def meet(*, case: Case, deadline: Deadline, reason: str, by: User, version: int | None = None) -> Deadline:
    """Mark a clock as met that no act in the application meets; what was done goes into the chronology.

    Not for a part of the case that not everybody reads: the chronology would tell of it.
    """
    case = take(case, by=by)
    held = _of_case(case, deadline, by)
    if is_met_by_an_act(held.rule.key, held.source_type):
        raise Conflict("This clock is met by doing what it is for, not by hand.")
    reason = required(reason, field="reason", message="Say what was done.")
    met = deadlines.meet(held, by=by, version=version)
    if not is_part(met.subject_type):
        note(case, text=f"Clock “{met.rule.title}” marked as met: {reason}", by=by)
    record("case.clock_met", by=by, obj=case, reason=reason, data=_data(met))
    touch(case)
    return met


def _of_case(case: Case, deadline: Deadline, by: User) -> Deadline:
    """The clock, of the case or of a part of it that this person may see."""
    visible = Deadline.objects.visible_to(by).filter(of_case(case))
    return visible.select_related("rule").get(pk=deadline.pk)


def _data(deadline: Deadline) -> dict[str, object]:
    return {"deadline_id": deadline.pk, "rule": deadline.rule.key, "title": deadline.rule.title}
