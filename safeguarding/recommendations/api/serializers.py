"""What the API says of recommendations, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.guidance.selectors.coverage import AUDIENCES, key_of
from safeguarding.recommendations.choices import AddresseeKind, Basis, Channel, Position, Reason, Scope, Standing
from safeguarding.recommendations.models import TEXT_MAX, Recommendation, RecommendationAction
from safeguarding.recommendations.selectors.board import Card
from safeguarding.recommendations.states import BY_ITSELF, MOVES

AUDIENCE_KEYS = [key_of(one) for one in AUDIENCES]


class RecommendationClockSerializer(serializers.Serializer[Any]):
    """A running clock, with its rule."""

    rule = serializers.CharField(source="rule.key", read_only=True)
    due_at = serializers.DateTimeField(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)
    rule_source = serializers.CharField(source="rule.source", read_only=True)


class RecommendationActionSerializer(serializers.ModelSerializer[RecommendationAction]):
    """Something to be done about a recommendation."""

    is_overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = RecommendationAction
        fields = (
            "id", "what", "owner", "due_on", "done_on", "evidence", "dropped_on", "dropped_because", "is_overdue",
            "version",
        )  # fmt: skip
        read_only_fields = fields


class RecommendationAudienceSerializer(serializers.Serializer[Any]):
    """An audience, how it is told, and how many of it were reached, counted from other records."""

    id = serializers.IntegerField(read_only=True)
    audience = serializers.ChoiceField(choices=AUDIENCE_KEYS, read_only=True)
    channel = serializers.ChoiceField(choices=Channel.choices, read_only=True)
    message = serializers.CharField(read_only=True)
    policy = serializers.IntegerField(read_only=True, allow_null=True)
    training = serializers.IntegerField(read_only=True, allow_null=True)
    unmeasured_because = serializers.CharField(read_only=True)
    target = serializers.IntegerField(read_only=True)
    due_on = serializers.DateField(read_only=True)
    told_on = serializers.DateField(read_only=True, allow_null=True)
    count = serializers.IntegerField(read_only=True)
    reached = serializers.IntegerField(read_only=True)
    talked = serializers.IntegerField(read_only=True)
    share = serializers.IntegerField(read_only=True, allow_null=True)
    version = serializers.IntegerField(read_only=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        line, reach = instance
        names = ("id", "channel", "message", "unmeasured_because", "target", "due_on", "told_on", "version")
        return {
            **{name: getattr(line, name) for name in names}, "audience": key_of(line.audience),
            "policy": line.policy_id, "training": line.training_id, "count": reach.count, "reached": reach.reached,
            "talked": reach.talked, "share": reach.share,
        }  # fmt: skip


class RecommendationLineSerializer(serializers.ModelSerializer[Recommendation]):
    """Enough of a recommendation for a list. The case it came from is named to who sees that case alone."""

    case = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    clocks = serializers.SerializerMethodField()
    least_reached = serializers.SerializerMethodField()

    class Meta:
        model = Recommendation
        fields: tuple[str, ...] = (
            "id", "reference", "case", "basis", "scope", "recommended_by", "their_reference", "addressee",
            "addressee_kind", "title", "made_on", "owner", "status", "standing", "position", "reasons", "answered_on",
            "clocks", "least_reached",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields

    def card(self, one: Recommendation) -> Card:
        card: Card = self.context["cards"][one.pk]
        return card

    def get_case(self, one: Recommendation) -> str | None:
        case = self.card(one).case
        return case.reference if case else None

    @extend_schema_field(serializers.ChoiceField(choices=Standing.choices))
    def get_standing(self, one: Recommendation) -> str:
        return self.card(one).standing.value

    @extend_schema_field(RecommendationClockSerializer(many=True))
    def get_clocks(self, one: Recommendation) -> Any:
        return RecommendationClockSerializer(self.card(one).clocks, many=True).data

    def get_least_reached(self, one: Recommendation) -> int | None:
        """The share of the audience that was reached least, of a hundred."""
        reach = self.card(one).reach
        return reach.share if reach else None


class RecommendationSerializer(RecommendationLineSerializer):
    """A recommendation with its answer, what is done about it, and whom it reached."""

    actions = serializers.SerializerMethodField()
    audiences = serializers.SerializerMethodField()

    class Meta(RecommendationLineSerializer.Meta):
        fields = (
            *RecommendationLineSerializer.Meta.fields, "text", "background", "made_public_on", "recorded_at",
            "is_on_board", "response_text", "reason_text", "drafted_at", "approved_at", "approved_as", "late_because",
            "answer_public_on", "answer_address", "not_public_because", "evidence", "evidenced_at", "verified_how",
            "verified_at", "closed_at", "closed_because", "actions", "audiences", "version",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(RecommendationActionSerializer(many=True))
    def get_actions(self, one: Recommendation) -> Any:
        return RecommendationActionSerializer(self.card(one).actions, many=True).data

    @extend_schema_field(RecommendationAudienceSerializer(many=True))
    def get_audiences(self, one: Recommendation) -> Any:
        return RecommendationAudienceSerializer(self.card(one).lines, many=True).data


class RecommendationChanges(serializers.Serializer[Any]):
    """What is written of it. What is not sent stays."""

    title = Words(max_length=120)
    text = Words(max_length=TEXT_MAX)
    background = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    their_reference = Words(max_length=60, allow_blank=True, default="")
    made_public_on = serializers.DateField(allow_null=True, default=None)


class NewRecommendationRequest(RecommendationChanges):
    """A recommendation to be put on record, of the force or from a case. It names nobody."""

    basis = serializers.ChoiceField(choices=Basis.choices)
    scope = serializers.ChoiceField(choices=Scope.choices)
    recommended_by = Words(max_length=120)
    addressee = Words(max_length=120)
    addressee_kind = serializers.ChoiceField(choices=AddresseeKind.choices)
    made_on = serializers.DateField()
    answer_by = serializers.DateField(allow_null=True, default=None)
    from_case = Words(max_length=20, allow_blank=True, default="", help_text="The reference of the case.")


class AssignRequest(serializers.Serializer[Any]):
    """Who sees to it."""

    owner = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class RecommendationStepRequest(serializers.Serializer[Any]):
    """A step of the table of states, with what that step asks; what another step asks is not read."""

    verb = serializers.ChoiceField(choices=[verb for verb in MOVES if verb not in BY_ITSELF])
    position = serializers.ChoiceField(choices=Position.choices, required=False)
    response_text = Words(max_length=TEXT_MAX, required=False)
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=Reason.choices), required=False)
    reason_text = Words(max_length=TEXT_MAX, required=False, allow_blank=True)
    answered_on = serializers.DateField(required=False)
    address = serializers.URLField(max_length=300, required=False, allow_blank=True)
    approved_as = Words(max_length=120, required=False)
    reason = Words(max_length=TEXT_MAX, required=False)
    sent_on = serializers.DateField(required=False)
    late_because = Words(max_length=TEXT_MAX, required=False, allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True)
    not_public_because = Words(max_length=TEXT_MAX, required=False, allow_blank=True)
    evidence = Words(max_length=TEXT_MAX, required=False)
    verified_how = Words(max_length=TEXT_MAX, required=False)
    still_refused = serializers.BooleanField(required=False)
    asked_on = serializers.DateField(required=False)
    wanted_until = serializers.DateField(required=False)
    granted_until = serializers.DateField(required=False, allow_null=True)
    begun_on = serializers.DateField(required=False)
    ended_on = serializers.DateField(required=False)


class RecommendationActionRequest(serializers.Serializer[Any]):
    """Something to be done about a recommendation."""

    what = Words(max_length=300)
    owner = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    due_on = serializers.DateField()


class GiveRequest(AssignRequest):
    """Who does it from now on, and why somebody else does."""

    reason = Words(max_length=TEXT_MAX)


class DoneRequest(serializers.Serializer[Any]):
    """How it is known that it is done."""

    evidence = Words(max_length=TEXT_MAX)


class RecommendationAudienceRequest(serializers.Serializer[Any]):
    """An audience that has to be reached, and the one thing that shows whether it was."""

    audience = serializers.ChoiceField(choices=AUDIENCE_KEYS)
    channel = serializers.ChoiceField(choices=Channel.choices)
    message = Words(max_length=300)
    policy = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    training = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    unmeasured_because = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    target = serializers.IntegerField(min_value=1, max_value=100, default=100)
    due_on = serializers.DateField()


class ChangedRecommendationAudience(RecommendationAudienceRequest):
    """How an audience is reached from now on, and why it is changed. The audience itself stays."""

    audience = None  # type: ignore[assignment]  # the audience stays
    reason = Words(max_length=TEXT_MAX)


class ToldRequest(serializers.Serializer[Any]):
    """When an audience was told, and what shows it."""

    told_on = serializers.DateField()
    proof = Words(max_length=300)
