"""Schemes of the caller's force."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.schemes import selectors
from safeguarding.schemes.api.serializers import SchemeNameSerializer, SchemeSerializer
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import Scheme


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
    serializer_class = SchemeNameSerializer
    filterset_class = SchemeFilter
    page_ordering = ("name", "pk")

    def get_serializer_class(self) -> Any:
        return SchemeSerializer if self.action == "retrieve" else SchemeNameSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return selectors.with_conditions(visible) if self.action == "retrieve" else visible

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require_permission(request.user, Permission.SEE_SCHEMES)
        return super().retrieve(request, *args, **kwargs)
