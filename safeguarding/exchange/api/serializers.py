"""What the API says of imports: how far they are and what became of their rows, and nothing that a row says."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.exchange.models import Import


@extend_schema_serializer(examples=[
    OpenApiExample("Checked", value={
        "id": 8, "kind": "training", "source": "Learning system", "status": "checked", "unit": 2,
        "uploaded_at": "2026-11-02T09:14:00Z", "rows_in_all": 240, "done": 240, "problem": "",
        "counts": {"new": 231, "wrong": 9}, "finished_at": None, "version": 4,
    })
])  # fmt: skip
class ImportSerializer(serializers.ModelSerializer[Import]):
    """One file on its way onto the record. Its rows name people and are not given."""

    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True, help_text="Rows by verdict.")

    class Meta:
        model = Import
        fields = (
            "id", "kind", "source", "status", "unit", "uploaded_at", "rows_in_all", "done", "problem", "counts",
            "finished_at", "version",
        )  # fmt: skip
        read_only_fields = fields
