"""Who can see a case and why; named access; conflicts; emergencies afterwards."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies
from safeguarding.cases.api.case_base import OfCaseViewSet
from safeguarding.cases.api.case_serializers import Because, GivenTo, NamedUserSerializer
from safeguarding.cases.api.cases import colleague
from safeguarding.cases.choices import AccessLevel, ConflictKind, GrantKind
from safeguarding.cases.models import CaseConflict, CaseGrant
from safeguarding.cases.selectors import access as selector
from safeguarding.cases.services import access
from safeguarding.cases.services.access.grants import BY_HAND
from safeguarding.core.api.fields import LARGEST_ID, Words


class GrantSerializer(serializers.ModelSerializer[CaseGrant]):
    """A named person's way into a case."""

    user = NamedUserSerializer(read_only=True)
    kind = serializers.SerializerMethodField()
    granted_by = NamedUserSerializer(read_only=True)

    class Meta:
        model = CaseGrant
        fields = (
            "id", "user", "kind", "reason", "granted_by", "granted_at", "expires_at", "reviewed_at", "review_note",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=GrantKind.choices))
    def get_kind(self, grant: CaseGrant) -> str:
        return grant.permission.codename


class WaySerializer(serializers.Serializer[selector.WayIn]):
    """One line of who can see the case: who, why, how far and until when."""

    who = serializers.CharField()
    people = NamedUserSerializer(many=True)
    why = serializers.CharField()
    level = serializers.ChoiceField(choices=AccessLevel.choices)
    expires_at = serializers.DateTimeField(allow_null=True)


class NewGrant(serializers.Serializer[Any]):
    """Access for a named person. To only read, it needs an end; to investigate too, but for those in a PSD role."""

    user = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    kind = serializers.ChoiceField(choices=[(kind.value, kind.label) for kind in BY_HAND])
    reason = Words(max_length=5_000)
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ReviewNote(serializers.Serializer[Any]):
    """Whether opening the case in an emergency was right."""

    note = Words(max_length=5_000)


class ConflictSerializer(serializers.ModelSerializer[CaseConflict]):
    """Somebody the case does not exist for."""

    user = NamedUserSerializer(read_only=True)
    kind = serializers.ChoiceField(choices=ConflictKind.choices, read_only=True)

    class Meta:
        model = CaseConflict
        fields = ("user", "kind", "reason", "declared_at")
        read_only_fields = fields


class GrantViewSet(OfCaseViewSet):
    """The named people who were given a way into the case."""

    model = CaseGrant
    serializer_class = GrantSerializer
    page_ordering = ("-granted_at", "-pk")
    page = "access"

    def records(self) -> QuerySet[Any]:
        """Those that are open, and every emergency, which is reviewed after it has ended."""
        return selector.grants_to_show(self.case)

    @extend_schema(responses=WaySerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None)
    def who(self, request: Request, reference: str) -> Response:
        """Everybody who can see the case today, and why: named people and roles."""
        self.note()
        return Response(WaySerializer(selector.who_sees(self.case).ways, many=True).data)

    @extend_schema(request=NewGrant, responses={201: GrantSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Give a named person a way into the case."""
        given = self.checked(NewGrant)
        given["user"] = colleague(request.user, given["user"])
        return self.made(access.grant(case=self.case, by=request.user, **given))

    @extend_schema(request=Because, responses={204: None})
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, reference: str, pk: str) -> Response:
        """Take the access away at once."""
        access.revoke(case=self.case, grant=self.get_object(), by=request.user, **self.checked(Because))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ReviewNote, responses=GrantSerializer)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, reference: str, pk: str) -> Response:
        """Say whether an emergency opening was right."""
        grant = self.get_object()
        access.review_break_glass(case=self.case, grant=grant, by=request.user, **self.checked(ReviewNote))
        return self.answer(self.get_object())


class ConflictViewSet(OfCaseViewSet):
    """Who is in conflict with the case: for those who decide on access."""

    model = CaseConflict
    serializer_class = ConflictSerializer
    page_ordering = ("pk",)
    page = "conflicts"
    reads = policies.GRANT
    http_method_names = ["get", "post", "head"]

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("user")

    @extend_schema(request=GivenTo, responses={204: None})
    def create(self, request: Request, reference: str) -> Response:
        """Record a conflict: from then on the case does not exist for this person."""
        given = self.checked(GivenTo)
        user = colleague(request.user, given["user"])
        access.declare_conflict(case=self.case, user=user, reason=given["reason"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=GivenTo, responses={204: None})
    @action(detail=False, methods=["post"])
    def withdraw(self, request: Request, reference: str) -> Response:
        """Take back a conflict that was declared by mistake."""
        given = self.checked(GivenTo)
        user = colleague(request.user, given["user"])
        access.withdraw_conflict(case=self.case, user=user, reason=given["reason"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
