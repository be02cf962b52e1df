"""What the API says, and takes, of what goes with a person."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.people.choices import (
    ConsentAnswer,
    ConsentKind,
    ConsentState,
    ContactPermission,
    GivenBy,
    NeedCategory,
    PlacementRole,
    Relationship,
)
from safeguarding.people.models import Carer, Consent, Need, Placement, StaffRole, Wish


def number() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


def maybe_day() -> serializers.DateField:
    return serializers.DateField(allow_null=True, default=None)


class CarerSerializer(serializers.ModelSerializer[Carer]):
    """An adult who cares for a young person. One whose `contact` is `must_not` is rung by nobody."""

    adult = serializers.IntegerField(source="adult_id", read_only=True)
    name = serializers.CharField(source="adult.name", read_only=True)

    class Meta:
        model = Carer
        fields = (
            "id", "adult", "name", "relationship", "contact", "contact_reason", "is_emergency_contact", "telephone",
            "email", "since", "until", "version",
        )  # fmt: skip
        read_only_fields = fields


class CarerChanges(serializers.Serializer[Any]):
    """How an adult stands to a young person, and whether and how they are reached."""

    relationship = serializers.ChoiceField(choices=Relationship.choices)
    contact = serializers.ChoiceField(choices=ContactPermission.choices)
    contact_reason = Words(max_length=500, allow_blank=True, default="")
    is_emergency_contact = serializers.BooleanField(default=False)
    telephone = Words(max_length=40, allow_blank=True, default="")
    email = serializers.EmailField(allow_blank=True, default="")
    since = maybe_day()


class NewCarer(CarerChanges):
    """An adult on record who cares for a young person."""

    adult = number()


class UntilRequest(serializers.Serializer[Any]):
    """The last day."""

    until = serializers.DateField()


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """An answer to a question of consent. `state` is how it stands today; the newest of a kind counts."""

    state = serializers.ChoiceField(choices=ConsentState.choices, read_only=True)
    carer = serializers.IntegerField(source="carer_id", read_only=True, allow_null=True)

    class Meta:
        model = Consent
        fields = (
            "id", "kind", "answer", "state", "given_by", "carer", "given_on", "expires_on", "withdrawn_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewConsentRequest(serializers.Serializer[Any]):
    """An answer that a carer or the young person gave."""

    kind = serializers.ChoiceField(choices=ConsentKind.choices)
    answer = serializers.ChoiceField(choices=ConsentAnswer.choices)
    given_by = serializers.ChoiceField(choices=GivenBy.choices)
    carer = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    given_on = serializers.DateField()
    expires_on = maybe_day()
    evidence = Words(max_length=300)


class WithdrawConsentRequest(serializers.Serializer[Any]):
    """Consent is taken back."""

    withdrawn_on = serializers.DateField()
    reason = Words(max_length=2_000)


class NeedSerializer(serializers.ModelSerializer[Need]):
    """What staff need to know."""

    class Meta:
        model = Need
        fields = ("id", "category", "what", "what_helps", "since", "until", "version")
        read_only_fields = fields


class NeedRequest(serializers.Serializer[Any]):
    """What staff need to know, and what helps."""

    category = serializers.ChoiceField(choices=NeedCategory.choices)
    what = Words(max_length=300)
    what_helps = Words(max_length=300)
    since = maybe_day()


class WishSerializer(serializers.ModelSerializer[Wish]):
    """What a young person said they want."""

    class Meta:
        model = Wish
        fields = ("id", "words", "said_on", "said_to", "done", "done_on", "version")
        read_only_fields = fields


class NewWishRequest(serializers.Serializer[Any]):
    """What a young person said they want, in their words."""

    words = Words(max_length=2_000)
    said_on = serializers.DateField()
    said_to = Words(max_length=120)


class WishAnswer(serializers.Serializer[Any]):
    """What was done about it, or why nothing was."""

    done = Words(max_length=2_000)
    done_on = serializers.DateField()


class PartSerializer(serializers.ModelSerializer[Placement]):
    """A person's part in a scheme."""

    person = serializers.IntegerField(source="person_id", read_only=True)
    scheme = serializers.IntegerField(source="scheme_id", read_only=True)

    class Meta:
        model = Placement
        fields = (
            "id", "person", "scheme", "role", "starts_on", "ends_on", "struck_at", "struck_because", "version",
        )  # fmt: skip
        read_only_fields = fields


class PartChanges(serializers.Serializer[Any]):
    """What was recorded wrongly of a part in a scheme, put right."""

    role = serializers.ChoiceField(choices=PlacementRole.choices)
    starts_on = serializers.DateField()
    ends_on = maybe_day()
    reason = Words(max_length=1_000)


class NewPart(serializers.Serializer[Any]):
    """A part in a scheme."""

    scheme = number()
    role = serializers.ChoiceField(choices=PlacementRole.choices)
    starts_on = serializers.DateField()
    ends_on = maybe_day()


class EndPart(serializers.Serializer[Any]):
    """Somebody no longer takes part."""

    ends_on = serializers.DateField()
    reason = Words(max_length=1_000)


@extend_schema_serializer(
    examples=[OpenApiExample("The wrong person", value={"reason": "Meant for somebody of the same name"})]
)
class StrikePart(serializers.Serializer[Any]):
    """How it came to be entered in error."""

    reason = Words(max_length=1_000)


class PostSerializer(serializers.ModelSerializer[StaffRole]):
    """A post that a member of staff holds or held."""

    unit = serializers.IntegerField(source="unit_id", read_only=True)

    class Meta:
        model = StaffRole
        fields = ("id", "title", "unit", "starts_on", "ends_on", "version")
        read_only_fields = fields


class PostRequest(serializers.Serializer[Any]):
    """A post: what the force calls it, where, from when until when."""

    title = Words(max_length=120)
    unit = number()
    starts_on = serializers.DateField()
    ends_on = maybe_day()
