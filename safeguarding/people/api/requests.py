"""What the API takes about who somebody is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.people.choices import STAFF_TYPES, AgeBand, PersonKind, PersonType
from safeguarding.people.models.person import REASON_MAX

STAFF_CHOICES = [(kind.value, kind.label) for kind in PersonType if kind in STAFF_TYPES]


def name() -> Words:
    return Words(max_length=100, allow_blank=True, default="")


def record_number() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class _Who(serializers.Serializer[Any]):
    given_name = name()
    family_name = name()
    known_as = name()
    pronoun = Words(max_length=30, allow_blank=True, default="")
    unit = record_number()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A young person",
            value={
                "kind": "young_person", "given_name": "Elizabeth", "family_name": "Carter", "known_as": "Liz",
                "pronoun": "she", "date_of_birth": "2012-04-03", "school": "Oakfield Academy", "unit": 2,
            },
            request_only=True,
        ),
        OpenApiExample(
            "Somebody who is none of those offered",
            value={
                "kind": "adult", "given_name": "Mary", "family_name": "Carter", "person_type": "parent_carer",
                "unit": 2, "is_nobody_on_record": True,
            },
            request_only=True,
        ),
    ]
)  # fmt: skip
class NewPersonRequest(_Who):
    """Somebody to be put on record. Refused while somebody on record may be the one, until it is said that none is."""

    kind = serializers.ChoiceField(choices=PersonKind.choices)
    date_of_birth = serializers.DateField(allow_null=True, default=None)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    school = Words(max_length=120, allow_blank=True, default="")
    person_type = serializers.ChoiceField(choices=PersonType.choices, allow_blank=True, default="")
    role_description = Words(max_length=120, allow_blank=True, default="")
    scheme = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, allow_null=True, default=None, help_text="That a young person joins."
    )
    starts_on = serializers.DateField(allow_null=True, default=None, help_text="Their first day in the scheme.")
    is_nobody_on_record = serializers.BooleanField(
        default=False, help_text="Those who may be the one were looked at (`duplicates/check`), and it is none of them."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Another school", value={"school": "Riverside High"}, request_only=True)]
)
class PersonChanges(_Who):
    """Who the record says a young person, or an adult who is not staff, is. What is not sent stays."""

    date_of_birth = serializers.DateField(allow_null=True, default=None)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    school = Words(max_length=120, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Joined as a special",
            value={"person_type": "special_constable", "collar_number": "S4471", "reason": "Sworn in on 1 October"},
            request_only=True,
        )
    ]
)  # fmt: skip
class StaffChanges(_Who):
    """Who the record says a member of staff is. What is not sent stays."""

    collar_number = Words(max_length=20, allow_blank=True, default="")
    person_type = serializers.ChoiceField(choices=STAFF_CHOICES)
    role_description = Words(max_length=120, allow_blank=True, default="")
    reason = Words(max_length=REASON_MAX, allow_blank=True, default="")


class StaffLinksRequest(serializers.Serializer[Any]):
    """Who signs in as a member of staff, and who manages them. Null is nobody."""

    email = serializers.EmailField(allow_null=True, help_text="The address the account signs in with.")
    line_manager = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A youth engagement officer",
            value={
                "given_name": "Priya", "family_name": "Shah", "collar_number": "4471", "person_type": "pcso",
                "role_description": "Youth engagement officer", "unit": 2, "email": None, "line_manager": 12,
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class NewStaffRequest(_Who):
    """A member of staff to be put on record, with their account and their manager."""

    collar_number = Words(max_length=20, allow_blank=True, default="")
    person_type = serializers.ChoiceField(choices=STAFF_CHOICES)
    role_description = Words(max_length=120, allow_blank=True, default="")
    email = serializers.EmailField(allow_null=True, default=None)
    line_manager = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    is_nobody_on_record = serializers.BooleanField(
        default=False, help_text="Those who may be the one were looked at (`duplicates/check`), and it is none of them."
    )
