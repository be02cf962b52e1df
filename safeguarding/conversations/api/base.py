"""What the routes of messages share: there for whoever reads the content of the case, who says why at each look."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from safeguarding.audit.api.purposes import asked, why
from safeguarding.audit.services import consult
from safeguarding.conversations.models import MessageExport
from safeguarding.evidence.api.base import ReadableCaseViewSet

EXPORT = OpenApiParameter("export", int, OpenApiParameter.PATH, description="The number of the export.")


@extend_schema(parameters=asked("Why messages of the case are read. Written down."))
class MessagesViewSet(ReadableCaseViewSet):
    """Messages of a case. Whoever does not read its content is not told that there are any."""

    page = "messages"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The record first, then the right, then the purpose; what was sent comes last."""
        super().initial(request, *args, **kwargs)
        if self.detail:
            self.get_object()
        self.why = why(request)
        consult(self.case, by=self.user, page=f"api: case {self.page}", **self.why)

    def get_object(self) -> Any:
        """Found once for a request."""
        if not hasattr(self, "_held"):
            self._held: Model = super().get_object()
        return self._held

    def note(self) -> None:
        """Written down before anything was done."""


@extend_schema(parameters=[EXPORT])
class OfExportViewSet(MessagesViewSet):
    """What was read from one export."""

    def admit(self) -> None:
        super().admit()
        self.export  # noqa: B018  # found before anything is asked of it

    @cached_property
    def export(self) -> MessageExport:
        exports = MessageExport.objects.visible_to(self.user).standing().filter(case=self.case)
        found: MessageExport = get_object_or_404(exports.select_related("case"), pk=self.kwargs["export"])
        return found
