"""What is asked, and changing it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.assurance import policies, selectors, services
from safeguarding.assurance.api import catalogue_serializers as taken
from safeguarding.assurance.api import serializers as shapes
from safeguarding.assurance.choices import About, Control
from safeguarding.assurance.models import Requirement
from safeguarding.assurance.services import Figures, NewRequirement
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version

FIGURES = ("valid_months", "warn_days", "is_blocking")


class RequirementFilter(filters.FilterSet):
    """Requirements by of whom they are asked and by row of the comparison."""

    about = filters.ChoiceFilter(choices=About.choices)
    control = filters.ChoiceFilter(choices=Control.choices)

    class Meta:
        model = Requirement
        fields = ("about", "control")


class RequirementViewSet(ScopedViewSet):
    """The catalogue: what is asked of schemes and of the adults in them, and what is not asked any more."""

    model = Requirement
    serializer_class = shapes.RequirementSerializer
    filterset_class = RequirementFilter
    page_ordering = ("pk",)
    http_method_names = ["get", "post", "patch", "head"]

    def admit(self) -> None:
        policies.require_reading_catalogue(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        """The catalogue is of no force: who may read it reads all of it."""
        return selectors.requirements()

    @extend_schema(request=taken.NewRequirementRequest, responses={201: shapes.RequirementSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Ask for something more, from today. Administrators and managers do."""
        require_permission(request.user, Permission.CHANGE_CATALOGUE)
        given = self.checked(taken.NewRequirementRequest)
        figures = Figures(**{name: given.pop(name) for name in FIGURES})
        of_whom = {name: tuple(given.pop(name)) for name in ("roles", "scheme_kinds")}
        return self.created(
            services.add_requirement(NewRequirement(**given, **of_whom, figures=figures), by=request.user)
        )

    @extend_schema(request=taken.FiguresRequest, responses=shapes.RequirementSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Ask something else from today. Days before today are answered with what was asked then."""
        held = self._to_change()
        now = {name: getattr(held, name) for name in FIGURES}
        figures = Figures(**{**now, **self.checked(taken.FiguresRequest)})
        services.change_figures(held, figures, version=self.named_version(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=ReasonRequest, responses=shapes.RequirementSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, pk: str) -> Response:
        """It is not asked any more from today, with the reason; what was asked before stays."""
        held = self._to_change()
        given = self.checked(ReasonRequest)
        services.end_requirement(held, reason=given["reason"], version=self.named_version(), by=request.user)
        return self.answer(self.get_object())

    def _to_change(self) -> Requirement:
        held: Requirement = self.get_object()
        require_permission(self.request.user, Permission.CHANGE_CATALOGUE)
        return held
