"""Fields with the bounds that the pages' fields have."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.core.forms.text import NARRATIVE_LENGTH

FIRST, LAST = 1900, 2199
OUT_OF_BOUNDS = f"Give a year from {FIRST} to {LAST}."


class DayField(serializers.DateField):
    """A day."""

    def to_internal_value(self, value: Any) -> dt.date:
        day = super().to_internal_value(value)
        if not FIRST <= day.year <= LAST:
            raise serializers.ValidationError(OUT_OF_BOUNDS)
        return day


class InstantField(serializers.DateTimeField):
    """A moment."""

    def to_internal_value(self, value: Any) -> dt.datetime:
        moment = super().to_internal_value(value)
        if not FIRST < moment.year < LAST:
            raise serializers.ValidationError(OUT_OF_BOUNDS)
        return moment


class NarrativeField(serializers.CharField):
    """A text as long as people need."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", NARRATIVE_LENGTH)
        super().__init__(**kwargs)


class IdField(serializers.IntegerField):
    """The id of a record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)
