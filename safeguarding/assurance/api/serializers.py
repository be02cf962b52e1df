"""What the API says of what is asked and of what is on record for it, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.assurance.choices import DbsLevel, VettingLevel, VettingStatus, Workforce
from safeguarding.assurance.models import TEXT_MAX, Clearance, Credential, DbsCheck, Requirement, VettingDecision
from safeguarding.core.api.fields import LARGEST_ID, Words


class RequirementSerializer(serializers.ModelSerializer[Requirement]):
    """Something that is asked, of whom, for how long it holds, and where the demand comes from."""

    class Meta:
        model = Requirement
        fields = (
            "id", "key", "title", "about", "control", "scheme_kinds", "roles", "valid_months", "warn_days",
            "is_blocking", "source", "from_memory", "evidence", "details", "asked_from", "ended_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class DbsSerializer(serializers.ModelSerializer[DbsCheck]):
    """A DBS certificate that was seen. Of its number only the last four digits are ever given."""

    class Meta:
        model = DbsCheck
        fields = (
            "level", "workforce", "barred_list_checked", "last_four", "seen_on", "seen_by", "on_update_service",
            "last_status_check_on", "result_reviewed_by",
        )  # fmt: skip
        read_only_fields = fields


class VettingSerializer(serializers.ModelSerializer[VettingDecision]):
    """A decision of force vetting. Never what was found."""

    class Meta:
        model = VettingDecision
        fields = ("level", "status", "status_since", "decided_by", "review_due_on")
        read_only_fields = fields


class CredentialSerializer(serializers.ModelSerializer[Credential]):
    """Something on record for a requirement, of a person or of a scheme."""

    requirement_key = serializers.CharField(source="requirement.key", read_only=True)
    dbs = DbsSerializer(read_only=True, allow_null=True)
    vetting = VettingSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Credential
        fields = (
            "id", "requirement", "requirement_key", "person", "scheme", "achieved_on", "expires_on", "evidence",
            "withdrawn_on", "withdrawn_because", "recorded_by", "recorded_at", "dbs", "vetting", "version",
        )  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: Credential) -> dict[str, Any]:
        """What has no level has null there: the row beside it does not exist."""
        details = {name: getattr(instance, name, None) for name in ("dbs", "vetting")}
        return {**super().to_representation(instance), **{name: None for name, held in details.items() if not held}}


class ClearanceSerializer(serializers.ModelSerializer[Clearance]):
    """Somebody takes part for a time without everything that is needed."""

    person = serializers.IntegerField(source="placement.person_id", read_only=True)
    scheme = serializers.IntegerField(source="placement.scheme_id", read_only=True)

    class Meta:
        model = Clearance
        fields = (
            "id", "placement", "person", "scheme", "authorised_by", "reason", "given_on", "until", "ended_on",
            "recorded_by", "recorded_at", "version",
        )  # fmt: skip
        read_only_fields = fields


class DbsRequest(serializers.Serializer[Any]):
    """A DBS certificate that was seen. The number is kept sealed."""

    level = serializers.ChoiceField(choices=DbsLevel.choices)
    workforce = serializers.ChoiceField(choices=Workforce.choices)
    barred_list_checked = serializers.BooleanField(default=False)
    certificate_number = Words(max_length=20, allow_blank=True, default="")
    seen_on = serializers.DateField(allow_null=True, default=None)
    seen_by = Words(max_length=120, allow_blank=True, default="")
    on_update_service = serializers.BooleanField(default=False)
    last_status_check_on = serializers.DateField(allow_null=True, default=None)
    result_reviewed_by = Words(max_length=120, allow_blank=True, default="")


class VettingRequest(serializers.Serializer[Any]):
    """A decision of force vetting: where it stands and who decided."""

    level = serializers.ChoiceField(choices=VettingLevel.choices)
    status = serializers.ChoiceField(choices=VettingStatus.choices, default=VettingStatus.GRANTED)
    status_since = serializers.DateField(allow_null=True, default=None)
    decided_by = Words(max_length=120, allow_blank=True, default="")
    review_due_on = serializers.DateField(allow_null=True, default=None)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A DBS check of a member of staff",
            value={
                "requirement": 2, "person": 41, "achieved_on": "2026-10-05", "evidence": "Certificate seen at the hub",
                "dbs": {
                    "level": "enhanced_barred", "workforce": "child", "barred_list_checked": True,
                    "certificate_number": "001234567890", "seen_on": "2026-10-12", "seen_by": "A vetting clerk",
                },
            },
            request_only=True,
        ),
        OpenApiExample(
            "The insurance of a scheme",
            value={
                "requirement": 9, "scheme": 3, "achieved_on": "2026-09-01", "expires_on": "2027-08-31",
                "evidence": "Policy schedule, kept by the finance office",
            },
            request_only=True,
        ),
    ]
)  # fmt: skip
class NewCredentialRequest(serializers.Serializer[Any]):
    """What meets a requirement, of one person or of one scheme. Without an end it is worked out."""

    requirement = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    achieved_on = serializers.DateField()
    expires_on = serializers.DateField(allow_null=True, default=None)
    evidence = Words(max_length=300)
    dbs = DbsRequest(allow_null=True, default=None)
    vetting = VettingRequest(allow_null=True, default=None)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A course that two of a scheme took together",
            value={
                "scheme": 3, "requirement": 3, "people": [41, 44], "achieved_on": "2026-10-05",
                "evidence": "Register of the course, kept at the hub", "only_look": True,
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class TogetherRequest(serializers.Serializer[Any]):
    """One thing that several adults of a scheme have. DBS checks and vetting are recorded one by one."""

    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    requirement = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    people = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=200
    )
    achieved_on = serializers.DateField()
    evidence = Words(max_length=300)
    only_look = serializers.BooleanField(
        default=False, help_text="Says what recording it would do to each of them, and changes nothing."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Somebody new", value={
        "person": 41, "is_new": True, "words": "Will be recorded from 5 October 2026",
    }, response_only=True)]
)  # fmt: skip
class RecordingSerializer(serializers.Serializer[Any]):
    """What recording one thing together does, or would do, to one person."""

    person = serializers.IntegerField(source="person.pk", read_only=True)
    is_new = serializers.BooleanField(read_only=True)
    words = serializers.CharField(read_only=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Until the certificate arrives",
            value={
                "placement": 17, "authorised_by": "Superintendent A. Example", "until": "2026-12-18",
                "reason": "The check was sent in October; never alone with young people until it is back",
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class NewClearanceRequest(serializers.Serializer[Any]):
    """Whose part in a scheme, who authorised it, why and until when: three months at most."""

    placement = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    authorised_by = Words(max_length=120)
    reason = Words(max_length=TEXT_MAX)
    until = serializers.DateField()
