"""What routes take, where the framework's own fields take too much."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.core.forms.text import UNSTORABLE

LARGEST_ID = 2**63 - 1


class Words(serializers.CharField):
    """Text that can be stored and shown."""

    default_error_messages = {"control": "This contains control characters that cannot be stored."}

    def to_internal_value(self, data: Any) -> str:
        text = str(super().to_internal_value(data))
        if UNSTORABLE.search(text):
            self.fail("control")
        return text


class ReasonRequest(serializers.Serializer[Any]):
    """Why."""

    #: Services say so sooner where their record holds less.
    reason = Words(max_length=5_000)
