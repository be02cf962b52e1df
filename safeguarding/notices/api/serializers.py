"""What the API says of notices."""

from __future__ import annotations

from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing the caller was told. It names nobody."""

    class Meta:
        model = Notice
        fields = ("id", "title", "body", "url", "is_urgent", "step", "created_at", "read_at")


class ReadAllSerializer(serializers.Serializer[dict[str, int | None]]):
    """Up to which notice; without it, all of them."""

    newest = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LARGEST_ID, help_text="The id of the newest one seen."
    )


class CountSerializer(serializers.Serializer[dict[str, int]]):
    """How many were marked."""

    marked = serializers.IntegerField()
