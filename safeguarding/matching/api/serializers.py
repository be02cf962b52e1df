"""What the API says of likely duplicates and of merges, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.matching import selectors
from safeguarding.matching.models import TEXT_MAX, LikelyPair, MergeProposal
from safeguarding.people.api.serializers import FoundPersonSerializer
from safeguarding.people.choices import PersonKind


class LikelyRequest(serializers.Serializer[Any]):
    """What is known of somebody who may be on record already. Sent in the body: a name stands in no address."""

    kind = serializers.ChoiceField(choices=PersonKind.choices)
    given_name = Words(max_length=100, allow_blank=True, default="")
    family_name = Words(max_length=100, allow_blank=True, default="")
    known_as = Words(max_length=100, allow_blank=True, default="")
    date_of_birth = serializers.DateField(allow_null=True, default=None)


class LikelySerializer(serializers.Serializer[Any]):
    """Somebody on record who may be the one, and why."""

    person = FoundPersonSerializer()
    reason = serializers.CharField()


class LikelyAnswer(serializers.Serializer[Any]):
    """Those who may be the one, the likeliest first."""

    likely = LikelySerializer(many=True)


class LikelyPairSerializer(serializers.ModelSerializer[LikelyPair]):
    """Two people on record who may be one, and why."""

    first = FoundPersonSerializer(read_only=True)
    second = FoundPersonSerializer(read_only=True)
    reason = serializers.SerializerMethodField(help_text="Why they may be one person.")

    class Meta:
        model = LikelyPair
        fields = ("id", "first", "second", "reason", "status", "found_at")
        read_only_fields = fields

    def get_reason(self, pair: LikelyPair) -> str:
        return selectors.likeness_of(pair.first, pair.second).words


class MergeSerializer(serializers.ModelSerializer[MergeProposal]):
    """Two records held to be one person's."""

    kept = FoundPersonSerializer(read_only=True)
    merged = FoundPersonSerializer(read_only=True)

    class Meta:
        model = MergeProposal
        fields = (
            "id", "kept", "merged", "status", "why", "proposed_at", "decided_at", "decision_reason", "undone_at",
            "undo_reason", "version",
        )  # fmt: skip
        read_only_fields = fields


class MergeLineSerializer(serializers.ModelSerializer[MergeProposal]):
    """A merge in a list. What was said of the two stands in the merge itself, which is read with a purpose."""

    kept = FoundPersonSerializer(read_only=True)
    merged = FoundPersonSerializer(read_only=True)

    class Meta:
        model = MergeProposal
        fields = ("id", "kept", "merged", "status", "proposed_at", "decided_at", "undone_at", "version")
        read_only_fields = fields


class NewMergeRequest(serializers.Serializer[Any]):
    """Which record is kept, which is merged into it, and how it is known that both are one person."""

    kept = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    merged = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    why = Words(max_length=TEXT_MAX)
