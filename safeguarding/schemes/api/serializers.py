"""What the API says of schemes."""

from __future__ import annotations

from rest_framework import serializers

from safeguarding.schemes.models import Scheme, SchemeCondition


class SchemeNameSerializer(serializers.ModelSerializer[Scheme]):
    """Enough to choose a scheme."""

    class Meta:
        model = Scheme
        fields: tuple[str, ...] = ("id", "name", "kind", "status", "place")


class SchemeConditionSerializer(serializers.ModelSerializer[SchemeCondition]):
    """One condition the scheme runs on."""

    class Meta:
        model = SchemeCondition
        fields = ("id", "kind", "text", "set_by", "set_on", "review_on", "checked_on")


class SchemeSerializer(SchemeNameSerializer):
    """One scheme with its decision and conditions."""

    unit = serializers.IntegerField(source="unit_id", read_only=True)
    review_is_overdue = serializers.BooleanField(read_only=True)
    conditions = SchemeConditionSerializer(many=True, read_only=True)

    class Meta(SchemeNameSerializer.Meta):
        fields = (
            *SchemeNameSerializer.Meta.fields, "unit", "starts_on", "ends_on", "decided_by", "decision_reason",
            "review_on", "review_is_overdue", "conditions", "version",
        )  # fmt: skip
        read_only_fields = fields
