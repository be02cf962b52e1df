"""Schemes of the caller's force."""

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
from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit
from safeguarding.access.policies import require_permission
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.schemes import selectors, services
from safeguarding.schemes.api import serializers as shapes
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import Scheme, SchemeCondition
from safeguarding.schemes.policies import require_keeper
from safeguarding.schemes.services.conditions import Finding, NewCondition
from safeguarding.schemes.services.decisions import NewDecision
from safeguarding.schemes.services.register import FIELDS, SchemeDetails

NUMBER = "[0-9]{1,18}"


class SchemeFilter(filters.FilterSet):
    """Schemes by name, kind and status."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=200)
    kind = filters.ChoiceFilter(choices=SchemeKind.choices)
    status = filters.ChoiceFilter(choices=SchemeStatus.choices)

    class Meta:
        model = Scheme
        fields = ("q", "kind", "status")


class SchemeViewSet(ScopedViewSet):
    """Schemes to choose from; one with its conditions for who may see the register."""

    model = Scheme
    serializer_class = shapes.SchemeNameSerializer
    filterset_class = SchemeFilter
    page_ordering = ("name", "pk")

    def get_serializer_class(self) -> Any:
        return shapes.SchemeNameSerializer if self.action == "list" else shapes.SchemeSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible if self.action == "list" else selectors.with_conditions(visible)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require_permission(request.user, Permission.SEE_SCHEMES)
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=shapes.SchemeDetailsRequest, responses={201: shapes.SchemeSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a scheme on the register, as proposed."""
        require_permission(request.user, Permission.KEEP_SCHEMES)
        made = services.add_scheme(self._details(), by=request.user)
        return self.created(self._again(made.pk), serializer_class=shapes.SchemeSerializer)

    @extend_schema(request=shapes.SchemeDetailsRequest, responses=shapes.SchemeSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what the register says of a scheme."""
        scheme = self._to_keep()
        services.edit_scheme(scheme, self._details(scheme), version=self.named_version(), by=request.user)
        return self._now(scheme.pk)

    @extend_schema(request=shapes.NewDecisionRequest, responses=shapes.SchemeSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, pk: str) -> Response:
        """Record a governance decision: it says where the scheme stands from now on."""
        scheme = self._to_keep()
        given = self.checked(shapes.NewDecisionRequest)
        conditions = tuple(NewCondition(**one) for one in given.pop("conditions", []))
        services.decide(
            scheme, NewDecision(**given), version=self.named_version(), by=request.user, conditions=conditions
        )
        return self._now(scheme.pk)

    @extend_schema(request=shapes.NewConditionRequest, responses=shapes.SchemeSerializer)
    @action(detail=True, methods=["post"])
    @once
    def conditions(self, request: Request, pk: str) -> Response:
        """Set a condition."""
        scheme = self._to_keep()
        services.set_condition(scheme, NewCondition(**self.checked(shapes.NewConditionRequest)), by=request.user)
        return self._now(scheme.pk)

    @extend_schema(request=shapes.FindingRequest, responses=shapes.SchemeSerializer)
    @action(detail=True, methods=["post"], url_path=rf"conditions/(?P<condition>{NUMBER})/check")
    @needs_version
    def check(self, request: Request, pk: str, condition: str) -> Response:
        """Record whether a condition is kept. If-Match names the condition's version."""
        held = self._condition(condition)
        finding = Finding(**self.checked(shapes.FindingRequest))
        services.check_condition(held, finding, version=self.named_version(), by=request.user)
        return self._now(held.scheme_id)

    @extend_schema(request=shapes.EndRequest, responses=shapes.SchemeSerializer)
    @action(detail=True, methods=["post"], url_path=rf"conditions/(?P<condition>{NUMBER})/end")
    @needs_version
    def end(self, request: Request, pk: str, condition: str) -> Response:
        """End a condition, with the reason. If-Match names the condition's version."""
        held = self._condition(condition)
        services.end_condition(held, **self.checked(shapes.EndRequest), version=self.named_version(), by=request.user)
        return self._now(held.scheme_id)

    def _to_keep(self) -> Scheme:
        """The scheme, for who may change what the register says of it; found before anything sent is looked at."""
        scheme: Scheme = self.get_object()
        require_keeper(self.request.user, scheme)
        return scheme

    def _condition(self, pk: str) -> SchemeCondition:
        """A condition, for who may keep its scheme; what is not there is 404 before anybody's role is asked."""
        scheme = self.get_object()
        held: SchemeCondition = get_object_or_404(scheme.conditions.all(), pk=pk)
        require_keeper(self.request.user, scheme)
        return held

    def _details(self, scheme: Scheme | None = None) -> SchemeDetails:
        """What was sent; of a scheme that is changed, what was not sent stays."""
        given = self.checked(shapes.SchemeDetailsRequest, partial=scheme is not None)
        if "unit" in given:
            given["unit"] = self._unit(given["unit"])
        now = {name: getattr(scheme, name) for name in FIELDS} if scheme else {}
        return SchemeDetails(**{**now, **given})

    def _unit(self, pk: int) -> Unit:
        unit = Unit.objects.visible_to(self.request.user).filter(pk=pk, is_active=True).first()
        if unit is None:
            raise Invalid({"unit": ["Choose a unit of your own force"]})
        return unit

    def _again(self, pk: int) -> Scheme:
        return selectors.with_conditions(Scheme.objects.visible_to(self.request.user)).get(pk=pk)

    def _now(self, pk: int) -> Response:
        return self.answer(self._again(pk), serializer_class=shapes.SchemeSerializer)
