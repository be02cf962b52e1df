"""Tasks: something to do on a case, by somebody, by a day. An open task has one running clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import TaskStatus
from safeguarding.cases.models import Case, Task
from safeguarding.cases.rules.work import TASK_CLOCK
from safeguarding.cases.selectors.work import workers
from safeguarding.cases.services.clocks import (
    Start,
    cancel_clocks,
    follow_clock,
    meet_clocks,
    running_clocks,
    start_work_clock,
)
from safeguarding.cases.services.rows import require, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.services import save_fields
from safeguarding.deadlines import services as deadlines
from safeguarding.notices.services import tell

TITLE_NEEDED = "Enter what has to be done."


@transaction.atomic
def add(*, case: Case, title: str, owner: User, due_on: dt.date, by: User, detail: str = "") -> Task:
    """Give somebody who may work on the case something to do on it, by a day."""
    case = take(case, by=by)
    title = required(title, field="title", message=TITLE_NEEDED)
    _require_worker(case, owner)
    _require_not_past(due_on)
    return put_task(case, title=title, detail=detail, owner=owner, due_on=due_on, by=by)


def put_task(
    case: Case,
    *,
    title: str,
    owner: User,
    due_on: dt.date,
    by: User,
    detail: str = "",
    rule_key: str = TASK_CLOCK,
    start: Start | None = None,
) -> Task:
    """Write the task and start its clock: until the day that was set, or as a rule says from a moment.

    The task is due on the day on which its clock ends. For services that hold the case already.
    """
    task = Task.objects.create(case=case, title=title, detail=detail.strip(), owner=owner, due_on=due_on, created_by=by)
    start = start or Start(task.created_at, "The task was made")
    until = due_on if rule_key == TASK_CLOCK else None
    held = start_work_clock(task, rule_key, owner=owner, start_at=start.at, why=start.why, by=by, due_on=until)
    follow_clock(task, held)
    record("case.task_added", by=by, obj=case, data={"task_id": task.pk, "owner_id": owner.pk, "due_on": task.due_on})
    _tell_owner(task, by=by)
    touch(case)
    return task


@transaction.atomic
def edit(
    *, task: Task, title: str, owner: User, due_on: dt.date, by: User, detail: str = "", version: int | None = None
) -> Task:
    """Change an open task. Its clock moves with the day and goes with the owner."""
    case = take(task.case, by=by)
    task = _take_open(case, task, version)
    title = required(title, field="title", message=TITLE_NEEDED)
    if owner.pk != task.owner_id:
        _require_worker(case, owner)
    if due_on != task.due_on:
        _require_not_past(due_on)
    wanted: dict[str, object] = {"title": title, "detail": detail.strip(), "owner": owner, "due_on": due_on}
    changed = [name for name, value in wanted.items() if getattr(task, name) != value]
    if not changed:
        return task
    save_fields(task, **wanted)
    _move_clocks(task, changed, by=by)
    record("case.task_changed", by=by, obj=case, data={"task_id": task.pk, "changed": changed})
    touch(case)
    return task


def hand_over(case: Case, *, former: Collection[int], to: User, by: User) -> None:
    """The open tasks of people who leave a case go to somebody else, with their clocks.

    For services that hold the case already.
    """
    leaving = case.tasks.filter(owner_id__in=former, status=TaskStatus.OPEN).exclude(owner=to)
    for task in leaving.select_for_update(of=("self",), no_key=True).order_by("pk"):
        save_fields(task, owner=to)
        _move_clocks(task, ["owner"], by=by)
        record("case.task_changed", by=by, obj=case, data={"task_id": task.pk, "changed": ["owner"]})


@transaction.atomic
def mark_done(*, task: Task, outcome: str, by: User, version: int | None = None) -> Task:
    """The task is done, and what came of it is written down."""
    case = take(task.case, by=by)
    task = _take_open(case, task, version, verb="done")
    outcome = required(outcome, field="outcome", message="Say what was done and what came of it.")
    _end(task, verb="done", outcome=outcome, by=by)
    meet_clocks(task, by=by)
    record("case.task_done", by=by, obj=case, data={"task_id": task.pk})
    touch(case)
    return task


@transaction.atomic
def cancel(*, task: Task, reason: str, by: User, version: int | None = None) -> Task:
    """The task need not be done any more, and why."""
    case = take(task.case, by=by)
    task = _take_open(case, task, version, verb="cancel")
    reason = required(reason, field="reason", message="Say why it need not be done.")
    _end(task, verb="cancel", outcome=reason, by=by)
    cancel_clocks(task, by=by, reason="The task was cancelled")
    record("case.task_cancelled", by=by, obj=case, reason=reason, data={"task_id": task.pk})
    touch(case)
    return task


def says(task: Task) -> dict[str, object]:
    """What the task says now, for somebody who opened an older version."""
    return {
        "title": task.title, "detail": task.detail, "owner": str(task.owner), "due_on": clock.date_words(task.due_on),
        "status": task.get_status_display(), "outcome": task.outcome,
    }  # fmt: skip


def _take_open(case: Case, task: Task, version: int | None, verb: str = "done") -> Task:
    """The task, locked, and only while the table still has this verb for it."""
    row = take_row(Task.objects.filter(case=case).select_related("owner"), task, version, says)
    row.case = case
    states.move(states.TASK_MOVES, verb, status=row.status, said=f"This task is {_ended_words(row)}")
    return row


def _ended_words(task: Task) -> str:
    return "done already" if task.status == TaskStatus.DONE else "cancelled already"


def _end(task: Task, *, verb: str, outcome: str, by: User) -> None:
    target = states.TASK_MOVES[verb].target
    save_fields(task, status=target, outcome=outcome, ended_at=clock.now(), ended_by=by)


def _move_clocks(task: Task, changed: list[str], *, by: User) -> None:
    for held in running_clocks(task):
        if "due_on" in changed:
            held = deadlines.set_fixed(held, by=by, due_on=task.due_on, reason="The task is due on another day")
        if "owner" in changed:
            deadlines.reassign(held, owner=task.owner, by=by)
    if "owner" in changed:
        _tell_owner(task, by=by)


def _require_worker(case: Case, owner: User) -> None:
    require(workers(case).filter(pk=owner.pk).exists(), "owner", "Choose somebody who may work on this case.")


def _require_not_past(due_on: dt.date) -> None:
    require(due_on >= clock.today(), "due_on", "The day must be today or later.")


def _tell_owner(task: Task, *, by: User) -> None:
    """Whoever is given a task by somebody else is told, by the case's reference alone."""
    if task.owner_id == by.pk:
        return
    tell(
        recipients=[task.owner],
        key=f"task:{task.pk}:{task.version}",
        title=f"You have been given a task on {task.case.reference}",
        url=f"{reverse('cases:case_tasks', args=[task.case.reference])}#task-{task.pk}",
        subject_type="case",
        subject_id=task.case_id,
    )
