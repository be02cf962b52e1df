"""What the API says of sessions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.activities.choices import Mark, SessionKind, Verdict
from safeguarding.activities.models import TEXT_MAX, Session
from safeguarding.activities.services.marking import CONTRADICTS, KEPT, MOST_AT_ONCE, REFUSED
from safeguarding.core.api.fields import LARGEST_ID, Words


class SessionSerializer(serializers.ModelSerializer[Session]):
    """One session of a scheme."""

    scheme = serializers.IntegerField(source="scheme_id", read_only=True)

    class Meta:
        model = Session
        fields = ("id", "scheme", "kind", "status", "title", "place", "starts_at", "ends_at", "is_compliant", "version")
        read_only_fields = fields


class SessionDetailsRequest(serializers.Serializer[Any]):
    """What is planned."""

    kind = serializers.ChoiceField(choices=SessionKind.choices)
    title = Words(max_length=120)
    place = Words(max_length=120, allow_blank=True, default="")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class NewSessionRequest(SessionDetailsRequest):
    """A session to be planned."""

    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class MarkRequest(serializers.Serializer[Any]):
    """A mark of one young person. `id` is made by the sender: sent again, it marks once."""

    id = serializers.UUIDField()
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    mark = serializers.ChoiceField(choices=Mark.choices)
    at = serializers.DateTimeField()
    after = serializers.UUIDField(allow_null=True, default=None, help_text="The mark known when this one was made.")


class MarksRequest(serializers.Serializer[Any]):
    """Marks in the order they were made."""

    marks = serializers.ListField(child=MarkRequest(), min_length=1, max_length=MOST_AT_ONCE)


class KeptMarkSerializer(serializers.Serializer[Any]):
    """What became of a mark."""

    id = serializers.UUIDField(source="client_id", read_only=True)
    outcome = serializers.ChoiceField(choices=[KEPT, CONTRADICTS, REFUSED], read_only=True)
    why = serializers.CharField(read_only=True)


class MarksSerializer(serializers.Serializer[Any]):
    """What became of each mark."""

    results = KeptMarkSerializer(many=True, read_only=True)


class BandNeedSerializer(serializers.Serializer[Any]):
    """One age band of the group."""

    ages = serializers.CharField(source="label", read_only=True)
    children = serializers.IntegerField(read_only=True)
    children_per_adult = serializers.IntegerField(read_only=True)
    adults = serializers.IntegerField(read_only=True)


class RatioSerializer(serializers.Serializer[Any]):
    """The adults a session needs beside those it has who count."""

    adults_needed = serializers.IntegerField(source="need.required", read_only=True)
    counted = serializers.IntegerField(read_only=True)
    is_met = serializers.BooleanField(read_only=True)
    children = serializers.IntegerField(source="need.children", read_only=True)
    ages_not_known = serializers.IntegerField(source="need.not_known", read_only=True)
    bands = BandNeedSerializer(source="need.bands", many=True, read_only=True)


class TripDecisionRequest(serializers.Serializer[Any]):
    """What somebody who does not run the scheme decides about an off-site activity."""

    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = Words(max_length=TEXT_MAX)
