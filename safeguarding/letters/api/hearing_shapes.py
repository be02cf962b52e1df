"""What the API says of hearing bundles, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.audit.choices import Purpose
from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import IdField
from safeguarding.core.api.fields import Words
from safeguarding.evidence.api.serializers import OpeningRequest
from safeguarding.letters.choices import PartMove
from safeguarding.letters.models import HearingBundle, HearingOpening, HearingPart, HearingVersion
from safeguarding.letters.selectors.hearing import name_of
from safeguarding.letters.services.hearing import MOST_PARTS


class HearingPartSerializer(serializers.ModelSerializer[HearingPart]):
    """One document of a bundle, at its place."""

    name = serializers.SerializerMethodField()

    class Meta:
        model = HearingPart
        fields = ("id", "position", "kind", "name")
        read_only_fields = fields

    def get_name(self, part: HearingPart) -> str:
        return name_of(part)


class HearingOpeningSerializer(serializers.ModelSerializer[HearingOpening]):
    """Somebody took a version out of the system."""

    opened_by = NamedUserSerializer(read_only=True)
    purpose = serializers.ChoiceField(choices=Purpose.choices, read_only=True)

    class Meta:
        model = HearingOpening
        fields = ("opened_by", "opened_at", "purpose", "purpose_text")
        read_only_fields = fields


class FoundInHearingSerializer(serializers.Serializer[Any]):
    """Where the guard still finds somebody: what blocks kept the version from being made."""

    where = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)
    labels = serializers.ListField(child=serializers.CharField(), read_only=True)
    why = serializers.CharField(read_only=True)
    blocks = serializers.BooleanField(read_only=True)


class HearingVersionSerializer(serializers.ModelSerializer[HearingVersion]):
    """One making of a bundle."""

    asked_by = NamedUserSerializer(read_only=True)
    openings = HearingOpeningSerializer(many=True, read_only=True)
    found = FoundInHearingSerializer(many=True, read_only=True)

    class Meta:
        model = HearingVersion
        fields = (
            "number", "without_names", "status", "asked_by", "asked_at", "total", "done", "problem", "found", "sha256",
            "pages", "made_at", "openings",
        )  # fmt: skip
        read_only_fields = fields


class HearingBundleSerializer(serializers.ModelSerializer[HearingBundle]):
    """One hearing bundle: what is in it, in its order, and what was made of it."""

    reference = serializers.CharField(read_only=True)
    begun_by = NamedUserSerializer(read_only=True)
    parts = HearingPartSerializer(many=True, read_only=True)
    versions = HearingVersionSerializer(many=True, read_only=True)

    class Meta:
        model = HearingBundle
        fields = (
            "id", "reference", "number", "track", "title", "begun_by", "begun_at", "parts", "versions", "version",
        )  # fmt: skip
        read_only_fields = fields


class HearingBundleRequest(serializers.Serializer[Any]):
    """A new bundle."""

    track = IdField(help_text="A misconduct track of the case.")
    title = Words(max_length=200)


class OfferedSerializer(serializers.Serializer[Any]):
    """A document that may be put in."""

    key = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)
    under = serializers.CharField(read_only=True)


class FillRequest(serializers.Serializer[Any]):
    """The keys of what is put in, as `offered` names them."""

    documents = serializers.ListField(child=Words(max_length=40), min_length=1, max_length=MOST_PARTS)


class ArrangeRequest(serializers.Serializer[Any]):
    """Which document, and where it goes."""

    part = IdField()
    move = serializers.ChoiceField(choices=PartMove.choices)


class MakeRequest(serializers.Serializer[Any]):
    """Whether people stand in it by label alone."""

    without_names = serializers.BooleanField(default=False)


class OpenHearingRequest(OpeningRequest):
    """Which version, and why it is opened."""

    which = serializers.IntegerField(min_value=1, max_value=1_000_000, help_text="The number of the version.")
