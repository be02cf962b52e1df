"""What the API says of risk, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.risk.choices import AssessmentKind, Band, EntryStatus, Impact, Likelihood
from safeguarding.risk.models import (
    TEXT_MAX,
    EntryReview,
    Hazard,
    RiskAction,
    RiskAssessment,
    RiskRegisterEntry,
    Venue,
)


class RatingSerializer(serializers.Serializer[Any]):
    """How large a risk is."""

    likelihood = serializers.IntegerField(read_only=True)
    impact = serializers.IntegerField(read_only=True)
    score = serializers.IntegerField(read_only=True)
    band = serializers.ChoiceField(choices=Band.choices, read_only=True)


class VenueSerializer(serializers.ModelSerializer[Venue]):
    """A place where schemes meet."""

    class Meta:
        model = Venue
        fields = ("id", "name", "place")
        read_only_fields = fields


class HazardSerializer(serializers.ModelSerializer[Hazard]):
    """One thing that could go wrong, before and after what is done about it."""

    before = RatingSerializer(read_only=True)
    after = RatingSerializer(read_only=True)

    class Meta:
        model = Hazard
        fields = ("id", "hazard", "who", "before", "controls", "done_by", "done_by_on", "after")
        read_only_fields = fields


class AssessmentLineSerializer(serializers.ModelSerializer[RiskAssessment]):
    """Enough of a risk assessment for a list."""

    is_out_of_date = serializers.BooleanField(read_only=True)

    class Meta:
        model = RiskAssessment
        fields: tuple[str, ...] = (
            "id", "reference", "kind", "scheme", "venue", "title", "number", "status", "approved_on", "review_on",
            "is_out_of_date",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class AssessmentSerializer(AssessmentLineSerializer):
    """A risk assessment with its hazards."""

    hazards = HazardSerializer(many=True, read_only=True)

    class Meta(AssessmentLineSerializer.Meta):
        fields = (
            *AssessmentLineSerializer.Meta.fields, "scope", "replaces", "written_by", "written_at", "submitted_at",
            "refused_because", "approved_by", "residual_reason", "signed_by", "paper_evidence", "late_because",
            "written_down_on", "superseded_on", "withdrawn_on", "withdrawn_because", "ended_on",
            "hazards", "version",
        )  # fmt: skip
        read_only_fields = fields


class RiskReviewSerializer(serializers.ModelSerializer[EntryReview]):
    """Somebody looked at a risk again."""

    rating = RatingSerializer(read_only=True)

    class Meta:
        model = EntryReview
        fields = ("before", "outcome", "rating", "reason", "review_on", "recorded_at")
        read_only_fields = fields


class ActionSerializer(serializers.ModelSerializer[RiskAction]):
    """Something to be done about a risk."""

    is_overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = RiskAction
        fields = (
            "id", "what", "owner", "due_on", "done_on", "evidence", "dropped_on", "dropped_because", "is_overdue",
            "version",
        )  # fmt: skip
        read_only_fields = fields


class EntryLineSerializer(serializers.ModelSerializer[RiskRegisterEntry]):
    """Enough of a risk for a list."""

    rating = RatingSerializer(read_only=True)
    review_is_overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = RiskRegisterEntry
        fields: tuple[str, ...] = (
            "id", "reference", "title", "source", "scheme", "owner", "status", "rating", "review_on",
            "review_is_overdue",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class RiskEntrySerializer(EntryLineSerializer):
    """A risk with all that was done about it."""

    actions = ActionSerializer(many=True, read_only=True)
    reviews = RiskReviewSerializer(many=True, read_only=True)

    class Meta(EntryLineSerializer.Meta):
        fields = (
            *EntryLineSerializer.Meta.fields, "description", "raised_by", "raised_at", "closed_because", "actions",
            "reviews", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewAssessmentRequest(serializers.Serializer[Any]):
    """What a new risk assessment is about; for a venue one of the list, or the name of a new one."""

    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    kind = serializers.ChoiceField(choices=AssessmentKind.choices)
    title = Words(max_length=120)
    scope = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    venue = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    venue_name = Words(max_length=120, allow_blank=True, default="")
    venue_place = Words(max_length=120, allow_blank=True, default="")


class DetailsRequest(serializers.Serializer[Any]):
    """What a draft is about."""

    title = Words(max_length=120)
    scope = Words(max_length=TEXT_MAX, allow_blank=True)


class HazardRequest(serializers.Serializer[Any]):
    """One thing that could go wrong."""

    hazard = Words(max_length=200)
    who = Words(max_length=TEXT_MAX)
    likelihood = serializers.ChoiceField(choices=Likelihood.choices)
    impact = serializers.ChoiceField(choices=Impact.choices)
    controls = Words(max_length=TEXT_MAX)
    done_by = Words(max_length=120, allow_blank=True, default="")
    done_by_on = serializers.DateField(allow_null=True, default=None)
    likelihood_after = serializers.ChoiceField(choices=Likelihood.choices)
    impact_after = serializers.ChoiceField(choices=Impact.choices)


class ApproveRequest(serializers.Serializer[Any]):
    """Until when it is approved, and why what is left over is accepted."""

    review_on = serializers.DateField()
    residual_reason = Words(max_length=TEXT_MAX, allow_blank=True, default="")


class PaperApprovalRequest(ApproveRequest):
    """An approval on paper from before it stood here: when, by whom, what was seen, and why only now."""

    approved_on = serializers.DateField()
    signed_by = Words(max_length=120)
    evidence = Words(max_length=300)
    late_reason = Words(max_length=TEXT_MAX)


class CopyRequest(serializers.Serializer[Any]):
    """For which other activity it is the pattern."""

    title = Words(max_length=120)


class NewEntryRequest(serializers.Serializer[Any]):
    """A risk to be raised. It names no young person."""

    title = Words(max_length=120)
    description = Words(max_length=TEXT_MAX)
    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    likelihood = serializers.ChoiceField(choices=Likelihood.choices)
    impact = serializers.ChoiceField(choices=Impact.choices)


class EntryRequest(serializers.Serializer[Any]):
    """What the register says of a risk, and who owns it. What is not sent stays."""

    title = Words(max_length=120)
    description = Words(max_length=TEXT_MAX)
    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True)
    owner = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True)


class LookRequest(serializers.Serializer[Any]):
    """What somebody found who looked at a risk again."""

    outcome = serializers.ChoiceField(choices=EntryStatus.choices)
    reason = Words(max_length=TEXT_MAX)
    likelihood = serializers.ChoiceField(choices=Likelihood.choices)
    impact = serializers.ChoiceField(choices=Impact.choices)
    review_on = serializers.DateField(allow_null=True, default=None)


class ActionRequest(serializers.Serializer[Any]):
    """Something to be done about a risk."""

    what = Words(max_length=300)
    owner = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    due_on = serializers.DateField()


class FinishRequest(serializers.Serializer[Any]):
    """How it is known that something was done."""

    evidence = Words(max_length=TEXT_MAX)
