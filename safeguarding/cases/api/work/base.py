"""What the routes of the work on a case share beyond what every route under a case does."""

from __future__ import annotations

from typing import Any, cast

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import status
from rest_framework.response import Response

from safeguarding.access.models import User
from safeguarding.cases import policies
from safeguarding.cases.api.case_base import OfCaseViewSet


class WorkViewSet(OfCaseViewSet):
    """Rows of work on one case."""

    filter_backends: Any = (DjangoFilterBackend,)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        return {**super().get_serializer_context(), "is_full": not fake and self.standing.may(policies.READ)}

    def created(self, record: Any, **kwargs: Any) -> Response:
        """The new row, and where it is in its case."""
        response = self.answer(record, code=status.HTTP_201_CREATED, **kwargs)
        where = {"reference": self.case.reference, "pk": record.pk}
        response["Location"] = self.reverse_action("detail", kwargs=where)
        return response
