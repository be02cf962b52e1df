"""Reviews of one case, and its urgency."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases.api.work.base import WorkViewSet
from safeguarding.cases.api.work.serializers import NewReview, NewUrgency, ReviewSerializer, UrgencySerializer
from safeguarding.cases.models import Case, Review
from safeguarding.cases.services import reviews
from safeguarding.core.api.views import needs_version


class ReviewViewSet(WorkViewSet):
    """The reviews of a case, the newest first."""

    model = Review
    serializer_class = ReviewSerializer
    page = "reviews"
    page_ordering = ("-held_at", "-pk")

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("held_by")

    @extend_schema(request=NewReview, responses={201: ReviewSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Review the case: only who supervises it, and never who owns it."""
        given = self.checked(NewReview)
        seen = given.pop("seen")
        return self.created(reviews.hold(case=self.case, by=self.user, version=seen, **given))


class UrgencyViewSet(WorkViewSet):
    """How urgent one case is."""

    model = Case
    serializer_class = UrgencySerializer
    page = "urgency"
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=UrgencySerializer)
    def show(self, request: Request, reference: str) -> Response:
        """Whether the case is urgent, and how often it is reviewed."""
        self.note()
        return self.answer(self.case)

    @extend_schema(request=NewUrgency, responses=UrgencySerializer)
    @needs_version
    def change(self, request: Request, reference: str) -> Response:
        """Make the case urgent, or (who supervises it) no longer. If-Match is the version of the case."""
        given = {**self.checked(NewUrgency), "version": self.named_version()}
        return self.answer(reviews.set_urgency(case=self.case, by=self.user, **given))
