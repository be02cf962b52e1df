"""One's own imports, as on the pages: a file sent, its columns named, its rows checked, put right and put on record."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.core.api.parsers import StrictJSONParser
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.exchange import policies, selectors, services
from safeguarding.exchange.api import serializers as shapes
from safeguarding.exchange.choices import ImportKind, ImportStatus, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.people.models import Person

NUMBER = OpenApiParameter("number", int, OpenApiParameter.PATH, description="As the spreadsheet counts the row.")
VERDICT = OpenApiParameter("verdict", str, enum=Verdict.values, description="Rows of one verdict alone.")


class ImportFilter(filters.FilterSet):
    """Imports by kind and status."""

    kind = filters.ChoiceFilter(choices=ImportKind.choices)
    status = filters.ChoiceFilter(choices=ImportStatus.choices)

    class Meta:
        model = Import
        fields = ("kind", "status")


class ImportViewSet(ScopedViewSet):
    """Imports that the caller uploaded, for who may bring data in."""

    model = Import
    serializer_class = shapes.ImportSerializer
    filterset_class = ImportFilter
    parser_classes = (StrictJSONParser, MultiPartParser)
    http_method_names = ["get", "post", "head"]

    def admit(self) -> None:
        """Of what changes an import, the import is looked for first; who may not bring data in sees none."""
        if not self.detail or self.request.method in SAFE_METHODS:
            policies.require_importer(self.request.user)

    @extend_schema(request={"multipart/form-data": shapes.UploadRequest}, responses={201: shapes.ImportSerializer})
    def create(self, request: Request) -> Response:
        """Send a file. Nothing comes on record by it: it is read, and waits for its columns to be named."""
        given = self.checked(shapes.UploadRequest)
        unit = selectors.units_to_keep(request.user).filter(pk=given.pop("unit")).first()
        if unit is None:
            raise Invalid({"unit": ["Choose a team in which you see people"]})
        return self.created(services.upload(**given, file_name=given["file"].name, unit=unit, by=request.user))

    @extend_schema(request={"application/json": shapes.SheetRequest}, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def sheet(self, request: Request, pk: str) -> Response:
        """Say which sheet of a workbook holds the rows. It is read again."""
        run = self.get_object()
        sheet = self.checked(shapes.SheetRequest)["sheet"]
        return self.answer(services.choose_sheet(run, sheet=sheet, version=self.named_version(), by=request.user))

    @extend_schema(responses=shapes.ColumnsSerializer)
    @action(detail=True, methods=["get"])
    def columns(self, request: Request, pk: str) -> Response:
        """The headings of the file, what may be brought in, and which column is held to be which."""
        return self.answer(self.get_object(), serializer_class=shapes.ColumnsSerializer)

    @extend_schema(request={"application/json": shapes.MappingRequest}, responses=shapes.ImportSerializer)
    @columns.mapping.post
    @needs_version
    def name_columns(self, request: Request, pk: str) -> Response:
        """Say what the columns hold, by their position from 0. Every row is then checked; nothing comes on record."""
        run = self.get_object()
        mapping = self.checked(shapes.MappingRequest)["mapping"]
        return self.answer(services.map_columns(run, mapping=mapping, version=self.named_version(), by=request.user))

    @extend_schema(parameters=[VERDICT], responses=shapes.ImportRowSerializer(many=True))
    @action(detail=True, methods=["get"], filter_backends=(), page_ordering=("number",))
    def rows(self, request: Request, pk: str) -> Response:
        """The rows with their verdicts: what each says in the file, and why it cannot be taken."""
        run, verdict = self.get_object(), request.query_params.get("verdict", "")
        if verdict and verdict not in Verdict.values:
            raise Invalid({"verdict": ["Give one of the verdicts named in the description."]})
        found: QuerySet[ImportRow] = selectors.rows_of(run, verdict).select_related("run")
        page = self.paginate_queryset(found)
        shown = shapes.ImportRowSerializer(page, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(shown.data)

    @extend_schema(parameters=[NUMBER], responses=shapes.ImportRowSerializer)
    @action(detail=True, methods=["get"], url_path="rows/(?P<number>[0-9]{1,9})")
    def row(self, request: Request, pk: str, number: str) -> Response:
        """One row."""
        run, found = self._row(number)
        return self._row_now(run, found)

    @extend_schema(
        parameters=[NUMBER], request={"application/json": shapes.FixRequest}, responses=shapes.ImportRowSerializer
    )
    @row.mapping.post
    @needs_version
    def fix_row(self, request: Request, pk: str, number: str) -> Response:
        """Type over what a row says, say whom it means, or leave it out. If-Match names the version of the import."""
        run, found = self._row(number)
        given = self.checked(shapes.FixRequest)
        seen = Person.objects.visible_to(request.user).filter(pk__in=found.candidates)
        person = seen.filter(pk=given.pop("person")).first()
        services.fix_row(found, **given, person=person, version=self.named_version(), by=request.user)
        run.refresh_from_db()
        return self._row_now(run, found)

    @extend_schema(request={"application/json": shapes.LeaveOutRequest}, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"], url_path="leave-out")
    @needs_version
    def leave_out(self, request: Request, pk: str) -> Response:
        """Leave out every row that is wrong, or every one that has to be decided."""
        run = self.get_object()
        given = self.checked(shapes.LeaveOutRequest)
        services.leave_out(run, **given, version=self.named_version(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def apply(self, request: Request, pk: str) -> Response:
        """Have all of it put on record, or nothing. It cannot be taken back in one go."""
        return self.answer(services.confirm(self.get_object(), version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def abandon(self, request: Request, pk: str) -> Response:
        """Give the import up: its rows are deleted at once."""
        return self.answer(services.abandon(self.get_object(), version=self.named_version(), by=request.user))

    def _row(self, number: str) -> tuple[Import, ImportRow]:
        run: Import = self.get_object()
        return run, get_object_or_404(run.rows.select_related("run"), number=number)

    def _row_now(self, run: Import, row: ImportRow) -> Response:
        row.refresh_from_db()
        response = self.answer(row, serializer_class=shapes.ImportRowSerializer)
        response["ETag"] = f'"v{run.version}"'
        return response
