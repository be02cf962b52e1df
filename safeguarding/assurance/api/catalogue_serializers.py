"""What the API takes of what is asked."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.assurance.choices import ADULTS, About, Control
from safeguarding.assurance.services.catalogue import LONGEST_MONTHS, LONGEST_WARNING
from safeguarding.core.api.fields import Words
from safeguarding.schemes.choices import SchemeKind


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Every two years", value={"valid_months": 24, "warn_days": 60, "is_blocking": True}, request_only=True
        )
    ]
)
class FiguresRequest(serializers.Serializer[Any]):
    """What may be changed of a requirement. What is not sent stays; without months it does not run out."""

    valid_months = serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS, allow_null=True, required=False)
    warn_days = serializers.IntegerField(min_value=0, max_value=LONGEST_WARNING, required=False)
    is_blocking = serializers.BooleanField(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "First aid",
            value={
                "key": "first_aid", "title": "First aid course", "about": "person", "control": "training",
                "source": "House policy of January 2027", "roles": ["organiser", "leader"], "scheme_kinds": [],
                "evidence": "The course and the day it was finished", "valid_months": 36, "warn_days": 90,
                "is_blocking": False,
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class NewRequirementRequest(serializers.Serializer[Any]):
    """Something more that is asked from today, of whom, and on whose authority. Without kinds, in every scheme."""

    key = Words(max_length=40)
    title = Words(max_length=120)
    about = serializers.ChoiceField(choices=About.choices)
    control = serializers.ChoiceField(choices=Control.choices)
    source = Words(max_length=200)  # type: ignore[assignment]  # the base class has an attribute of this name
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(role.value, role.label) for role in ADULTS]),
        max_length=10,
        default=list,
    )
    scheme_kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=SchemeKind.choices), max_length=10, default=list
    )
    evidence = Words(max_length=200, allow_blank=True, default="")
    valid_months = serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS, allow_null=True, default=None)
    warn_days = serializers.IntegerField(min_value=0, max_value=LONGEST_WARNING, default=60)
    is_blocking = serializers.BooleanField(default=True)
