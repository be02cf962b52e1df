"""Tasks of one case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.models import User
from safeguarding.cases.api.work.base import WorkViewSet
from safeguarding.cases.api.work.serializers import ChangedTask, NewTask, Outcome, Reason, TaskSerializer
from safeguarding.cases.models import Task
from safeguarding.cases.selectors.work import workers
from safeguarding.cases.services import tasks
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version

NOT_A_WORKER = "Choose somebody who may work on this case."


class TaskViewSet(WorkViewSet):
    """The tasks of a case, the open ones with a clock each."""

    model = Task
    serializer_class = TaskSerializer
    filterset_fields = ("status",)
    page = "tasks"
    page_ordering = ("due_on", "pk")

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("case", "owner")

    @extend_schema(request=NewTask, responses={201: TaskSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Give somebody something to do."""
        given = self.checked(NewTask)
        given["owner"] = self.worker(given["owner"])
        return self.created(tasks.add(case=self.case, by=self.user, **given))

    @extend_schema(request=ChangedTask, responses=TaskSerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str, pk: Any) -> Response:
        """Change an open task; its clock goes with it."""
        task = self.get_object()
        given = {name: getattr(task, name) for name in ("title", "detail", "owner", "due_on")}
        given |= self.checked(ChangedTask)
        if isinstance(given["owner"], int):
            given["owner"] = self.worker(given["owner"])
        return self.answer(tasks.edit(task=task, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=Outcome, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def done(self, request: Request, reference: str, pk: Any) -> Response:
        """Mark a task as done."""
        given = {**self.checked(Outcome), "version": self.named_version()}
        return self.answer(tasks.mark_done(task=self.get_object(), by=self.user, **given))

    @extend_schema(request=Reason, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def cancel(self, request: Request, reference: str, pk: Any) -> Response:
        """Cancel a task, with the reason."""
        given = {**self.checked(Reason), "version": self.named_version()}
        return self.answer(tasks.cancel(task=self.get_object(), by=self.user, **given))

    def worker(self, pk: int) -> User | None:
        return chosen(workers(self.case), pk, field="owner", message=NOT_A_WORKER)
