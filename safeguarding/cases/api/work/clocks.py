"""The clocks of one case, and the caller's own work."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.models import User
from safeguarding.cases.api.work.base import WorkViewSet
from safeguarding.cases.api.work.serializers import ClockSerializer, ExtendedClock, MyWorkSerializer, ShortReason
from safeguarding.cases.selectors.case_clocks import of_case
from safeguarding.cases.selectors.my_work import my_work
from safeguarding.cases.services import clocks
from safeguarding.core.api.views import needs_version
from safeguarding.deadlines.models import Deadline


class ClockViewSet(WorkViewSet):
    """The clocks of a case, running and ended. Who sees only the header sees them too, without free text."""

    model = Deadline
    serializer_class = ClockSerializer
    reads = None
    page = "clocks"
    page_ordering = ("due_at", "pk")

    def records(self) -> QuerySet[Any]:
        visible = Deadline.objects.visible_to(self.user)
        return visible.filter(of_case(self.case)).select_related("rule")

    @extend_schema(request=ExtendedClock, responses=ClockSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def extend(self, request: Request, reference: str, pk: Any) -> Response:
        """Give a clock more time, to the end of a later day, with the reason."""
        given = {**self.checked(ExtendedClock), "version": self.named_version()}
        return self.answer(clocks.extend(case=self.case, deadline=self.get_object(), by=self.user, **given))

    @extend_schema(request=ShortReason, responses=ClockSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def met(self, request: Request, reference: str, pk: Any) -> Response:
        """Mark a clock as met that no act meets; what was done goes into the chronology."""
        given = {**self.checked(ShortReason), "version": self.named_version()}
        return self.answer(clocks.meet(case=self.case, deadline=self.get_object(), by=self.user, **given))


class MyWorkView(GenericAPIView[Deadline]):
    """The caller's own running clocks, and those passed up to them; the nearest first."""

    serializer_class = MyWorkSerializer  # type: ignore[assignment]  # it gives entries, not clocks
    pagination_class = None
    filter_backends = ()
    queryset = Deadline.objects.none()

    def get(self, request: Request) -> Response:
        entries = my_work(cast(User, request.user))
        return Response(MyWorkSerializer({"results": entries}).data)
