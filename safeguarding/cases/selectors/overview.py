"""What the first page of a case says: what is late or due, what waits for whom, and how things stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import TaskStatus
from safeguarding.cases.models import Case, ChronologyEntry, Concern, ProtectiveMeasure, Referral, Task
from safeguarding.cases.policies import Standing
from safeguarding.cases.selectors.case_clocks import kinds_of_case, of_case
from safeguarding.cases.selectors.my_work import Entry, entries_of
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline

SOON_DAYS = 7
LATEST = 5


@dataclass(frozen=True)
class Section:
    """A part of a case's first page that an app above adds: its template, and what that shows to this reader."""

    template: str
    shown: Callable[[User, Case, Standing], dict[str, Any]]


_SECTIONS: list[Section] = []


def register_section(template: str, shown: Callable[[User, Case, Standing], dict[str, Any]]) -> None:
    """Add a part to the first page of every case. Called once, when the app that has it is ready."""
    if all(section.template != template for section in _SECTIONS):
        _SECTIONS.append(Section(template, shown))


def sections(user: User, case: Case, standing: Standing) -> list[dict[str, Any]]:
    """The parts that apps above add, each with its template and what it shows to this reader, masked or not."""
    return [{"template": section.template, **section.shown(user, case, standing)} for section in _SECTIONS]


@dataclass(frozen=True)
class Now:
    """What needs somebody now: the clocks that are late or near, and the open tasks, each with whose turn it is."""

    late: list[Entry]
    soon: list[Entry]
    tasks: list[Task]


def now_of(case: Case, user: User, *, with_tasks: bool) -> Now:
    """What is late or due within a week, and what waits for whom, each once; tasks only for who may read them."""
    until = clock.now() + dt.timedelta(days=SOON_DAYS)
    visible = Deadline.objects.visible_to(user, kinds=kinds_of_case())
    running = visible.running().filter(of_case(case), due_at__lte=until)
    clocks = list(running.select_related("rule", "owner"))
    near = {held.source_id for held in clocks if held.source_type == "task"}
    waiting = case.tasks.filter(status=TaskStatus.OPEN).select_related("owner").order_by("due_on", "pk")
    tasks = list(waiting[: LATEST + len(near)]) if with_tasks else []
    entries = entries_of(user, clocks)
    return Now(
        late=[entry for entry in entries if entry.deadline.is_overdue],
        soon=[entry for entry in entries if not entry.deadline.is_overdue],
        tasks=[task for task in tasks if task.pk not in near][:LATEST],
    )


def measures_in_force(case: Case) -> QuerySet[ProtectiveMeasure]:
    return case.measures.filter(ended_at__isnull=True).select_related("party")


def referrals_of(case: Case) -> QuerySet[Referral]:
    return case.referrals.all()


def latest_entries(case: Case) -> QuerySet[ChronologyEntry]:
    """The entries written last that nothing corrects."""
    entries = case.chronology.filter(correction__isnull=True).select_related("author")
    return entries.order_by("-recorded_at", "-pk")[:LATEST]


def concerns_of(case: Case, user: User) -> QuerySet[Concern]:
    """The concerns the case was opened on or that joined it, less any that the user is in conflict with."""
    return Concern.objects.visible_to(user).filter(case_concern__case=case).order_by("case_concern__added_at", "pk")
