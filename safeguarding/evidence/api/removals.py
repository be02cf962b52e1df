"""Files that were taken in by mistake: what was asked, and what a second person decides."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.filters import StrictFilters
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import NotAllowed
from safeguarding.evidence import policies, selectors, services
from safeguarding.evidence.api import serializers as shapes
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.models import FileRemoval


class RemovalFilterSet(filters.FilterSet):
    """By where they stand."""

    status = filters.ChoiceFilter(choices=RemovalStatus.choices)

    class Meta:
        model = FileRemoval
        fields = ("status",)


class RemovalViewSet(ReadableCaseViewSet):
    """What was asked to be removed from the exhibits of a case, the oldest first, and what became of it."""

    model = FileRemoval
    serializer_class = shapes.RemovalSerializer
    filter_backends: Any = (StrictFilters,)
    filterset_class = RemovalFilterSet
    http_method_names = ["get", "post", "head"]
    page = "removals of files"
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return selectors.removals_in(self.case)

    def writes(self) -> CaseAction:
        # Who asked takes it back, whatever else they may do with the case by then.
        return case_policies.READ if self.action == "take_back" else case_policies.WORK

    @extend_schema(request=shapes.DecideRemovalRequest, responses=shapes.RemovalSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, reference: str, pk: str) -> Response:
        """Have what the file holds destroyed, with what was read from it, or keep it. For a second person."""
        asked: FileRemoval = self.get_object()
        if not policies.may_decide_removal(self.user, asked, self.case):
            raise NotAllowed(policies.NOT_THE_SECOND)
        given = self.checked(shapes.DecideRemovalRequest)
        decided = services.decide_removal(
            removal=asked, removes=given["decision"] == "remove", answer=given["answer"], by=self.user,
            version=self.named_version(),
        )  # fmt: skip
        return self.again(decided)

    @extend_schema(request=None, responses=shapes.RemovalSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    @needs_version
    def take_back(self, request: Request, reference: str, pk: str) -> Response:
        """Ask no longer. The file stays."""
        asked: FileRemoval = self.get_object()
        if asked.asked_by_id != self.user.pk:
            raise NotAllowed(policies.NOT_WHO_ASKED)
        return self.again(services.take_back_removal(removal=asked, by=self.user, version=self.named_version()))
