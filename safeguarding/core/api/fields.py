"""What routes take, where the framework's own fields take too much."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from safeguarding.core.errors import Invalid
from safeguarding.core.forms.text import UNSTORABLE

#: As large as the number of a row can be.
LARGEST_ID = 2**63 - 1
NOT_OFFERED = "There is no such record that you may see."
M = TypeVar("M", bound=Model)


class Words(serializers.CharField):
    """Text that can be stored and shown."""

    default_error_messages = {"control": "This contains control characters that cannot be stored."}

    def to_internal_value(self, data: Any) -> str:
        text = str(super().to_internal_value(data))
        if UNSTORABLE.search(text):
            self.fail("control")
        return text


def chosen(offered: QuerySet[M], pk: int | None, *, field: str, message: str = NOT_OFFERED) -> M | None:
    """The record with this id among those on offer; none for no id, and a message at the field for any other."""
    if pk is None:
        return None
    found = offered.filter(pk=pk).first()
    if found is None:
        raise Invalid({field: [message]})
    return found


class ReasonRequest(serializers.Serializer[Any]):
    """Why."""

    #: Services say so sooner where their record holds less.
    reason = Words(max_length=5_000)
