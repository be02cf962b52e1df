"""Hearing bundles: begun, filled, put in order, made into a document, and the document taken out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.api.files import ANY_BYTES, BytesRenderer, opened
from safeguarding.letters import services
from safeguarding.letters.api import hearing_shapes as shapes
from safeguarding.letters.models import HearingBundle
from safeguarding.letters.selectors import hearing as selectors

NO_TRACK = "Choose a misconduct track of this case that you read."


class HearingBundleViewSet(ReadableCaseViewSet):
    """The hearing bundles of a case, for who reads the track that is heard, the newest first."""

    model = HearingBundle
    serializer_class = shapes.HearingBundleSerializer
    http_method_names = ["get", "post", "head"]
    page = "hearing bundles"
    page_ordering = ("-number",)

    def records(self) -> QuerySet[Any]:
        return selectors.whole(selectors.bundles_of(self.case, self.user))

    def writes(self) -> CaseAction:
        return case_policies.READ if self.action == "open" else case_policies.WORK

    @extend_schema(request=shapes.HearingBundleRequest, responses={201: shapes.HearingBundleSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Begin a bundle for the hearing of a misconduct track."""
        given = self.checked(shapes.HearingBundleRequest)
        tracks = selectors.tracks_to_hear(self.case, self.user)
        given["track"] = chosen(tracks, given["track"], field="track", message=NO_TRACK)
        made = services.begin_hearing_bundle(case=self.case, by=self.user, **given)
        return self.made(self.get_queryset().get(pk=made.pk))

    @extend_schema(responses=shapes.OfferedSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def offered(self, request: Request, reference: str, pk: str) -> Response:
        """What of the case may be put in and is not in it yet."""
        found = selectors.offered(self.get_object(), self.user)
        self.note()
        return Response(shapes.OfferedSerializer(found, many=True).data)

    @extend_schema(request=shapes.FillRequest, responses=shapes.HearingBundleSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def fill(self, request: Request, reference: str, pk: str) -> Response:
        """Put documents of the case at its end, in the order in which they are named."""
        given = self.checked(shapes.FillRequest)
        held = self.get_object()
        return self.again(
            services.fill_hearing_bundle(bundle=held, by=self.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.ArrangeRequest, responses=shapes.HearingBundleSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def arrange(self, request: Request, reference: str, pk: str) -> Response:
        """Move a document one place up or down, or take it out."""
        given = self.checked(shapes.ArrangeRequest)
        held = self.get_object()
        return self.again(
            services.arrange_hearing_bundle(bundle=held, by=self.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.MakeRequest, responses={201: shapes.HearingBundleSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def make(self, request: Request, reference: str, pk: str) -> Response:
        """Have the document made of what stands in it now, in the background: `versions` says when it is there."""
        given = self.checked(shapes.MakeRequest)
        held = self.get_object()
        services.ask_for_hearing_version(bundle=held, by=self.user, version=self.named_version(), **given)
        return self.again(held, code=201)

    @extend_schema(request=shapes.OpenHearingRequest, responses={(200, ANY_BYTES): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"], renderer_classes=(JSONRenderer, BytesRenderer))
    def open(self, request: Request, reference: str, pk: str) -> HttpResponseBase:
        """The PDF of a version, proved against its digest, to be saved. The purpose is written down with it.

        The digest is in `X-File-SHA256`. One that is not made, is held, or is not what was made, is 409.
        """
        held: HearingBundle = self.get_object()
        given = self.checked(shapes.OpenHearingRequest)
        made = get_object_or_404(selectors.versions_of(held), number=given.pop("which"))
        return opened(lambda: services.open_hearing_version(made=made, by=self.user, **given), made.file)
