"""Hand-overs of the exhibits of a case, and what waits for one's signature."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.core.api.filters import StrictFilters
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import NotAllowed
from safeguarding.evidence import selectors, services
from safeguarding.evidence.api import serializers as shapes
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.choices import HandoverStatus
from safeguarding.evidence.models import CustodyTransfer


class HandoverFilterSet(filters.FilterSet):
    """Hand-overs of one exhibit, or by where they stand."""

    exhibit = filters.NumberFilter(field_name="exhibit_id", min_value=1, max_value=LARGEST_ID)
    status = filters.ChoiceFilter(choices=HandoverStatus.choices)

    class Meta:
        model = CustodyTransfer
        fields = ("exhibit", "status")


class HandoverViewSet(ReadableCaseViewSet):
    """Every hand-over of the exhibits of a case, the oldest first: the custody chain of each."""

    model = CustodyTransfer
    serializer_class = shapes.HandoverSerializer
    filter_backends: Any = (StrictFilters,)
    filterset_class = HandoverFilterSet
    page = "hand-overs"
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return selectors.handovers_in(self.case)

    def writes(self) -> CaseAction:
        return case_policies.READ

    @extend_schema(request=None, responses=shapes.HandoverSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def sign(self, request: Request, reference: str, pk: str) -> Response:
        """Sign that one took the exhibit. From now on one answers for it."""
        held = self._signed_by("taken_by")
        return self.again(services.accept(handover=held, by=self.user, version=self.named_version()))

    @extend_schema(request=shapes.DeclineRequest, responses=shapes.HandoverSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decline(self, request: Request, reference: str, pk: str) -> Response:
        """Say that one did not take it, and why. It stays with who has it."""
        held = self._signed_by("taken_by")
        given = {**self.checked(shapes.DeclineRequest), "version": self.named_version()}
        return self.again(services.decline(handover=held, by=self.user, **given))

    @extend_schema(request=None, responses=shapes.HandoverSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    @needs_version
    def take_back(self, request: Request, reference: str, pk: str) -> Response:
        """Take back what one offered, before it is signed."""
        held = self._signed_by("given_by")
        return self.again(services.take_back(handover=held, by=self.user, version=self.named_version()))

    def _signed_by(self, whose: str) -> CustodyTransfer:
        """The hand-over, for the one whose signature it is."""
        held: CustodyTransfer = self.get_object()
        if getattr(held, f"{whose}_id") != self.user.pk:
            raise NotAllowed("Only the person whose signature it is can do this.")
        return held


class SignatureViewSet(mixins.ListModelMixin, GenericViewSet[CustodyTransfer]):
    """Hand-overs that wait for the caller's signature, of cases that they still read. Signed under their case."""

    serializer_class = shapes.SignatureSerializer
    filter_backends = ()
    page_ordering = ("pk",)

    def get_queryset(self) -> QuerySet[CustodyTransfer]:
        if getattr(self, "swagger_fake_view", False):
            return CustodyTransfer.objects.none()
        return selectors.to_sign(self.request.user)
