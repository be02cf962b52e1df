"""What the API says and takes of the adults of a session, its register, its end, and the steps of a trip."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.activities.choices import ConsentState, Mark, Part, Presence
from safeguarding.activities.models import TEXT_MAX, Attendance, TripConsent
from safeguarding.core.api.fields import LARGEST_ID, Words

MOST_ADULTS, MOST_YOUNG, MOST_SEEN = 100, 500, 50


def _id() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class AdultThereSerializer(serializers.Serializer[Any]):
    """An adult of a session: on record, or a teacher or guest by name; and whether they count."""

    person = serializers.IntegerField(source="row.person_id", read_only=True, allow_null=True)
    name = serializers.CharField(source="row.name", read_only=True, help_text="Only of who is not on record.")
    part = serializers.ChoiceField(source="row.part", choices=Part.choices, read_only=True)
    presence = serializers.ChoiceField(source="row.presence", choices=Presence.choices, read_only=True)
    counts = serializers.BooleanField(read_only=True)
    why = serializers.CharField(read_only=True, help_text="Why they do not count.")


class SessionAdultsSerializer(serializers.Serializer[Any]):
    """The adults of a session."""

    adults = AdultThereSerializer(many=True, read_only=True)


class AdultRequest(serializers.Serializer[Any]):
    """Somebody with a part in the scheme on the day, or a teacher or guest by name."""

    part = serializers.ChoiceField(choices=Part.choices)
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    name = Words(max_length=120, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One leads, one helps, a teacher by name",
            value={"adults": [{"part": "led", "person": 12}, {"part": "helped", "person": 15},
                              {"part": "teacher", "name": "Ms Turner"}]},
            request_only=True,
        )
    ]
)  # fmt: skip
class SessionAdultsRequest(serializers.Serializer[Any]):
    """Every adult who comes. Who is not named any more is not coming."""

    adults = serializers.ListField(child=AdultRequest(), max_length=MOST_ADULTS)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "It took place",
            value={"adults": [{"part": "led", "person": 12}, {"part": "helped", "person": 15}], "notes": "Knots"},
            request_only=True,
        )
    ]
)
class HoldRequest(SessionAdultsRequest):
    """That it took place, and every adult who was there."""

    notes = Words(max_length=TEXT_MAX, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Not as it has to be",
            value={"is_compliant": False, "note": "One leader was ill. The group stayed with the school."},
            request_only=True,
        )
    ]
)
class CloseRequest(serializers.Serializer[Any]):
    """Whether all was as it has to be."""

    is_compliant = serializers.BooleanField()
    note = Words(max_length=TEXT_MAX, allow_blank=True, default="")


@extend_schema_serializer(examples=[OpenApiExample("Snow", value={"reason": "The hall is closed."}, request_only=True)])
class SessionCancelRequest(serializers.Serializer[Any]):
    """Why it does not take place."""

    reason = Words(max_length=TEXT_MAX)


class RegisterMarkSerializer(serializers.ModelSerializer[Attendance]):
    """A mark. `client_id` is what the next mark of the same young person names in `after`."""

    class Meta:
        model = Attendance
        fields = ("id", "client_id", "mark", "standing", "marked_by", "made_at", "marked_at")
        read_only_fields = fields


class RegisterLineSerializer(serializers.Serializer[Any]):
    """One young person in the register: the mark that stands, and those that contradict it."""

    person = serializers.IntegerField(source="person.pk", read_only=True)
    standing = RegisterMarkSerializer(read_only=True, allow_null=True)
    contradicting = RegisterMarkSerializer(many=True, read_only=True)


class RegisterSerializer(serializers.Serializer[Any]):
    """The register of a session, in numbers: names are asked for as people."""

    lines = RegisterLineSerializer(many=True, read_only=True)


@extend_schema_serializer(
    examples=[OpenApiExample("The first is right", value={"chosen": 71, "seen": [71, 74]}, request_only=True)]
)
class SettleRequest(serializers.Serializer[Any]):
    """Which of the marks that contradict each other is right, and all of them that were shown."""

    chosen = _id()
    seen = serializers.ListField(child=_id(), min_length=1, max_length=MOST_SEEN)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Marked again",
            value={"id": "5b1d5f6e-8a4f-4ff0-9a51-2f3c4a1f0c55", "mark": Mark.PRESENT.value, "outcome": "corrected"},
            request_only=True,
        )
    ]
)
class SetAsideRequest(serializers.Serializer[Any]):
    """What was done about a mark that was refused, by its id."""

    id = serializers.UUIDField()
    mark = serializers.ChoiceField(choices=Mark.choices)
    outcome = serializers.ChoiceField(choices=["dismissed", "corrected"])


@extend_schema_serializer(examples=[OpenApiExample("Three go", value={"people": [31, 32, 35]}, request_only=True)])
class GoingRequest(serializers.Serializer[Any]):
    """Every young person who goes along."""

    people = serializers.ListField(child=_id(), max_length=MOST_YOUNG)


@extend_schema_serializer(examples=[OpenApiExample("Named", value={"assessment": 4}, request_only=True)])
class NameAssessmentRequest(serializers.Serializer[Any]):
    """Which approved risk assessment is of this activity."""

    assessment = _id()
    covers = serializers.BooleanField(
        default=False, help_text="Of one that was made for another activity: that it covers this one too."
    )


class TripConsentSerializer(serializers.ModelSerializer[TripConsent]):
    """A young person who is named for a trip, and whether a carer consents."""

    class Meta:
        model = TripConsent
        fields = ("id", "person", "state", "asked_on", "answered_on", "is_going")
        read_only_fields = fields


class TripConsentsSerializer(serializers.Serializer[Any]):
    """Everybody who was named to go along."""

    consents = TripConsentSerializer(many=True, read_only=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A signed form",
            value={"state": "given", "carer": 8, "answered_on": "2026-11-20", "evidence": "Signed form, in the unit"},
            request_only=True,
        )
    ]
)
class ConsentAnswerRequest(serializers.Serializer[Any]):
    """What a parent or carer answered, who that was, and how it is known."""

    state = serializers.ChoiceField(choices=[ConsentState.GIVEN, ConsentState.REFUSED])
    evidence = Words(max_length=300)
    carer = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    answered_by = Words(max_length=120, allow_blank=True, default="")
    answered_on = serializers.DateField(allow_null=True, default=None)
