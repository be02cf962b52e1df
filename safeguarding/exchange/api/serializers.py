"""What the API says of imports, and takes: how far each is, its rows as the file has them, and never a record."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.exchange.choices import COLUMNS, LONGEST_CELL, MOST_COLUMNS, Choice, ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.rules.rows import said


@extend_schema_serializer(examples=[
    OpenApiExample("Checked", value={
        "id": 8, "kind": "training", "source": "Learning system", "status": "checked", "unit": 2,
        "uploaded_at": "2026-11-02T09:14:00Z", "rows_in_all": 240, "done": 240, "problem": "",
        "counts": {"new": 231, "wrong": 9}, "finished_at": None, "sheets": [], "notes": [],
        "version": 4,
    })
])  # fmt: skip
class ImportSerializer(serializers.ModelSerializer[Import]):
    """One file on its way onto the record."""

    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True, help_text="Rows by verdict.")
    sheets = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="Of a workbook.")
    notes = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="On how it was read.")

    class Meta:
        model = Import
        fields = (
            "id", "kind", "source", "status", "unit", "uploaded_at", "rows_in_all", "done", "problem", "counts",
            "finished_at", "sheets", "notes", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[
    OpenApiExample("Training", value={
        "headings": ["Staff no", "Course", "Done"], "mapping": {"reference": 0, "course": 1, "achieved_on": 2},
        "may_hold": [{"name": "reference", "title": "Number", "is_needed": False}],
    })
])  # fmt: skip
class ColumnsSerializer(serializers.ModelSerializer[Import]):
    """The columns of the file, and what each is held to be."""

    headings = serializers.ListField(child=serializers.CharField(), read_only=True)
    mapping = serializers.DictField(child=serializers.IntegerField(), read_only=True, help_text="Name to position.")
    may_hold = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = ("headings", "mapping", "may_hold")
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_may_hold(self, run: Import) -> list[dict[str, Any]]:
        return [{"name": one.name, "title": one.title, "is_needed": one.is_needed} for one in COLUMNS[run.kind]]


@extend_schema_serializer(examples=[
    OpenApiExample("Wrong", value={
        "number": 7, "verdict": "wrong", "says": {"reference": "S12", "achieved_on": "31/02/2026"},
        "why": {"achieved_on": ["“31/02/2026” is no day. Write the day as 31/12/2026 or 2026-12-31"]},
        "candidates": [], "choice": "",
    })
])  # fmt: skip
class ImportRowSerializer(serializers.ModelSerializer[ImportRow]):
    """One row as the file has it or as it was typed over, what becomes of it, and why.

    Whom it may mean is given by number alone: their records are read where it is asked why.
    """

    says = serializers.SerializerMethodField()
    why = serializers.DictField(
        source="reasons", child=serializers.ListField(child=serializers.CharField()), read_only=True
    )
    candidates = serializers.ListField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = ImportRow
        fields = ("number", "verdict", "says", "why", "candidates", "choice")
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_says(self, row: ImportRow) -> dict[str, str]:
        run = row.run
        named = [column for column in COLUMNS[run.kind] if column.name in {**run.mapping, **row.fixed}]
        return {column.name: said(column, run.mapping, row.raw, row.fixed) for column in named}


class UploadRequest(serializers.Serializer[Any]):
    """A file to bring in, sent as a form."""

    kind = serializers.ChoiceField(choices=ImportKind.choices)
    file = serializers.FileField(max_length=200)
    source = Words(max_length=60)  # type: ignore[assignment]  # the class keeps no field by its name
    unit = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class SheetRequest(serializers.Serializer[Any]):
    """Which sheet holds the rows."""

    sheet = Words(max_length=100)


@extend_schema_serializer(examples=[
    OpenApiExample("Training", value={"mapping": {"reference": 0, "course": 1, "achieved_on": 2}}),
])  # fmt: skip
class MappingRequest(serializers.Serializer[Any]):
    """What each column holds, by its position from 0."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_COLUMNS))


@extend_schema_serializer(examples=[
    OpenApiExample("A day put right", value={"values": {"achieved_on": "28/02/2026"}}),
    OpenApiExample("Somebody on record", value={"choice": "person", "person": 41}),
])  # fmt: skip
class FixRequest(serializers.Serializer[Any]):
    """What a row is to say, or what becomes of it."""

    values = serializers.DictField(child=Words(allow_blank=True, max_length=LONGEST_CELL), default=dict)
    choice = serializers.ChoiceField(choices=Choice.choices, allow_blank=True, default="")
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)


class LeaveOutRequest(serializers.Serializer[Any]):
    """Which rows to leave out."""

    verdict = serializers.ChoiceField(choices=[Verdict.WRONG, Verdict.REVIEW])
