"""Investigations of conduct in a case: read, begun, and every act of them under its name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.investigations import selectors, services
from safeguarding.investigations.api import serializers as shapes
from safeguarding.investigations.api.shapes import ACT_REQUESTS, with_records
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.selectors.notices import as_data
from safeguarding.tracks import policies as track_policies
from safeguarding.tracks.choices import TrackKind

ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=sorted(ACT_REQUESTS), description="What is done.")
ANY_ACT = PolymorphicProxySerializer(
    component_name="InvestigationActRequest", serializers=list(ACT_REQUESTS.values()), resource_type_field_name=None
)
NOBODY_OF_IT = "Choose an adult of this case."


class InvestigationViewSet(ReadableCaseViewSet):
    """Investigations of conduct, for professional standards of the case. To everybody else there are none."""

    model = Investigation
    serializer_class = shapes.InvestigationSerializer
    http_method_names = ["get", "post", "head"]
    page = "investigations"
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return selectors.whole(selectors.in_case(self.user, self.case))

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return shapes.InvestigationSerializer if self.action == "list" else shapes.InvestigationDetailSerializer

    def writes(self) -> CaseAction:
        return case_policies.WORK

    @extend_schema(request=shapes.BeginRequest, responses={201: shapes.InvestigationDetailSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Begin to investigate somebody's conduct, on a misconduct track of their own."""
        track_policies.require_side(self.user, TrackKind.MISCONDUCT, self.case)
        given = self.checked(shapes.BeginRequest)
        adults, everybody = selectors.parties_to_begin(self.case), self.case.parties.filter(removed_at__isnull=True)
        given["party"] = chosen(adults, given["party"], field="party", message=NOBODY_OF_IT)
        given["complainant"] = chosen(
            everybody, given["complainant"], field="complainant", message="Choose somebody of this case."
        )
        made = services.begin(case=self.case, by=self.user, **given)
        return self.made(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=ANY_ACT, parameters=[ACT], responses=shapes.InvestigationDetailSerializer)
    @action(detail=True, methods=["post"], url_path="acts/(?P<act>[a-z-]{1,20})", url_name="act")
    @needs_version
    def act(self, request: Request, reference: str, pk: str, act: str) -> Response:
        """Do one act: refused with the rule that does not allow it yet. What each takes is what its page asks."""
        held = self.get_object()
        if act not in ACT_REQUESTS:
            raise Http404
        given = with_records(act, held, self.checked(ACT_REQUESTS[act]))
        done = services.do(act, investigation=held, by=self.user, version=self.named_version(), **given)
        return self.again(done)

    @extend_schema(responses=shapes.NoticePartSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def notice(self, request: Request, reference: str, pk: str) -> Response:
        """The parts of the notice: as it was served, or as it would be served today. Reading it is a disclosure."""
        held = self.get_object()
        notice = getattr(held, "notice", None)
        parts = notice.said if notice and notice.said else as_data(selectors.notice_parts(held))
        services.note_notice_opened(investigation=held, by=self.user)
        self.note()
        return Response(shapes.NoticePartSerializer(parts, many=True).data)
