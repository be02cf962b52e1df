"""The shape of a chart's figures."""

from __future__ import annotations

from rest_framework import serializers


class SeriesSerializer(serializers.Serializer):
    name = serializers.CharField()
    values = serializers.ListField(child=serializers.FloatField(allow_null=True))
    links = serializers.ListField(child=serializers.CharField(), help_text="The list behind each value.")


class TargetSerializer(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.FloatField()


class ChartSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=["bar", "stack", "line", "across"])
    categories = serializers.ListField(child=serializers.CharField())
    series = SeriesSerializer(many=True)
    unit = serializers.CharField(required=False)
    target = TargetSerializer(required=False)


class HeadlineSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name, not the words of this one
    value = serializers.IntegerField()
    before = serializers.IntegerField(help_text="The same number 28 days ago.")
