"""What schemes lack on any day, and how every adult in them stands: worked out for a page of them at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.assurance import selectors
from safeguarding.assurance.api import report_serializers as shapes
from safeguarding.assurance.selectors.matrix import Asked, columns_of, lines, people_of
from safeguarding.core import clock
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme


class _Report(ScopedViewSet):
    """Read by who sees the register of schemes, and by nobody else."""

    http_method_names = ["get", "head"]

    def admit(self) -> None:
        require_permission(self.request.user, Permission.SEE_SCHEMES)

    def asked(self, shape: type[Any]) -> dict[str, Any]:
        """What is asked for in the address, once it makes sense; else 422 by name."""
        query = shape(data=self.request.query_params.dict())
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)


class SchemeGapsViewSet(_Report):
    """Every scheme that ran on a day, official or not: what is expected of it and what it had."""

    model = Scheme
    serializer_class = shapes.ReadinessSerializer
    page_ordering = ("name", "pk")

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        if self.action != "list":
            return visible
        given, running = self.asked(shapes.GapsQuery), selectors.ran_on(visible, self._day())
        narrow = {"control": given.get("control", ""), "only_lacking": given["only_lacking"]}
        if not any(narrow.values()):
            return running
        found = selectors.narrowed(selectors.gaps_of_all(self.request.user, day=self._day()), **narrow)
        return running.filter(pk__in=[one.scheme.pk for one in found])

    @extend_schema(parameters=[shapes.GapsQuery])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """By name. What was closed by then is left out, so that a page may hold fewer than were asked for."""
        schemes = self.paginate_queryset(self.get_queryset())
        found = [one for one in selectors.comparisons(schemes, day=self._day()) if one.status != SchemeStatus.CLOSED]
        return self.get_paginated_response(shapes.ReadinessSerializer(found, many=True).data)

    @extend_schema(parameters=[shapes.OnDay], responses=shapes.WholeReadinessSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One scheme on a day, with every adult in it and what they lacked."""
        found = selectors.readiness_of(self.get_object(), day=self._day())
        return self.answer(found, serializer_class=shapes.WholeReadinessSerializer)

    def _day(self) -> dt.date:
        today = clock.today()
        day: dt.date = self.asked(shapes.OnDay).get("on") or today
        if day > today:
            raise Invalid({"on": ["The day must be today or in the past"]})
        return day


class ComplianceMatrixViewSet(_Report):
    """Every adult with a part in a scheme today, and how they stand to each requirement, with the reason."""

    model = Person
    serializer_class = shapes.MatrixLineSerializer
    page_ordering = ("family_name", "given_name", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Those with a part in a scheme that the caller may see: narrower than who is on record."""
        if getattr(self, "swagger_fake_view", False):
            return Person.objects.none()
        people = people_of(self.request.user, self._asked())
        if self.action != "list" or not self.asked(shapes.MatrixQuery)["problems"]:
            return people
        return people.filter(pk__in=[line.person.pk for line in self._lines(list(people)) if line.has_problem])

    @extend_schema(parameters=[shapes.MatrixQuery])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """By name; of some scheme, unit, requirement or person type alone, or only problems, if asked."""
        found = self._lines(self.paginate_queryset(self.get_queryset()))
        return self.get_paginated_response(shapes.MatrixLineSerializer(found, many=True).data)

    @extend_schema(parameters=[shapes.MatrixQuery])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One adult's line."""
        return self.answer(self._lines([self.get_object()])[0])

    def _lines(self, people: Any) -> Any:
        asked = self._asked()
        return lines(self.request.user, people, columns_of(asked), asked)

    def _asked(self) -> Asked:
        given = self.asked(shapes.MatrixQuery)
        numbers = {f"{name}_id": given[name] for name in ("scheme", "unit", "requirement") if name in given}
        return Asked(clock.today(), person_type=given.get("person_type", ""), **numbers)
