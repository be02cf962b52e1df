"""The shape of a concern as those who decide about it read it, of the proposal, and of patterns."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.cases.choices import HarmTest, ReferralKind, Route, TestAnswer, Threshold
from safeguarding.cases.models import (
    Case,
    Concern,
    ConcernNote,
    ConcernParty,
    LowLevelConcern,
    PatternReview,
    ThresholdDecision,
)


class ConcernRowSerializer(serializers.ModelSerializer[Concern]):
    """A concern in a list: how it stands. It names nobody and holds no word of what was told."""

    due_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="When its next clock runs out.")
    route = serializers.SerializerMethodField(help_text="What was decided; empty while nothing is.")

    class Meta:
        model = Concern
        fields: tuple[str, ...] = (
            "reference", "unit", "status", "is_urgent", "in_danger", "received_at", "looked_at", "decided_at", "due_at",
            "route", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_route(self, concern: Concern) -> str:
        made = next(iter(concern.threshold_decisions.all()), None)
        return made.route if made else ""


class ConcernPartySerializer(serializers.ModelSerializer[ConcernParty]):
    """Somebody in a concern."""

    name = serializers.CharField(read_only=True)

    class Meta:
        model = ConcernParty
        fields = ("id", "role", "person", "name", "kind", "person_type", "age_band", "description")
        read_only_fields = fields


class ConcernNoteSerializer(serializers.ModelSerializer[ConcernNote]):
    """A question to the reporter, its answer, or something the reporter added."""

    class Meta:
        model = ConcernNote
        fields = ("id", "kind", "text", "answers", "written_at")
        read_only_fields = fields


class ToldSerializer(serializers.ModelSerializer[Concern]):
    """What was told: facts, opinion and the child's own words apart."""

    parties = ConcernPartySerializer(many=True, read_only=True)
    indicators = serializers.SerializerMethodField()
    notes = ConcernNoteSerializer(many=True, read_only=True)
    split_from = serializers.CharField(source="split_from.reference", read_only=True, default="")

    class Meta:
        model = Concern
        fields = (
            "what_happened", "opinion", "child_words", "danger_detail", "when_kind", "happened_on", "happened_time",
            "happened_until", "when_text", "place", "learned_how", "learned_detail", "is_online", "platforms",
            "handles", "still_visible", "actions_taken", "who_knows", "scheme", "split_from", "parties",
            "indicators", "notes",
        )  # fmt: skip
        read_only_fields = fields

    def get_indicators(self, concern: Concern) -> list[str]:
        return [row.indicator for row in concern.indicators.all()]


class ReasonSerializer(serializers.Serializer[Any]):
    """One sentence and its source."""

    sentence = serializers.CharField()
    authority = serializers.CharField(source="source", help_text="Where it comes from.")


class FindingSerializer(serializers.Serializer[Any]):
    """One of the four harm tests."""

    test = serializers.ChoiceField(choices=HarmTest.choices)
    answer = serializers.ChoiceField(choices=TestAnswer.choices)
    reasons = ReasonSerializer(many=True)


class ClockAheadSerializer(serializers.Serializer[Any]):
    """Something that a decision would set going now."""

    title = serializers.CharField(source="step.title")
    rule = serializers.CharField(source="step.rule_key", help_text="Empty where no clock runs.")
    referral = serializers.ChoiceField(choices=ReferralKind.choices, source="step.referral", allow_blank=True)
    routes = serializers.ListField(child=serializers.ChoiceField(choices=Route.choices))
    due_at = serializers.DateTimeField(allow_null=True)
    counted = serializers.CharField()
    authority = serializers.CharField(source="source", help_text="Where it comes from.")


class ProposalSerializer(serializers.Serializer[Any]):
    """What is proposed, and why."""

    threshold = serializers.ChoiceField(choices=Threshold.choices)
    route = serializers.ChoiceField(choices=Route.choices)
    why = ReasonSerializer()
    tests = FindingSerializer(many=True)
    is_abuse_of_position = serializers.BooleanField()
    abuse_why = ReasonSerializer(many=True)
    preserve_evidence = serializers.BooleanField()
    evidence_why = ReasonSerializer(many=True)
    acts = serializers.ListField(child=serializers.CharField(), help_text="What to do at once.")


class ProposedSerializer(serializers.Serializer[Any]):
    """The proposal, and what each route would set going if it were decided now."""

    proposal = ProposalSerializer()
    clocks = ClockAheadSerializer(many=True)


class EarlierCaseSerializer(serializers.ModelSerializer[Case]):
    """A case about the same people."""

    class Meta:
        model = Case
        fields = ("reference", "title", "stage")
        read_only_fields = fields


class EarlierConcernSerializer(serializers.ModelSerializer[Concern]):
    """A concern about the same people."""

    class Meta:
        model = Concern
        fields = ("reference", "status", "received_at")
        read_only_fields = fields


class EarlierSerializer(serializers.Serializer[Any]):
    """What is on record about the same people, of what the caller may see."""

    concerns = EarlierConcernSerializer(many=True)
    cases = EarlierCaseSerializer(many=True)


class ThresholdDecisionSerializer(serializers.ModelSerializer[ThresholdDecision]):
    """A decision about a concern, with the proposal it was made beside."""

    concern = serializers.CharField(source="concern.reference", read_only=True)
    case = serializers.SerializerMethodField(help_text="The case, if the caller may see it.")
    decided_by = serializers.CharField(source="decided_by.get_full_name", read_only=True)
    is_against_proposal = serializers.BooleanField(read_only=True)

    class Meta:
        model = ThresholdDecision
        fields = (
            "concern", "route", "rationale", "disagreement", "threshold", "proposed_route", "is_against_proposal",
            "is_abuse_of_position", "case", "decided_by", "decided_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_case(self, made: ThresholdDecision) -> str | None:
        user = self.context["request"].user
        sees = made.case_id and Case.objects.visible_to(user).filter(pk=made.case_id).exists()
        return made.case.reference if sees and made.case else None


class ConcernSerializer(ConcernRowSerializer):
    """One concern. `told` and `decision` are null for a caller who sees only numbers and headers."""

    told = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()

    class Meta(ConcernRowSerializer.Meta):
        fields = (*ConcernRowSerializer.Meta.fields, "told", "decision")
        read_only_fields = fields

    @extend_schema_field(ToldSerializer(allow_null=True))
    def get_told(self, concern: Concern) -> Any:
        return ToldSerializer(concern, context=self.context).data if self.context.get("reads") else None

    @extend_schema_field(ThresholdDecisionSerializer(allow_null=True))
    def get_decision(self, concern: Concern) -> Any:
        made = next(iter(concern.threshold_decisions.all()), None)
        return (
            ThresholdDecisionSerializer(made, context=self.context).data if made and self.context.get("reads") else None
        )


class ReporterSerializer(serializers.Serializer[Any]):
    """Who reported a concern. Each look is recorded."""

    name = serializers.CharField(source="get_full_name")
    email = serializers.EmailField()
    unit = serializers.CharField(source="home_unit.name", default="")


class LowLevelSerializer(serializers.ModelSerializer[LowLevelConcern]):
    """A low-level concern of a pattern."""

    concern = serializers.CharField(source="concern.reference", read_only=True)
    what_happened = serializers.CharField(source="concern.what_happened", read_only=True)

    class Meta:
        model = LowLevelConcern
        fields = ("concern", "recorded_at", "what_happened")
        read_only_fields = fields


class PatternRowSerializer(serializers.ModelSerializer[PatternReview]):
    """A pattern of low-level concerns in a list."""

    due_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = PatternReview
        fields: tuple[str, ...] = (
            "id",
            "unit",
            "opened_at",
            "count",
            "months",
            "route",
            "decided_at",
            "due_at",
            "version",
        )
        read_only_fields = fields


class PatternSerializer(PatternRowSerializer):
    """One pattern with the concerns that make it, of those the caller may see."""

    concerns = serializers.SerializerMethodField()

    class Meta(PatternRowSerializer.Meta):
        fields = (*PatternRowSerializer.Meta.fields, "person", "rationale", "concerns")
        read_only_fields = fields

    @extend_schema_field(LowLevelSerializer(many=True))
    def get_concerns(self, review: PatternReview) -> Any:
        return LowLevelSerializer(self.context.get("kept", []), many=True).data
