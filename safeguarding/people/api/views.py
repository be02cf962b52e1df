"""People the caller may see: found by name by everybody, read by who works with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.people import selectors
from safeguarding.people.api.base import PURPOSE, note_purpose
from safeguarding.people.api.serializers import FoundPersonSerializer, PersonSerializer
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person


class PersonFilter(filters.FilterSet):
    """People by name and kind."""

    q = filters.CharFilter(method="by_name", max_length=200, help_text="Words of the name, in any order.")
    kind = filters.ChoiceFilter(choices=PersonKind.choices)

    class Meta:
        model = Person
        fields = ("q", "kind")

    def by_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return selectors.matching(queryset, value)


class PersonViewSet(ScopedViewSet):
    """Find people by name. Reading one is written down, and is for the roles that work with people."""

    model = Person
    serializer_class = FoundPersonSerializer
    filterset_class = PersonFilter
    page_ordering = ("family_name", "given_name", "pk")

    def get_serializer_class(self) -> Any:
        return PersonSerializer if self.action == "retrieve" else FoundPersonSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        if self.action == "retrieve":
            return selectors.with_placements(visible)
        return visible.select_related("unit")

    @extend_schema(parameters=[PURPOSE])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require_permission(request.user, Permission.SEE_PEOPLE)
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Person) -> None:
        """Reading a young person's record needs a purpose here as on the page."""
        given = self.request.query_params.get("purpose", "")
        note_purpose(self.request.user, record, given, page="api:person")
