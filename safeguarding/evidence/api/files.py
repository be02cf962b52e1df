"""Files of an exhibit: what is known of each, a file handed in, and a file opened with a purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet
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
from rest_framework.reverse import reverse

from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.parsers import StrictJSONParser
from safeguarding.core.api.problems import CONTENT_TYPE, body
from safeguarding.evidence import selectors, services
from safeguarding.evidence.api import serializers as shapes
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.models import Exhibit, ExhibitFile
from safeguarding.files.models import StoredFile
from safeguarding.files.services import Damaged, Held, refusal_of, seal_uploads
from safeguarding.files.views import give

EXHIBIT = OpenApiParameter("exhibit", int, OpenApiParameter.PATH, description="The number of the exhibit.")
ANY_BYTES = "application/octet-stream"


class BytesRenderer(JSONRenderer):
    """Lets a caller ask for bytes. The file itself goes round it; a problem in its place is JSON all the same."""

    media_type = ANY_BYTES
    format = "bytes"
    charset = None


def kept(no: Held | Damaged) -> Response:
    """Why it is not given. Raised on, it would undo what was recorded, and an alarm must outlive its request."""
    return Response(body(no.status, detail=no.message), status=no.status, content_type=CONTENT_TYPE)


def opened(take_out: Callable[[], Iterator[bytes]], file: StoredFile | None) -> HttpResponseBase:
    """A file as bytes to be saved, or why it is not given."""
    try:
        pieces = take_out()
    except (Held, Damaged) as no:
        return kept(no)
    return give(cast(StoredFile, file), pieces)


@extend_schema(parameters=[EXHIBIT])
class ExhibitFileViewSet(ReadableCaseViewSet):
    """The files of one exhibit. What they hold is given by `open` alone."""

    model = ExhibitFile
    serializer_class = shapes.ExhibitFileSerializer
    parser_classes = (StrictJSONParser, MultiPartParser)
    http_method_names = ["get", "post", "head"]
    page = "files of an exhibit"
    page_ordering = ("pk",)
    #: Read by the middleware that limits the size of requests.
    takes_files = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is sent is sealed as it arrives, before anything reads it."""
        seal_uploads(request, limit=settings.FILES_MOST_BYTES)
        return super().dispatch(request, *args, **kwargs)

    def admit(self) -> None:
        super().admit()
        self.exhibit  # noqa: B018  # found before anything is asked of it

    def writes(self) -> CaseAction:
        return case_policies.READ if self.action == "open" else case_policies.WORK

    @cached_property
    def exhibit(self) -> Exhibit:
        found: Exhibit = get_object_or_404(self.case.exhibits.select_related("case"), pk=self.kwargs["exhibit"])
        return found

    def records(self) -> QuerySet[Any]:
        return selectors.files_of(self.exhibit)

    @extend_schema(
        request={"multipart/form-data": shapes.FileUploadRequest}, responses={201: shapes.ExhibitFileSerializer}
    )
    def create(self, request: Request, reference: str, exhibit: str) -> Response:
        """Hand a file in. It is sealed as it arrives; the same one twice on an exhibit is refused."""
        sent = request.data
        too_big = refusal_of(request._request)
        if too_big is not None:
            raise too_big
        shape = shapes.FileUploadRequest(data=sent)
        shape.is_valid(raise_exception=True)
        given = shape.validated_data
        made = services.add_file(
            exhibit=self.exhibit, upload=given["file"], note=given["note"], by=self.user,
            holds_no_indecent_image=given["holds_no_indecent_image"],
        )  # fmt: skip
        answer = self.again(made, code=201)
        where = {"reference": self.case.reference, "exhibit": self.exhibit.pk, "pk": made.pk}
        answer["Location"] = self.reverse_action("detail", kwargs=where)
        return answer

    @extend_schema(responses=shapes.MayBeRemovedSerializer)
    @action(detail=True, methods=["get"])
    def removal(self, request: Request, reference: str, exhibit: str, pk: str) -> Response:
        """What would go with a file that was taken in by mistake, or why it has to stay."""
        row: ExhibitFile = self.get_object()
        self.note()
        told = {"stays": services.why_kept(self.case), "goes_with": services.what_goes_with(row)}
        return Response(shapes.MayBeRemovedSerializer(told).data)

    @extend_schema(request={"application/json": shapes.RemovalRequest}, responses={201: shapes.RemovalSerializer})
    @removal.mapping.post
    def ask_removal(self, request: Request, reference: str, exhibit: str, pk: str) -> Response:
        """Ask that a file be removed. Until a second person decides, under `removals`, it stays as it is."""
        made = services.ask_removal(held=self.get_object(), by=self.user, **self.checked(shapes.RemovalRequest))
        answer = self.answer(made, code=201, serializer_class=shapes.RemovalSerializer)
        where = {"reference": self.case.reference, "pk": made.pk}
        answer["Location"] = reverse("api:case-file-removal-detail", kwargs=where, request=request)
        return answer

    @extend_schema(
        request={"application/json": shapes.OpeningRequest}, responses={(200, ANY_BYTES): OpenApiTypes.BINARY}
    )
    @action(detail=True, methods=["post"], renderer_classes=(JSONRenderer, BytesRenderer))
    def open(self, request: Request, reference: str, exhibit: str, pk: str) -> HttpResponseBase:
        """The file itself, proved against its digest, to be saved: never shown in place. Say why; it is written down.

        The digest is in `X-File-SHA256`. A file that is held, or is not what was handed in, is 409.
        """
        row: ExhibitFile = self.get_object()
        given = self.checked(shapes.OpeningRequest)
        return opened(lambda: services.open_exhibit_file(row=row, by=self.user, **given), row.file)
