"""What the API says of the rules and of the numbers they go by, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.communications.choices import Severity
from safeguarding.communications.models import TEXT_MAX, Threshold
from safeguarding.communications.selectors.numbers import NUMBERS
from safeguarding.core.api.fields import Words

NUMBER_NAMES = [(number.name, number.label) for number in NUMBERS]


class ThresholdSerializer(serializers.ModelSerializer[Threshold]):
    """A number that the rules go by, from a day on."""

    class Meta:
        model = Threshold
        fields = ("id", "name", "value", "since", "set_by", "set_at", "reason")
        read_only_fields = fields


class NewThresholdRequest(serializers.Serializer[Any]):
    """A number, from which day on, and why."""

    name = serializers.ChoiceField(choices=NUMBER_NAMES)
    value = Words(max_length=20)
    since = serializers.DateField()
    reason = Words(max_length=TEXT_MAX)


class FailedWhereSerializer(serializers.Serializer[Any]):
    """In which scheme, outside all, or in one that the caller does not see, and how often."""

    scheme = serializers.IntegerField(allow_null=True, read_only=True)
    count = serializers.IntegerField(read_only=True)
    is_hidden = serializers.BooleanField(read_only=True)


class FailedMonthSerializer(serializers.Serializer[Any]):
    """How often in a month, named by its first day."""

    month = serializers.DateField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class FailedTeamSerializer(serializers.Serializer[Any]):
    """In which team, and how often; empty where the caller does not see the team."""

    team = serializers.CharField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class CommunicationRuleSerializer(serializers.Serializer[Any]):
    """One of the twenty-two rules in plain words."""

    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    says = serializers.CharField(read_only=True)
    severity = serializers.ChoiceField(choices=Severity.choices, read_only=True)
    needs = serializers.ListField(child=serializers.CharField(), read_only=True)
    follows = serializers.CharField(read_only=True)
    comes_from = serializers.CharField(source="source", read_only=True)
    holds_for = serializers.CharField(read_only=True)
    is_absolute = serializers.BooleanField(read_only=True)
    failed = serializers.IntegerField(read_only=True)
    failed_in_messages = serializers.IntegerField(
        read_only=True, help_text="Of these, in messages of cases that the caller reads."
    )
    where = FailedWhereSerializer(many=True, read_only=True)


class RuleOverTimeSerializer(CommunicationRuleSerializer):
    """One rule with how often it failed over time."""

    months = FailedMonthSerializer(many=True, read_only=True)
    before = serializers.IntegerField(read_only=True, help_text="How often before these months.")
    teams = FailedTeamSerializer(many=True, read_only=True)
