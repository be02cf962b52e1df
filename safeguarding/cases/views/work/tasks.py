"""The tasks of a case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from safeguarding.cases import states
from safeguarding.cases.choices import TaskStatus
from safeguarding.cases.forms.work import CancelTaskForm, DoneForm, EditTaskForm, TaskForm
from safeguarding.cases.models import Task
from safeguarding.cases.selectors import work as selectors
from safeguarding.cases.services import tasks
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.cases.views.work.base import RowFormView, WorkFormView


class TaskList(CaseView):
    """What there is to do, the most urgent first; what was done under it."""

    tab = "tasks"
    title = "Tasks"
    template_name = "cases/work/tasks.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found = list(self.case.tasks.select_related("owner", "ended_by", "created_by"))
        clocks = selectors.running_clocks_of(self.case, "task")
        for task in found:
            task.clock = clocks.get(task.pk)  # type: ignore[attr-defined]  # for the template
        ended = [task for task in found if task.status != TaskStatus.OPEN]
        return self.show(
            open=[task for task in found if task.status == TaskStatus.OPEN],
            ended=sorted(ended, key=lambda task: task.ended_at or task.created_at, reverse=True),
        )


class TaskNew(WorkFormView):
    tab = "tasks"
    title = "Add a task"
    form_class = TaskForm
    button = "Add the task"
    done = "The task is on the case. Whoever does it has been told."
    list_name = "cases:case_tasks"

    def initial(self) -> dict[str, Any]:
        return {"owner": self.case.owner_id}

    def form_kwargs(self) -> dict[str, Any]:
        return {"workers": selectors.workers(self.case)}

    def save(self, form: TaskForm) -> object:
        return tasks.add(case=self.case, by=self.user, **form.cleaned_data)


class TaskRow(RowFormView):
    """One form about one open task."""

    tab = "tasks"
    list_name = "cases:case_tasks"
    verb = "done"
    row: Task

    def rows(self) -> QuerySet[Task]:
        return self.case.tasks.select_related("case", "owner")

    def blocked(self) -> str:
        if self.row.status in states.TASK_MOVES[self.verb].sources:
            return ""
        return f"This task is {self.row.get_status_display().lower()} already."


class TaskEdit(TaskRow):
    title = "Change the task"
    form_class = EditTaskForm
    done = "The task has been changed."

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("version", "title", "detail", "owner", "due_on")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"workers": selectors.workers(self.case)}

    def save(self, form: EditTaskForm) -> object:
        return tasks.edit(task=self.row, by=self.user, **form.cleaned_data)


class TaskDone(TaskRow):
    title = "Mark the task as done"
    form_class = DoneForm
    button = "Mark as done"
    done = "The task is done and its clock has stopped."
    template_name = "cases/work/task_form.html"

    def save(self, form: DoneForm) -> object:
        return tasks.mark_done(task=self.row, by=self.user, **form.cleaned_data)


class TaskCancel(TaskRow):
    verb = "cancel"
    title = "Cancel the task"
    form_class = CancelTaskForm
    button = "Cancel the task"
    is_destructive = True
    lead = "It stays on the case as cancelled, and its clock stops."
    done = "The task is cancelled."
    template_name = "cases/work/task_form.html"

    def save(self, form: CancelTaskForm) -> object:
        return tasks.cancel(task=self.row, by=self.user, **form.cleaned_data)
