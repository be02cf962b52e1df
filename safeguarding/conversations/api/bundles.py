"""Bundles of messages as exhibits: begun, filled, made into a document, and the document taken out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.conversations.api import bundle_shapes as shapes
from safeguarding.conversations.api.base import MessagesViewSet
from safeguarding.conversations.models import Bundle, BundleVersion
from safeguarding.conversations.selectors import bundles as selectors
from safeguarding.conversations.services import bundles
from safeguarding.core.api.views import needs_version
from safeguarding.evidence.api.files import ANY_BYTES, BytesRenderer, opened

BUNDLE = OpenApiParameter("bundle", int, OpenApiParameter.PATH, description="The number of the bundle.")


class BundleViewSet(MessagesViewSet):
    """The bundles of messages of a case, the newest first."""

    model = Bundle
    serializer_class = shapes.BundleSerializer
    http_method_names = ["get", "post", "patch", "head"]
    page_ordering = ("-pk",)

    def records(self) -> QuerySet[Any]:
        return selectors.of_case(self.case)

    @extend_schema(request=shapes.BundleRequest, responses={201: shapes.BundleSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Begin a bundle under an exhibit reference, with or without messages."""
        made = bundles.begin_bundle(case=self.case, by=self.user, **self.checked(shapes.BundleRequest))
        return self.made(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=shapes.BundleChanges, responses=shapes.BundleSerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str, pk: str) -> Response:
        """Change its words, or what stands around its messages. Versions that were made stay as they are."""
        given = self.checked(shapes.BundleChanges, partial=True)
        held = self.get_object()
        return self.again(bundles.change_bundle(bundle=held, by=self.user, version=self.named_version(), **given))

    @extend_schema(responses=shapes.ChosenMessageSerializer(many=True))
    @action(detail=True, methods=["get"], page_ordering=("order_at", "conversation", "position"))
    def messages(self, request: Request, reference: str, pk: str) -> Response:
        """What is in it, in the order of time."""
        page = self.paginate_queryset(selectors.chosen_in(self.get_object()))
        return self.get_paginated_response(shapes.ChosenMessageSerializer(page, many=True).data)

    @extend_schema(request=shapes.PickedRequest, responses=shapes.CountedSerializer)
    @messages.mapping.post
    def put(self, request: Request, reference: str, pk: str) -> Response:
        """Put messages of the case into it; says how many were not in it before."""
        given = self.checked(shapes.PickedRequest)
        return Response({"count": bundles.fill_bundle(bundle=self.get_object(), by=self.user, **given)})

    @extend_schema(request=shapes.PickedRequest, responses=shapes.CountedSerializer)
    @action(detail=True, methods=["post"], url_path="take-out")
    def take_out(self, request: Request, reference: str, pk: str) -> Response:
        """Take messages out again; says how many. Versions that were made keep them."""
        given = self.checked(shapes.PickedRequest)
        return Response({"count": bundles.empty_bundle(bundle=self.get_object(), by=self.user, **given)})

    @extend_schema(request=None, responses={201: shapes.BundleVersionSerializer})
    @action(detail=True, methods=["post"])
    @needs_version
    def make(self, request: Request, reference: str, pk: str) -> Response:
        """Have the document made of what stands in it now, in the background: `versions/` says when it is there."""
        made = bundles.ask_for_version(bundle=self.get_object(), by=self.user, version=self.named_version())
        return self.answer(made, code=201, serializer_class=shapes.BundleVersionSerializer)


@extend_schema(parameters=[BUNDLE])
class BundleVersionViewSet(MessagesViewSet):
    """What was made of a bundle, the newest first, and who took each version out of the system."""

    model = BundleVersion
    serializer_class = shapes.BundleVersionSerializer
    http_method_names = ["get", "post", "head"]
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"
    page_ordering = ("-number",)

    def admit(self) -> None:
        super().admit()
        self.bundle  # noqa: B018  # found before anything is asked of it

    def writes(self) -> CaseAction:
        return case_policies.READ

    @cached_property
    def bundle(self) -> Bundle:
        found = Bundle.objects.visible_to(self.user).filter(case=self.case).select_related("case")
        held: Bundle = get_object_or_404(found, pk=self.kwargs["bundle"])
        return held

    def records(self) -> QuerySet[Any]:
        return selectors.versions_of(self.bundle).select_related("bundle__case")

    @extend_schema(request=None, responses={(200, ANY_BYTES): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"], renderer_classes=(JSONRenderer, BytesRenderer))
    def open(self, request: Request, reference: str, bundle: str, number: str) -> HttpResponseBase:
        """The PDF itself, proved against its digest, to be saved. The purpose of the call is written down with it.

        The digest is in `X-File-SHA256`. One that is not made, is held, or is not what was made, is 409.
        """
        made: BundleVersion = self.get_object()
        return opened(lambda: bundles.open_version(made=made, by=self.user, **self.why), made.file)
