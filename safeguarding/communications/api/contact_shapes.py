"""What the API says of contacts, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.audit.api.purposes import asked
from safeguarding.communications.choices import PERSONAL_KINDS, Channel, Direction, Outcome, Purpose, Severity
from safeguarding.communications.models import (
    TEXT_MAX,
    ContactAuthorisation,
    ContactEvent,
    ContactRecipient,
    ContactReport,
)
from safeguarding.communications.selectors.contacts import earlier_of, rows_now
from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.people.choices import AgeBand

PURPOSE = asked("Why you read this.")


def _id(*, required: bool = True) -> serializers.IntegerField:
    more: dict[str, Any] = {} if required else {"allow_null": True, "default": None}
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID, **more)


@dataclass(frozen=True)
class Answer:
    """What one rule says of a contact that is not on record."""

    rule: str
    outcome: str
    severity: str
    reason: str


class JudgedSerializer(serializers.Serializer[Any]):
    """What one rule says, and why. Neither what cannot be told nor what does not apply is a pass."""

    rule = serializers.CharField(read_only=True)
    outcome = serializers.ChoiceField(choices=Outcome.choices, read_only=True)
    severity = serializers.ChoiceField(choices=Severity.choices, read_only=True)
    reason = serializers.CharField(read_only=True)


class EarlierAnswersSerializer(serializers.Serializer[Any]):
    """What the rules said of a contact as it was before it was changed, took place, or was looked at."""

    version = serializers.IntegerField(read_only=True)
    asked_at = serializers.DateTimeField(read_only=True)
    rules = JudgedSerializer(many=True, read_only=True, source="rows")


class RecipientSerializer(serializers.ModelSerializer[ContactRecipient]):
    """Somebody who was reached; who is on record by number alone."""

    class Meta:
        model = ContactRecipient
        fields = (
            "person", "description", "age_band", "is_child", "is_met_through_work", "is_victim_or_witness",
        )  # fmt: skip
        read_only_fields = fields


class ContactLineSerializer(serializers.ModelSerializer[ContactEvent]):
    """Enough of a contact for a list."""

    class Meta:
        model = ContactEvent
        fields: tuple[str, ...] = (
            "id", "status", "direction", "sender", "scheme", "platform", "account", "account_kind", "channel",
            "purpose", "sent_at", "second_adult", "second_adult_checked_at", "logged_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class ContactSerializer(ContactLineSerializer):
    """A contact with whom it reached and what every rule says of it now."""

    recipients = RecipientSerializer(many=True, read_only=True)
    results = serializers.SerializerMethodField()
    earlier = serializers.SerializerMethodField(help_text="What the rules said of the versions before, newest first.")

    class Meta(ContactLineSerializer.Meta):
        fields = (
            *ContactLineSerializer.Meta.fields, "purpose_text", "whole_group", "second_adult_told_at", "answers",
            "authorisation", "logged_by", "withdrawn_by", "withdrawn_at", "withdrawn_because", "recipients", "results",
            "earlier", "version",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(JudgedSerializer(many=True))
    def get_results(self, contact: ContactEvent) -> Any:
        return JudgedSerializer(rows_now(contact), many=True).data

    @extend_schema_field(EarlierAnswersSerializer(many=True))
    def get_earlier(self, contact: ContactEvent) -> Any:
        return EarlierAnswersSerializer(earlier_of(contact), many=True).data


class ReachedRequest(serializers.Serializer[Any]):
    """Somebody who is reached: a person on record, or described."""

    person = _id(required=False)
    description = Words(max_length=300, allow_blank=True, default="")
    age_band = serializers.ChoiceField(choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    is_met_through_work = serializers.BooleanField(allow_null=True, default=None)
    is_victim_or_witness = serializers.BooleanField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["person"] is None and not attrs["description"].strip():
            raise serializers.ValidationError({"description": "Name a person on record, or describe them."})
        return attrs


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A group message to be sent tomorrow",
            value={
                "sender": 12, "direction": "adult_to_child", "channel": "group_message", "is_planned": True,
                "sent_at": "2026-11-24T16:30:00Z", "scheme": 3, "account": 7, "purpose": "event",
                "purpose_text": "Where we meet on Saturday", "second_adult": 15, "whole_group": True,
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class NewContactRequest(serializers.Serializer[Any]):
    """A contact, planned or past, with what the rules need to be told."""

    sender = _id()
    direction = serializers.ChoiceField(choices=Direction.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    sent_at = serializers.DateTimeField()
    is_planned = serializers.BooleanField(default=False)
    scheme = _id(required=False)
    platform = _id(required=False)
    account = _id(required=False)
    account_kind = serializers.ChoiceField(
        choices=PERSONAL_KINDS, allow_blank=True, default="",
        help_text="Of an account that is not on the register: whether it is the adult's own, if that is known.",
    )  # fmt: skip
    purpose = serializers.ChoiceField(choices=Purpose.choices, allow_blank=True, default="")
    purpose_text = Words(max_length=TEXT_MAX, allow_blank=True, default="")
    second_adult = _id(required=False)
    answers = _id(required=False)
    recipients = serializers.ListField(child=ReachedRequest(), default=list, max_length=500)
    whole_group = serializers.BooleanField(default=False, help_text="Everybody young in the scheme is reached.")
    group_has_victim = serializers.BooleanField(
        allow_null=True, default=None, help_text="Whether one of the whole group is a victim or witness."
    )


class SentRequest(serializers.Serializer[Any]):
    """When a planned contact was sent."""

    sent_at = serializers.DateTimeField()


class ContactReportLineSerializer(serializers.ModelSerializer[ContactReport]):
    """Enough of a report for a list."""

    class Meta:
        model = ContactReport
        fields: tuple[str, ...] = (
            "id", "adult", "platform", "channel", "scheme", "happened_at", "reported_at", "supervisor_told_at",
            "central_team_told_at", "risk_entry",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class ContactReportSerializer(ContactReportLineSerializer):
    """A report that a young person tried to make contact."""

    class Meta(ContactReportLineSerializer.Meta):
        fields = (
            *ContactReportLineSerializer.Meta.fields, "young_person", "description", "account", "what", "reported_by",
            "supervisor", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewReportRequest(serializers.Serializer[Any]):
    """What came, whom it was meant for, and who it was from."""

    adult = _id()
    platform = _id()
    channel = serializers.ChoiceField(choices=Channel.choices)
    happened_at = serializers.DateTimeField()
    what = Words(max_length=TEXT_MAX)
    young_person = _id(required=False)
    description = Words(max_length=300, allow_blank=True, default="")
    account = _id(required=False)
    scheme = _id(required=False)
    supervisor = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, allow_null=True, default=None,
        help_text="Empty for the adult's line manager on record.",
    )  # fmt: skip


class AuthorisationLineSerializer(serializers.ModelSerializer[ContactAuthorisation]):
    """Enough of a request to be in contact for a list."""

    class Meta:
        model = ContactAuthorisation
        fields: tuple[str, ...] = (
            "id", "adult", "account", "channel", "status", "requested_at", "valid_from", "valid_until", "ended_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class AuthorisationSerializer(AuthorisationLineSerializer):
    """A request to be in contact with a young person, and its answer."""

    class Meta(AuthorisationLineSerializer.Meta):
        fields = (
            *AuthorisationLineSerializer.Meta.fields, "young_person", "reason", "requested_by", "decided_by",
            "decided_at", "decided_because", "ended_because", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewAuthorisationRequest(serializers.Serializer[Any]):
    """Who asks for leave to be in contact with whom, over what, from when to when, and why."""

    adult = _id()
    young_person = _id()
    account = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, allow_null=True, default=None,
        help_text="An official one. Empty for a meeting in person alone.",
    )  # fmt: skip
    channel = serializers.ChoiceField(choices=Channel.choices)
    reason = Words(max_length=TEXT_MAX)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()
