"""Referrals of one case."""

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
    AnsweredReferral,
    ConcludedReferral,
    NewReferral,
    Reason,
    ReferralSerializer,
    SentReferral,
)
from safeguarding.cases.models import Referral
from safeguarding.cases.selectors.work import psd_units
from safeguarding.cases.services import referrals
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version


class ReferralViewSet(WorkViewSet):
    """The referrals of a case: to be sent, sent, answered, concluded; or not made, with a reason."""

    model = Referral
    serializer_class = ReferralSerializer
    filterset_fields = ("kind", "status")
    page = "referrals"
    page_ordering = ("created_at", "pk")

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("case", "case__force")

    @extend_schema(request=NewReferral, responses={201: ReferralSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Decide to refer; its clock starts."""
        given = self.checked(NewReferral)
        message = "Choose the professional standards unit."
        given["psd_unit"] = chosen(psd_units(self.case), given["psd_unit"], field="psd_unit", message=message)
        return self.created(referrals.add(case=self.case, by=self.user, **given))

    @extend_schema(request=SentReferral, responses=ReferralSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def send(self, request: Request, reference: str, pk: Any) -> Response:
        """Record that it was sent. Late needs its reason; it is never refused for being late."""
        given = {**self.checked(SentReferral), "version": self.named_version()}
        return self.answer(referrals.send(referral=self.get_object(), by=self.user, **given))

    @extend_schema(request=AnsweredReferral, responses=ReferralSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @needs_version
    def record_answer(self, request: Request, reference: str, pk: Any) -> Response:
        """Record their answer."""
        given = {**self.checked(AnsweredReferral), "version": self.named_version()}
        return self.answer(referrals.answer(referral=self.get_object(), by=self.user, **given))

    @extend_schema(request=ConcludedReferral, responses=ReferralSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def conclude(self, request: Request, reference: str, pk: Any) -> Response:
        """Record the outcome."""
        given = {**self.checked(ConcludedReferral), "version": self.named_version()}
        return self.answer(referrals.conclude(referral=self.get_object(), by=self.user, **given))

    @extend_schema(request=Reason, responses=ReferralSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def drop(self, request: Request, reference: str, pk: Any) -> Response:
        """Say why it is not made after all."""
        given = {**self.checked(Reason), "version": self.named_version()}
        return self.answer(referrals.drop(referral=self.get_object(), by=self.user, **given))
