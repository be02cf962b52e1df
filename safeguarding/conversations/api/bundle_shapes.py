"""What the API says of bundles of messages, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.audit.choices import Purpose
from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import IdField
from safeguarding.conversations.choices import FilesListed
from safeguarding.conversations.models import Bundle, BundleOpening, BundleVersion, Message
from safeguarding.conversations.models.bundles import MOST_AROUND
from safeguarding.conversations.selectors.exports import name_of
from safeguarding.conversations.services.bundles import MOST_MESSAGES
from safeguarding.core.api.fields import Words


class BundleSerializer(serializers.ModelSerializer[Bundle]):
    """A bundle: what is written of it, how much is in it, and how often its document was made."""

    made_by = NamedUserSerializer(read_only=True)
    messages = serializers.IntegerField(source="messages_count", read_only=True)
    versions = serializers.IntegerField(source="versions_count", read_only=True)

    class Meta:
        model = Bundle
        fields = (
            "id", "reference", "title", "before", "after", "files_listed", "has_names", "has_raw", "made_by", "made_at",
            "messages", "versions", "version",
        )  # fmt: skip
        read_only_fields = fields


class PickedRequest(serializers.Serializer[Any]):
    """Messages of the case, by their numbers."""

    messages = serializers.ListField(child=IdField(), min_length=1, max_length=MOST_MESSAGES)


class BundleChanges(serializers.Serializer[Any]):
    """What is written of a bundle. What is not sent stays."""

    reference = Words(max_length=30, help_text="As an exhibit's. Once among the exhibits and bundles of a case.")
    title = Words(max_length=200)
    before = serializers.IntegerField(min_value=0, max_value=MOST_AROUND, default=2)
    after = serializers.IntegerField(min_value=0, max_value=MOST_AROUND, default=2)
    files_listed = serializers.ChoiceField(choices=FilesListed.choices, default=FilesListed.SOURCES)
    has_names = serializers.BooleanField(default=False, help_text="Also as the files say who wrote.")
    has_raw = serializers.BooleanField(default=False, help_text="Also what stands in the file of each message.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "What was written in March",
            value={"reference": "HO/1", "title": "What was written in March", "messages": [4711, 4712]},
            request_only=True,
        )
    ]
)
class BundleRequest(BundleChanges):
    """A new bundle."""

    messages = serializers.ListField(child=IdField(), max_length=MOST_MESSAGES, default=list)


class ChosenMessageSerializer(serializers.ModelSerializer[Message]):
    """A message of a bundle, and where it stands."""

    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # the class keeps no field by its name
    exhibit = serializers.CharField(source="export.source.exhibit.reference", read_only=True)

    class Meta:
        model = Message
        fields = ("id", "export", "conversation", "sender", "label", "kind", "text", "sent_at", "exhibit", "place")
        read_only_fields = fields

    def get_label(self, message: Message) -> str:
        return name_of(message.sender) if message.sender else ""


class BundleOpeningSerializer(serializers.ModelSerializer[BundleOpening]):
    """Somebody took a version out of the system."""

    opened_by = NamedUserSerializer(read_only=True)
    purpose = serializers.ChoiceField(choices=Purpose.choices, read_only=True)

    class Meta:
        model = BundleOpening
        fields = ("opened_by", "opened_at", "purpose", "purpose_text")
        read_only_fields = fields


class BundleVersionSerializer(serializers.ModelSerializer[BundleVersion]):
    """One making of a bundle. Once it is made, nothing of it is changed."""

    asked_by = NamedUserSerializer(read_only=True)
    messages = serializers.IntegerField(source="total", read_only=True)
    gathered = serializers.IntegerField(source="done", read_only=True, help_text="So many of its messages so far.")
    destroyed_at = serializers.DateTimeField(
        source="file.destroyed_at", read_only=True, allow_null=True, default=None,
        help_text="It quotes a file that was removed, and went with it.",
    )  # fmt: skip
    openings = BundleOpeningSerializer(many=True, read_only=True)

    class Meta:
        model = BundleVersion
        fields = (
            "number", "status", "asked_by", "asked_at", "messages", "gathered", "problem", "pages", "sha256", "made_at",
            "destroyed_at", "openings",
        )  # fmt: skip
        read_only_fields = fields


class CountedSerializer(serializers.Serializer[Any]):
    """How many."""

    count = serializers.IntegerField()
