"""Files that show what a scheme answered: what is known of each, one handed in, one opened, one removed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.core.api.parsers import StrictJSONParser
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.evidence.api.files import ANY_BYTES, BytesRenderer, opened
from safeguarding.files.services import refusal_of, seal_uploads
from safeguarding.learning import policies, services
from safeguarding.learning.api import file_shapes as shapes
from safeguarding.learning.models import ReplyFile, SchemeReply

SENT = OpenApiParameter("assessment", int, OpenApiParameter.PATH, description="The number of the self-assessment.")
ASKED = OpenApiParameter("reply", int, OpenApiParameter.PATH, description="The number of the scheme's reply.")


@extend_schema(parameters=[SENT, ASKED])
class ReplyFileViewSet(ScopedViewSet):
    """The files of one scheme's reply. What they hold is given by `content` alone."""

    model = ReplyFile
    serializer_class = shapes.ReplyFileSerializer
    parser_classes = (StrictJSONParser, MultiPartParser)
    http_method_names = ["get", "post", "head"]
    page_ordering = ("pk",)
    #: Read by the middleware that limits the size of requests.
    takes_files = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is sent is sealed as it arrives, before anything reads it."""
        seal_uploads(request, limit=settings.FILES_MOST_BYTES)
        return super().dispatch(request, *args, **kwargs)

    def admit(self) -> None:
        self.asked  # noqa: B018  # found before anything is asked of it

    @cached_property
    def asked(self) -> SchemeReply:
        rows = SchemeReply.objects.visible_to(self.request.user).select_related("scheme", "assessment")
        found: SchemeReply = get_object_or_404(rows, pk=self.kwargs["reply"], assessment=self.kwargs["assessment"])
        return found

    def shaped(self, visible: Any) -> Any:
        return visible.filter(reply=self.asked).select_related("file__stored_by", "reply__scheme")

    @extend_schema(
        request={"multipart/form-data": shapes.ReplyFileRequest}, responses={201: shapes.ReplyFileSerializer}
    )
    def create(self, request: Request, assessment: str, reply: str) -> Response:
        """Hand a file in for one of the questions. It is sealed as it arrives; the same one twice is refused."""
        policies.require_replying(request.user, self.asked.scheme)
        sent = request.data
        too_big = refusal_of(request._request)
        if too_big is not None:
            raise too_big
        shape = shapes.ReplyFileRequest(data=sent)
        shape.is_valid(raise_exception=True)
        given = dict(shape.validated_data)
        made = services.add_file(self.asked, upload=given.pop("file"), **given, by=request.user)
        answer = self.answer(made, code=201)
        where = {"assessment": self.asked.assessment_id, "reply": self.asked.pk, "pk": made.pk}
        answer["Location"] = self.reverse_action("detail", kwargs=where)
        return answer

    @extend_schema(responses={(200, ANY_BYTES): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], renderer_classes=(JSONRenderer, BytesRenderer), pagination_class=None)
    def content(self, request: Request, assessment: str, reply: str, pk: str) -> HttpResponseBase:
        """The file itself, proved against its digest, to be saved. That it was opened is written down.

        The digest is in `X-File-SHA256`. A file that is held, or is not what was handed in, is 409.
        """
        row: ReplyFile = self.get_object()
        return opened(lambda: services.open_file(row, by=request.user), row.file)

    @extend_schema(request={"application/json": shapes.FileRemovalRequest}, responses={200: shapes.ReplyFileSerializer})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, assessment: str, reply: str, pk: str) -> Response:
        """Destroy what a file holds that should not be there. That it was there stays on record."""
        row: ReplyFile = self.get_object()
        policies.require_replying(request.user, self.asked.scheme)
        services.remove_file(row, **self.checked(shapes.FileRemovalRequest), by=request.user)
        return self.answer(self.get_object())
