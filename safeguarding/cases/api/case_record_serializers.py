"""What the API says of a case's people, chronology, decisions and links."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.choices import PartyRole, TimePrecision
from safeguarding.cases.models import Case, CaseLink, CaseParty, ChronologyEntry, Decision
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.services.chronology import BY_HAND
from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.people.choices import AgeBand, PersonKind, PersonType


class MaskedPartySerializer(serializers.ModelSerializer[CaseParty]):
    """Somebody in a case under their label."""

    role_label = serializers.CharField(source="get_role_display", read_only=True)

    class Meta:
        model = CaseParty
        fields: tuple[str, ...] = ("id", "label", "role", "role_label", "kind", "version")
        read_only_fields = fields


class PartySerializer(MaskedPartySerializer):
    """Somebody in a case, with who they are. To who sees only headers, these fields are null."""

    person = serializers.IntegerField(source="person_id", allow_null=True, read_only=True)
    name = serializers.CharField(source="person.name", default=None, allow_null=True, read_only=True)
    person_type = serializers.ChoiceField(choices=[("", "Not known"), *PersonType.choices], read_only=True)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, allow_null=True, read_only=True)
    description = serializers.CharField(allow_null=True, read_only=True)
    contact_preference = serializers.CharField(allow_null=True, read_only=True)

    class Meta(MaskedPartySerializer.Meta):
        fields = (
            *MaskedPartySerializer.Meta.fields, "person", "name", "person_type", "age_band", "description",
            "contact_preference", "added_at",
        )  # fmt: skip
        read_only_fields = fields

    PRIVATE = ("person", "name", "age_band", "description", "contact_preference")

    def to_representation(self, instance: CaseParty) -> dict[str, Any]:
        if self.context.get("is_full"):
            return super().to_representation(instance)
        shown: dict[str, Any] = MaskedPartySerializer(instance).data
        unsaid = dict.fromkeys(self.PRIVATE)
        return {**shown, **unsaid, "person_type": instance.person_type, "added_at": instance.added_at.isoformat()}


class NewParty(serializers.Serializer[Any]):
    """Somebody on record by their number, or, without one, somebody unidentified by description."""

    role = serializers.ChoiceField(choices=PartyRole.choices)
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=PersonKind.choices, required=False)
    person_type = serializers.ChoiceField(choices=PersonType.choices, required=False, allow_blank=True)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    description = Words(max_length=500, required=False, allow_blank=True)
    contact_preference = Words(max_length=300, required=False, allow_blank=True)


class PartyChanges(serializers.Serializer[Any]):
    """How somebody is reached, and how somebody unidentified is described."""

    contact_preference = Words(max_length=300, allow_blank=True)
    description = Words(max_length=500, required=False, allow_blank=True, default="")


class PartyKnown(serializers.Serializer[Any]):
    """It is known now who somebody is."""

    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    role = serializers.ChoiceField(choices=[one for one in PartyRole.choices if one[0] != PartyRole.UNIDENTIFIED])


class EntrySerializer(serializers.ModelSerializer[ChronologyEntry]):
    """An entry of the chronology; `correction` is the entry that corrects it, if any."""

    author = NamedUserSerializer(read_only=True)
    corrects = serializers.IntegerField(source="corrects_id", allow_null=True, read_only=True)
    correction = serializers.IntegerField(source="correction.pk", default=None, allow_null=True, read_only=True)

    class Meta:
        model = ChronologyEntry
        fields = (
            "id", "kind", "text", "is_opinion", "happened_at", "precision", "recorded_at", "author", "corrects",
            "correction", "correction_reason",
        )  # fmt: skip
        read_only_fields = fields


class NewEntry(serializers.Serializer[Any]):
    """Something that happened."""

    kind = serializers.ChoiceField(choices=[(kind.value, kind.label) for kind in BY_HAND])
    text = Words(max_length=NARRATIVE_MAX)
    is_opinion = serializers.BooleanField()
    precision = serializers.ChoiceField(choices=TimePrecision.choices)
    happened_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class NewCorrection(NewEntry):
    """The entry as it should have been, and what was wrong."""

    reason = Words(max_length=5_000)


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A numbered line of the policy log."""

    decided_by = NamedUserSerializer(read_only=True)

    class Meta:
        model = Decision
        fields = ("number", "question", "options", "decision", "reason", "decided_by", "decided_at")
        read_only_fields = fields


class NewDecision(serializers.Serializer[Any]):
    """A decision to record under the next number."""

    question = Words(max_length=300)
    options = Words(max_length=NARRATIVE_MAX)
    decision = Words(max_length=NARRATIVE_MAX)
    reason = Words(max_length=NARRATIVE_MAX)
    decided_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class LinkedCaseSerializer(serializers.ModelSerializer[Case]):
    """The case at the other end."""

    class Meta:
        model = Case
        fields = ("reference", "title", "stage")
        read_only_fields = fields


class LinkSerializer(serializers.ModelSerializer[CaseLink]):
    """A link of which the caller may read both ends."""

    other = serializers.SerializerMethodField()
    linked_by = NamedUserSerializer(read_only=True)

    class Meta:
        model = CaseLink
        fields = ("id", "other", "reason", "linked_at", "linked_by")
        read_only_fields = fields

    @extend_schema_field(LinkedCaseSerializer)
    def get_other(self, link: CaseLink) -> Any:
        return LinkedCaseSerializer(link.other if link.case_id == self.context["case_id"] else link.case).data


class NewLink(serializers.Serializer[Any]):
    """Another case by its reference, and why the two belong together."""

    other = Words(max_length=20)
    reason = Words(max_length=5_000)
