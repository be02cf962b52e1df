"""Risk assessments of the caller's force, and the venues they may be of."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.core.api.fields import LARGEST_ID, ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.risk import policies, selectors, services
from safeguarding.risk.api import serializers as shapes
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import Hazard, RiskAssessment, Venue
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.hazards import HazardDetails
from safeguarding.schemes.models import Scheme

NUMBER = "[0-9]{1,18}"
AN_ASSESSMENT = shapes.AssessmentSerializer


class VenueViewSet(ScopedViewSet):
    """The venues of the force: a new one is put on the list with its first assessment."""

    model = Venue
    serializer_class = shapes.VenueSerializer
    page_ordering = ("name", "pk")


class AssessmentFilter(filters.FilterSet):
    """Risk assessments by scheme, kind and status."""

    scheme = filters.NumberFilter(field_name="scheme_id", min_value=1, max_value=LARGEST_ID)
    kind = filters.ChoiceFilter(choices=AssessmentKind.choices)
    status = filters.ChoiceFilter(choices=AssessmentStatus.choices)
    q = filters.CharFilter(method="with_words", max_length=100, help_text="Words of it, or its reference.")

    class Meta:
        model = RiskAssessment
        fields = ("scheme", "kind", "status", "q")

    def with_words(self, found: Any, name: str, value: str) -> Any:
        return selectors.having(found, value, selectors.SEARCHED)


class RiskAssessmentViewSet(ScopedViewSet):
    """Risk assessments: written by who runs the scheme or keeps the register, approved by another keeper."""

    model = RiskAssessment
    serializer_class = shapes.AssessmentLineSerializer
    filterset_class = AssessmentFilter

    def get_serializer_class(self) -> Any:
        return shapes.AssessmentLineSerializer if self.action == "list" else AN_ASSESSMENT

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible if self.action == "list" else visible.select_related("scheme").prefetch_related("hazards")

    @extend_schema(request=shapes.NewAssessmentRequest, responses={201: AN_ASSESSMENT})
    @once
    def create(self, request: Request) -> Response:
        """Begin to write a risk assessment."""
        policies.require_working_with_schemes(request.user)
        given = self.checked(shapes.NewAssessmentRequest)
        scheme = Scheme.objects.visible_to(request.user).filter(pk=given.pop("scheme")).first()
        if scheme is None:
            raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        given["venue"] = self._venue(given["venue"])
        return self.created(self._again(services.start(scheme, NewAssessment(**given), by=request.user)))

    @extend_schema(request=shapes.DetailsRequest, responses=AN_ASSESSMENT)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what a draft is about. What is not sent stays."""
        held = self._to_write()
        given = {"title": held.title, "scope": held.scope, **self.checked(shapes.DetailsRequest, partial=True)}
        return self._now(services.edit_details(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.HazardRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"])
    @needs_version
    def hazards(self, request: Request, pk: str) -> Response:
        """Add a hazard to a draft."""
        held = self._to_write()
        details = HazardDetails(**self.checked(shapes.HazardRequest))
        services.add_hazard(held, details, version=self.named_version(), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.HazardRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"], url_path=rf"hazards/(?P<hazard>{NUMBER})/change")
    @needs_version
    def change_hazard(self, request: Request, pk: str, hazard: str) -> Response:
        """Change a hazard of a draft."""
        found = self._hazard(hazard)
        details = HazardDetails(**self.checked(shapes.HazardRequest))
        services.change_hazard(found, details, version=self.named_version(), by=request.user)
        return self._now(found.assessment)

    @extend_schema(request=None, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"], url_path=rf"hazards/(?P<hazard>{NUMBER})/remove")
    @needs_version
    def remove_hazard(self, request: Request, pk: str, hazard: str) -> Response:
        """Take a hazard out of a draft."""
        found = self._hazard(hazard)
        services.remove_hazard(found, version=self.named_version(), by=request.user)
        return self._now(found.assessment)

    @extend_schema(request=None, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"])
    @needs_version
    def submit(self, request: Request, pk: str) -> Response:
        """Send a draft for approval."""
        held = self._to_write()
        return self._now(services.submit(held, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.ApproveRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"])
    @needs_version
    def approve(self, request: Request, pk: str) -> Response:
        """Approve it: for a keeper who wrote none of it and does not run the scheme."""
        held = self._to_judge()
        given = self.checked(shapes.ApproveRequest)
        return self._now(services.approve(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.PaperApprovalRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"], url_path="approve-on-paper")
    @needs_version
    def approve_on_paper(self, request: Request, pk: str) -> Response:
        """Record that it was approved on paper before it stood here: marked as such wherever it is shown."""
        held = self._to_judge()
        given = self.checked(shapes.PaperApprovalRequest)
        paper = services.Paper(
            given["approved_on"], given["signed_by"], given["evidence"], given["late_reason"]
        )  # fmt: skip
        done = services.approve(
            held, review_on=given["review_on"], residual_reason=given["residual_reason"], paper=paper,
            version=self.named_version(), by=request.user,
        )  # fmt: skip
        return self._now(done)

    @extend_schema(request=ReasonRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"])
    @needs_version
    def refuse(self, request: Request, pk: str) -> Response:
        """Send it back to be written again."""
        held = self._to_judge()
        given = self.checked(ReasonRequest)
        return self._now(services.refuse(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=ReasonRequest, responses=AN_ASSESSMENT)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """It no longer counts, with the reason."""
        held: RiskAssessment = self.get_object()
        policies.require_withdrawer(request.user, held)
        given = self.checked(ReasonRequest)
        return self._now(services.withdraw(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses={201: AN_ASSESSMENT})
    @action(detail=True, methods=["post"], url_path="next-version")
    @once
    def next_version(self, request: Request, pk: str) -> Response:
        """A draft copied from what is in force; once approved it replaces it."""
        return self.created(self._again(services.next_version(self._to_write(), by=request.user)))

    @extend_schema(request=shapes.CopyRequest, responses={201: AN_ASSESSMENT})
    @action(detail=True, methods=["post"])
    @once
    def copy(self, request: Request, pk: str) -> Response:
        """A draft for another activity after the pattern of this one."""
        held = self._to_write()
        made = services.copy_for(held, **self.checked(shapes.CopyRequest), by=request.user)
        return self.created(self._again(made))

    def _to_write(self) -> RiskAssessment:
        """The assessment, for who may write it; found before anything sent is looked at."""
        held: RiskAssessment = self.get_object()
        policies.require_writer(self.request.user, held.scheme)
        return held

    def _to_judge(self) -> RiskAssessment:
        held: RiskAssessment = self.get_object()
        policies.require_approver(self.request.user, held)
        return held

    def _hazard(self, pk: str) -> Hazard:
        """A hazard; what is not there is 404 before anybody's role is asked."""
        held: RiskAssessment = self.get_object()
        found = get_object_or_404(held.hazards.select_related("assessment__scheme"), pk=pk)
        policies.require_writer(self.request.user, held.scheme)
        return found

    def _venue(self, pk: int | None) -> Venue | None:
        if pk is None:
            return None
        venue = Venue.objects.visible_to(self.request.user).filter(pk=pk).first()
        if venue is None:
            raise Invalid({"venue": ["Choose a venue of your own force"]})
        return venue

    def _again(self, held: RiskAssessment) -> RiskAssessment:
        rows = RiskAssessment.objects.visible_to(self.request.user)
        return rows.select_related("scheme").prefetch_related("hazards").get(pk=held.pk)

    def _now(self, held: RiskAssessment) -> Response:
        return self.answer(self._again(held), serializer_class=AN_ASSESSMENT)
