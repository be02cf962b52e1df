"""What the API says of schemes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.schemes.choices import ConditionKind, ConditionState, DecidedAs, SchemeKind, SchemeStatus
from safeguarding.schemes.models import TEXT_MAX, ConditionCheck, GovernanceDecision, Scheme, SchemeCondition


class SchemeNameSerializer(serializers.ModelSerializer[Scheme]):
    """Enough to choose a scheme."""

    class Meta:
        model = Scheme
        fields: tuple[str, ...] = ("id", "name", "kind", "status", "place")


class ConditionCheckSerializer(serializers.ModelSerializer[ConditionCheck]):
    """Somebody looked whether a condition is kept."""

    class Meta:
        model = ConditionCheck
        fields = ("id", "is_kept", "finding", "evidence", "checked_on", "recorded_at")
        read_only_fields = fields


class SchemeConditionSerializer(serializers.ModelSerializer[SchemeCondition]):
    """One condition the scheme runs on, and how it stands."""

    state = serializers.ChoiceField(choices=ConditionState.choices, read_only=True)
    checks = ConditionCheckSerializer(many=True, read_only=True)

    class Meta:
        model = SchemeCondition
        fields = (
            "id", "kind", "text", "word", "due_on", "set_by", "set_on", "review_on", "ended_on", "ended_because",
            "state", "checks", "version",
        )  # fmt: skip
        read_only_fields = fields


class GovernanceDecisionSerializer(serializers.ModelSerializer[GovernanceDecision]):
    """What was decided about a scheme."""

    class Meta:
        model = GovernanceDecision
        fields = (
            "number", "before", "outcome", "options", "reason", "decided_by", "decided_as", "decided_on", "review_on",
            "recorded_at",
        )  # fmt: skip
        read_only_fields = fields


class SchemeSerializer(SchemeNameSerializer):
    """One scheme with its decisions and conditions."""

    unit = serializers.IntegerField(source="unit_id", read_only=True)
    review_is_overdue = serializers.BooleanField(read_only=True)
    conditions = SchemeConditionSerializer(many=True, read_only=True)
    decisions = GovernanceDecisionSerializer(many=True, read_only=True)

    class Meta(SchemeNameSerializer.Meta):
        fields = (
            *SchemeNameSerializer.Meta.fields, "unit", "starts_on", "ends_on", "review_on", "review_is_overdue",
            "conditions", "decisions", "version",
        )  # fmt: skip
        read_only_fields = fields


class SchemeDetailsRequest(serializers.Serializer[Any]):
    """What the register says of a scheme."""

    name = Words(max_length=120)
    kind = serializers.ChoiceField(choices=SchemeKind.choices)
    unit = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    place = Words(max_length=120, allow_blank=True, default="")
    starts_on = serializers.DateField(allow_null=True, default=None)
    ends_on = serializers.DateField(allow_null=True, default=None)


class NewConditionRequest(serializers.Serializer[Any]):
    """A condition to be set."""

    kind = serializers.ChoiceField(choices=ConditionKind.choices)
    text = Words(max_length=300)
    set_by = Words(max_length=120)
    word = Words(max_length=40, allow_blank=True, default="")
    due_on = serializers.DateField(allow_null=True, default=None)
    set_on = serializers.DateField(allow_null=True, default=None)
    review_on = serializers.DateField(allow_null=True, default=None)


class NewDecisionRequest(serializers.Serializer[Any]):
    """A governance decision to record, with the conditions set by it."""

    outcome = serializers.ChoiceField(choices=SchemeStatus.choices)
    reason = Words(max_length=TEXT_MAX)
    decided_by = Words(max_length=120)
    decided_as = serializers.ChoiceField(
        choices=DecidedAs.choices, help_text="The rank or post: it says whether who decided answers for the scheme."
    )
    options = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    decided_on = serializers.DateField(allow_null=True, default=None)
    review_on = serializers.DateField(allow_null=True, default=None)
    conditions = serializers.ListField(child=NewConditionRequest(), required=False, max_length=20)


class FindingRequest(serializers.Serializer[Any]):
    """What somebody found who looked whether a condition is kept."""

    is_kept = serializers.BooleanField()
    finding = Words(max_length=TEXT_MAX)
    evidence = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    checked_on = serializers.DateField(allow_null=True, default=None)
    review_on = serializers.DateField(allow_null=True, default=None)


class EndRequest(serializers.Serializer[Any]):
    """Why a condition no longer holds."""

    reason = Words(max_length=TEXT_MAX)
