"""What the API says of policies, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.guidance.choices import AudienceKind, CampaignState, MeetsRequirement, Tag
from safeguarding.guidance.models import (
    Acknowledgement,
    AudienceTag,
    Campaign,
    CampaignAudience,
    PolicyDocument,
    PolicyTalk,
    PolicyVersion,
)
from safeguarding.guidance.models.documents import REASON_MAX, TEXT_MAX
from safeguarding.guidance.models.talks import ANSWERED_MAX
from safeguarding.guidance.rules import GRACE_DAYS
from safeguarding.guidance.services.campaigns import MOST_REMIND_DAYS
from safeguarding.guidance.services.documents import MOST_GRACE
from safeguarding.people.models import Person


class PolicyNameSerializer(serializers.ModelSerializer[PolicyDocument]):
    """Enough to choose a policy."""

    class Meta:
        model = PolicyDocument
        fields: tuple[str, ...] = ("id", "key", "title", "owner", "audience_note")


class PolicyVersionSerializer(serializers.ModelSerializer[PolicyVersion]):
    """What a policy says from a day. Which answer is the right one is never said."""

    policy = serializers.IntegerField(source="document_id", read_only=True)
    title = serializers.CharField(source="document.title", read_only=True)
    answers = serializers.ListField(source="choices", child=serializers.CharField(), read_only=True)

    class Meta:
        model = PolicyVersion
        fields = (
            "id", "policy", "title", "number", "status", "summary", "text", "link", "question", "answers",
            "effective_from", "effective_to", "counts_until", "approved_by", "published_at", "withdrawn_because",
            "version",
        )  # fmt: skip
        read_only_fields = fields


class PolicySerializer(PolicyNameSerializer):
    """One policy, with its versions as far as the caller sees them."""

    versions = serializers.SerializerMethodField()

    class Meta(PolicyNameSerializer.Meta):
        fields = (*PolicyNameSerializer.Meta.fields, "grace_days", "versions", "version")
        read_only_fields = fields

    @extend_schema_field(PolicyVersionSerializer(many=True))
    def get_versions(self, document: PolicyDocument) -> Any:
        rows = PolicyVersion.objects.visible_to(self.context["request"].user).filter(document=document)
        return PolicyVersionSerializer(rows.select_related("document"), many=True).data


class AudienceSerializer(serializers.ModelSerializer[CampaignAudience]):
    """Some of those whom a campaign is for."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a name that the base has too

    class Meta:
        model = CampaignAudience
        fields = ("kind", "value", "scheme", "label")
        read_only_fields = fields


class CampaignSerializer(serializers.ModelSerializer[Campaign]):
    """People of some audiences are asked to acknowledge a version by a day."""

    state = serializers.ChoiceField(choices=CampaignState.choices, read_only=True)
    audiences = AudienceSerializer(many=True, read_only=True)

    class Meta:
        model = Campaign
        fields = (
            "id", "policy_version", "state", "audiences", "due_on", "remind_days", "opened_on", "closed_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class ReachedSerializer(serializers.Serializer[Any]):
    """How many of one audience."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a name that the base has too
    count = serializers.IntegerField()


class ReachSerializer(serializers.Serializer[Any]):
    """Whom a campaign reaches today, in numbers."""

    audiences = ReachedSerializer(many=True)
    count = serializers.IntegerField(help_text="Everybody once.")
    acknowledged = serializers.IntegerField()


class CoverageLineSerializer(serializers.Serializer[Any]):
    """How many of some adults were asked, and how many acknowledged."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a name that the base has too
    key = serializers.CharField()
    count = serializers.IntegerField()
    asked = serializers.IntegerField()
    reached = serializers.IntegerField()
    talked = serializers.IntegerField(help_text="Only talked with: they have not acknowledged it.")
    missing = serializers.IntegerField()
    share = serializers.IntegerField(allow_null=True)


class SchemeLineSerializer(serializers.Serializer[Any]):
    """The same for the adults of one scheme outside the official one."""

    scheme = serializers.IntegerField(source="scheme.pk")
    name = serializers.CharField(source="scheme.name")
    line = CoverageLineSerializer()


class CoverageSerializer(serializers.Serializer[Any]):
    """Whom a version had reached on a day."""

    day = serializers.DateField()
    outside = CoverageLineSerializer()
    schemes = SchemeLineSerializer(many=True)
    lines = CoverageLineSerializer(many=True)
    asked = CoverageLineSerializer()


class ReachedPersonSerializer(serializers.Serializer[Any]):
    """Somebody whom a version had reached by a day, and how."""

    person = serializers.IntegerField(source="pk", read_only=True)
    name = serializers.CharField(read_only=True)
    unit = serializers.IntegerField(source="unit_id", read_only=True)
    how = serializers.SerializerMethodField()

    def get_how(self, person: Person) -> list[str]:
        return list(self.context.get("ways", {}).get(person.pk, []))


class NotReachedPersonSerializer(serializers.Serializer[Any]):
    """Somebody whom neither reading nor a talk had reached by a day, with the schemes they were in."""

    person = serializers.IntegerField(source="pk", read_only=True)
    name = serializers.CharField(read_only=True)
    unit = serializers.IntegerField(source="unit_id", read_only=True)
    schemes = serializers.SerializerMethodField()
    signs_in = serializers.SerializerMethodField()

    def get_schemes(self, person: Person) -> str:
        return str(self.context.get("schemes", {}).get(person.pk, ""))

    def get_signs_in(self, person: Person) -> bool:
        return bool(person.user and person.user.is_active)


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    """The caller has acknowledged a version."""

    title = serializers.CharField(source="policy_version.document.title", read_only=True)
    number = serializers.IntegerField(source="policy_version.number", read_only=True)

    class Meta:
        model = Acknowledgement
        fields = ("id", "policy_version", "title", "number", "acknowledged_on", "way", "attempts")
        read_only_fields = fields


class PolicyTalkSerializer(serializers.ModelSerializer[PolicyTalk]):
    """Somebody was talked with about a version of a policy."""

    class Meta:
        model = PolicyTalk
        fields = ("id", "policy_version", "person", "talked_by", "talked_on", "answered", "recorded_at")
        read_only_fields = fields


class TalkRequest(serializers.Serializer[Any]):
    """A talk about a policy; without `talked_by` the caller had it."""

    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    talked_by = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    talked_on = serializers.DateField()
    answered = Words(max_length=ANSWERED_MAX)


class GroupSerializer(serializers.ModelSerializer[AudienceTag]):
    """A member of staff is in a group."""

    class Meta:
        model = AudienceTag
        fields = ("id", "person", "tag", "starts_on", "ends_on", "version")
        read_only_fields = fields


class OutcomeSerializer(serializers.Serializer[Any]):
    """Whether it is acknowledged now; if not, the answer was wrong and may be given again."""

    is_acknowledged = serializers.BooleanField(source="is_done")
    attempts = serializers.IntegerField()


class PolicyRequest(serializers.Serializer[Any]):
    """What is said of a policy."""

    title = Words(max_length=120)
    owner = Words(max_length=120)
    audience_note = Words(max_length=300, allow_blank=True, default="")
    grace_days = serializers.IntegerField(min_value=0, max_value=MOST_GRACE, default=GRACE_DAYS)


class NewPolicyRequest(PolicyRequest):
    """A policy to be put on record; which requirement it meets is said once and stays."""

    meets = serializers.ChoiceField(choices=MeetsRequirement.choices, allow_blank=True, default="")


class VersionRequest(serializers.Serializer[Any]):
    """What a version says: its text or an address, not both."""

    summary = Words(max_length=REASON_MAX)
    text = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    link = Words(max_length=300, allow_blank=True, default="")
    question = Words(max_length=300, allow_blank=True, default="")
    answers = serializers.ListField(child=Words(max_length=200), default=list, max_length=4)
    right_answer = serializers.IntegerField(min_value=1, max_value=4, allow_null=True, default=None)


class PublishRequest(serializers.Serializer[Any]):
    """From when it is in force, and who approved it."""

    effective_from = serializers.DateField()
    approved_by = Words(max_length=120)


class AudienceRequest(serializers.Serializer[Any]):
    """Some of those whom a campaign is for."""

    kind = serializers.ChoiceField(choices=AudienceKind.choices)
    value = Words(max_length=30, allow_blank=True, default="")
    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)


class CampaignRequest(serializers.Serializer[Any]):
    """Whom to ask, by when, and every how many days to remind them."""

    audiences = serializers.ListField(child=AudienceRequest(), max_length=40)
    due_on = serializers.DateField()
    remind_days = serializers.IntegerField(min_value=1, max_value=MOST_REMIND_DAYS, allow_null=True, default=None)


class AnswerRequest(serializers.Serializer[Any]):
    """The answer to the question, counted from 1; none where there is no question."""

    choice = serializers.IntegerField(min_value=1, max_value=4, allow_null=True, default=None)


class PaperRequest(serializers.Serializer[Any]):
    """What a keeper has seen of somebody who does not sign in."""

    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    acknowledged_on = serializers.DateField()
    evidence = Words(max_length=300)


class JoinRequest(serializers.Serializer[Any]):
    """A member of staff is in a group from a day."""

    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    tag = serializers.ChoiceField(choices=Tag.choices)
    starts_on = serializers.DateField()


class LeaveRequest(serializers.Serializer[Any]):
    """The last day in a group."""

    ends_on = serializers.DateField()
