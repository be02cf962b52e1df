"""What the API says of people: little to find them by, more to who works with them."""

from __future__ import annotations

from rest_framework import serializers

from safeguarding.people import selectors
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person, Placement


class FoundPersonSerializer(serializers.ModelSerializer[Person]):
    """Enough to choose the right person. Never a date of birth."""

    text = serializers.CharField(source="name", read_only=True, help_text="The name, known-as first.")
    hint = serializers.SerializerMethodField(help_text="Role and team, or age band.")
    kind = serializers.ChoiceField(choices=PersonKind.choices, read_only=True)

    class Meta:
        model = Person
        fields: tuple[str, ...] = ("id", "text", "hint", "kind")

    def get_hint(self, person: Person) -> str:
        return selectors.in_a_few_words(person)


class PlacementSerializer(serializers.ModelSerializer[Placement]):
    """A person's part in a scheme."""

    scheme = serializers.IntegerField(source="scheme_id")
    scheme_name = serializers.CharField(source="scheme.name")

    class Meta:
        model = Placement
        fields = ("scheme", "scheme_name", "role", "starts_on", "ends_on")


class PersonSerializer(FoundPersonSerializer):
    """One person's record, for the roles that work with people."""

    unit = serializers.IntegerField(source="unit_id", read_only=True)
    age_band = serializers.SerializerMethodField()
    placements = PlacementSerializer(many=True, read_only=True)

    class Meta(FoundPersonSerializer.Meta):
        fields = (
            *FoundPersonSerializer.Meta.fields, "unit", "given_name", "family_name", "known_as", "person_type",
            "role_description", "collar_number", "date_of_birth", "age_band", "school", "placements", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_age_band(self, person: Person) -> AgeBand:
        return AgeBand(selectors.age_band_of(person))
