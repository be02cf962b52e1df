"""Protective measures of one case, and the duty to consider the DBS."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases.api.work.base import WorkViewSet
from safeguarding.cases.api.work.serializers import (
    DecidedDuty,
    DutySerializer,
    MeasureSerializer,
    NewMeasure,
    ReviewedMeasure,
    ShortReason,
)
from safeguarding.cases.models import DbsDuty, ProtectiveMeasure
from safeguarding.cases.services import dbs_duty, measures
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version


class MeasureViewSet(WorkViewSet):
    """The protective measures of a case, in force and ended."""

    model = ProtectiveMeasure
    serializer_class = MeasureSerializer
    filterset_fields = ("kind",)
    page = "measures"
    page_ordering = ("starts_on", "pk")

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("case", "party")

    @extend_schema(request=NewMeasure, responses={201: MeasureSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Put a measure on the case. A removal from a role with children opens the duty to consider the DBS."""
        given = self.checked(NewMeasure)
        parties = self.case.parties.filter(removed_at__isnull=True)
        given["party"] = chosen(parties, given["party"], field="party", message="Choose somebody of this case.")
        return self.created(measures.take_measure(case=self.case, by=self.user, **given))

    @extend_schema(request=ReviewedMeasure, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def review(self, request: Request, reference: str, pk: Any) -> Response:
        """Look at a measure again; it stays until the next day."""
        given = self.checked(ReviewedMeasure)
        reviewed = measures.review(
            measure=self.get_object(), review_on=given["review_on"], note_text=given["note"], by=self.user,
            version=self.named_version(),
        )  # fmt: skip
        return self.answer(reviewed)

    @extend_schema(request=ShortReason, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, reference: str, pk: Any) -> Response:
        """End a measure, with the reason."""
        given = {**self.checked(ShortReason), "version": self.named_version()}
        return self.answer(measures.end(measure=self.get_object(), by=self.user, **given))


class DutyViewSet(WorkViewSet):
    """The duties to consider a referral to the DBS (Safeguarding Vulnerable Groups Act 2006 s.35)."""

    model = DbsDuty
    serializer_class = DutySerializer
    filterset_fields = ("decision",)
    page = "DBS duties"
    page_ordering = ("opened_at", "pk")

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("case", "party")

    @extend_schema(request=DecidedDuty, responses=DutySerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, reference: str, pk: Any) -> Response:
        """Decide yes or no, with reasons. Yes puts a referral to the DBS on the case."""
        given = {**self.checked(DecidedDuty), "version": self.named_version()}
        return self.answer(dbs_duty.decide(duty=self.get_object(), by=self.user, **given))
