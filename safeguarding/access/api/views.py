"""Who the caller is, and the units and people they may choose from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.serializers import ColleagueSerializer, MeSerializer, UnitSerializer
from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import with_held_roles
from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.core.api.views import ScopedViewSet


class MeView(GenericAPIView[User]):
    """The caller: name, force, roles and what they may do."""

    serializer_class = MeSerializer
    pagination_class = None
    filter_backends = ()

    def get_queryset(self) -> QuerySet[User]:
        return with_held_roles(User.objects.filter(pk=self.request.user.pk).select_related("force"))

    def get(self, request: Request) -> Response:
        return Response(MeSerializer(self.get_queryset().get()).data)


class UnitFilter(filters.FilterSet):
    """Units by kind."""

    kind = filters.ChoiceFilter(choices=UnitKind.choices)
    is_active = filters.BooleanFilter()

    class Meta:
        model = Unit
        fields = ("kind", "is_active")


class UnitViewSet(ScopedViewSet):
    """The units of the caller's own force."""

    model = Unit
    serializer_class = UnitSerializer
    filterset_class = UnitFilter
    page_ordering = ("name", "pk")


class ColleagueFilter(filters.FilterSet):
    """People by home unit, and by a role they hold now."""

    home_unit = filters.NumberFilter(field_name="home_unit_id", min_value=1, max_value=LARGEST_ID)
    role = filters.ChoiceFilter(choices=Role.choices, method="by_role")

    class Meta:
        model = User
        fields = ("home_unit", "role")

    def by_role(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.holding(value)


class ColleagueViewSet(ScopedViewSet):
    """Active people of the caller's own force, to choose an owner from. Who only logs concerns sees themself."""

    model = User
    serializer_class = ColleagueSerializer
    filterset_class = ColleagueFilter
    page_ordering = ("last_name", "first_name", "pk")

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return with_held_roles(visible)
