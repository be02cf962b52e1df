"""What the API says of accounts and platforms, and takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.communications.choices import AccountKind, HandleRule, PlatformKind, RequestAction, TargetKind
from safeguarding.communications.models import Account, AccountAccess, AccountRequest, Platform
from safeguarding.communications.models.accounts import TEXT_MAX
from safeguarding.communications.selectors import accounts as selectors
from safeguarding.core.api.fields import LARGEST_ID, Words


class PlatformSerializer(serializers.ModelSerializer[Platform]):
    """A service on which people have accounts."""

    class Meta:
        model = Platform
        fields = ("id", "slug", "name", "kind", "is_ephemeral", "is_official", "handle_rule", "version")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A messaging service whose messages vanish",
            value={
                "name": "Wisp", "kind": "messaging", "handle_rule": "name", "is_ephemeral": True, "is_official": False,
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class PlatformRequest(serializers.Serializer[Any]):
    """What is said of a platform."""

    name = Words(max_length=60)
    kind = serializers.ChoiceField(choices=PlatformKind.choices)
    handle_rule = serializers.ChoiceField(choices=HandleRule.choices, default=HandleRule.NAME)
    is_ephemeral = serializers.BooleanField(default=False)
    is_official = serializers.BooleanField(default=False)


class AccountAccessSerializer(serializers.ModelSerializer[AccountAccess]):
    """Who may, or could, use an account."""

    name = serializers.CharField(source="person.name", read_only=True)

    class Meta:
        model = AccountAccess
        fields = ("id", "person", "name", "since", "ended_at", "ended_because", "version")
        read_only_fields = fields


class RuleAnswerSerializer(serializers.Serializer[Any]):
    """What one rule says, and why."""

    rule = serializers.CharField()
    outcome = serializers.CharField()
    severity = serializers.CharField()
    reason = serializers.CharField()


class AccountRequestSerializer(serializers.ModelSerializer[AccountRequest]):
    """A friend or follow request, with what the rules say of it."""

    rules = serializers.SerializerMethodField()

    class Meta:
        model = AccountRequest
        fields = (
            "id", "action", "target_kind", "target_handle", "target_person", "made_by", "made_at", "checked_by",
            "checked_at", "check_method", "logged_at", "rules",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(RuleAnswerSerializer(many=True))
    def get_rules(self, one: AccountRequest) -> list[dict[str, str]]:
        return answers(selectors.judged_of(one))


def answers(judged: dict[str, Any]) -> list[dict[str, str]]:
    """What the rules say, as rows."""
    return [
        {"rule": name, "outcome": said.outcome, "severity": said.severity, "reason": said.reason}
        for name, said in judged.items()
    ]


class AccountRowSerializer(serializers.ModelSerializer[Account]):
    """One account, as a list gives it."""

    platform = serializers.CharField(source="platform.slug", read_only=True)
    users = serializers.IntegerField(read_only=True)
    passwords_due = serializers.BooleanField(read_only=True)

    class Meta:
        model = Account
        fields: tuple[str, ...] = (
            "id", "platform", "handle", "kind", "status", "scheme", "person", "approved_until", "users",
            "passwords_due", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class AccountSerializer(AccountRowSerializer):
    """One account with who may use it and what was asked from it."""

    accesses = AccountAccessSerializer(many=True, read_only=True)
    requests = AccountRequestSerializer(many=True, read_only=True)
    late = serializers.SerializerMethodField()

    class Meta(AccountRowSerializer.Meta):
        fields = (
            *AccountRowSerializer.Meta.fields, "purpose", "proposed_by", "approved_on", "decided_because", "revoked_on",
            "passwords_changed_on", "passwords_proof", "late", "accesses", "requests",
        )  # fmt: skip
        read_only_fields = fields

    def get_late(self, account: Account) -> list[str]:
        return selectors.why_late(account)


OWNED = {
    "kind": "official_cadet", "scheme": 3, "purpose": "News of the unit for parents and young people: one way.",
}  # fmt: skip


class AccountDetailsRequest(serializers.Serializer[Any]):
    """Whose an account is and what it is for: a scheme's, a person's, or nobody knows yet."""

    kind = serializers.ChoiceField(choices=AccountKind.choices)
    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    purpose = Words(max_length=TEXT_MAX, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The account of a unit", value={"platform": "instagram", "handle": "@millbrook_unit", **OWNED},
            request_only=True,
        )
    ]
)  # fmt: skip
class NewAccountRequest(AccountDetailsRequest):
    """An account to be put on the register."""

    platform = serializers.SlugField(max_length=40)
    handle = Words(max_length=200)


class ApprovedUntilRequest(serializers.Serializer[Any]):
    """Until when an account is approved; a year on where nothing is said."""

    until = serializers.DateField(allow_null=True, default=None)


class PasswordsRequest(serializers.Serializer[Any]):
    """When the passwords were changed, and how that is known. Never a password."""

    changed_on = serializers.DateField()
    proof = Words(max_length=TEXT_MAX)


class RevokeRequest(PasswordsRequest):
    """Why an approval is taken back, with the proof that the passwords were changed."""

    reason = Words(max_length=TEXT_MAX)


class AccessRequest(serializers.Serializer[Any]):
    """The adult who may use an account."""

    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class EndAccessRequest(serializers.Serializer[Any]):
    """Why somebody may no longer use an account."""

    because = Words(max_length=300)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A request that was accepted after a check",
            value={
                "action": "accept", "target_kind": "young_person", "target_handle": "skyler.runs", "made_by": 41,
                "made_at": "2026-11-20T17:30:00Z", "checked_by": 44, "checked_at": "2026-11-20T17:00:00Z",
                "check_method": "Asked at the session",
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class NewFriendRequest(serializers.Serializer[Any]):
    """A friend or follow request. With `only_look` the rules answer, and nothing is saved."""

    action = serializers.ChoiceField(choices=RequestAction.choices)
    target_kind = serializers.ChoiceField(choices=TargetKind.choices)
    target_handle = Words(max_length=200, allow_blank=True, default="")
    target_person = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_ID,
        allow_null=True,
        default=None,
        help_text="Whose it is, if they are on record.",
    )
    made_by = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    made_at = serializers.DateTimeField()
    checked_by = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True, default=None)
    checked_at = serializers.DateTimeField(allow_null=True, default=None)
    check_method = Words(max_length=300, allow_blank=True, default="")
    only_look = serializers.BooleanField(default=False)
