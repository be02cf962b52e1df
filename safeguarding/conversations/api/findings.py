"""What was found in the messages of a case, what a person says of it, and the lexicon by which it is found."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.choices import Indicator
from safeguarding.conversations.api.base import MessagesViewSet
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Finding
from safeguarding.conversations.rules import lexicon, runs
from safeguarding.conversations.selectors import found
from safeguarding.conversations.services import deciding
from safeguarding.core.api.fields import Words
from safeguarding.core.api.filters import StrictFilters
from safeguarding.core.api.views import needs_version

SAID = [(one.value, one.label) for one in FindingStatus if one != FindingStatus.OPEN]


class MessageFindingSerializer(serializers.ModelSerializer[Finding]):
    """Words of a message that show an indicator, which line of the lexicon says so, and what a person said of it."""

    conversation = serializers.IntegerField(source="message.conversation_id", read_only=True)
    sent_at = serializers.DateTimeField(source="message.sent_at", read_only=True, allow_null=True)
    text = serializers.CharField(source="shown_text", read_only=True, help_text="Of a very long message the beginning.")
    found_words = serializers.CharField(source="words", read_only=True)
    because = serializers.SerializerMethodField()
    decided_by = NamedUserSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Finding
        fields = (
            "id", "export", "conversation", "message", "sent_at", "text", "found_words", "indicator", "starts",
            "ends", "pattern", "lexicon", "because", "status", "reason", "decided_by", "decided_at", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_because(self, finding: Finding) -> str:
        return found.because(finding)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A figure of speech",
            value={"said": "dismissed", "reason": "A joke about a test, among friends"},
            request_only=True,
        )
    ]
)
class SaidOfFindingRequest(serializers.Serializer[Any]):
    """Whether the words show what the lexicon says they show, and why."""

    said = serializers.ChoiceField(choices=SAID)
    reason = Words(max_length=5_000)


class SameFindingsRequest(SaidOfFindingRequest):
    """The same of every open finding of the export with the same words."""

    expected = serializers.IntegerField(
        min_value=1, max_value=deciding.MOST_AT_ONCE, help_text="How many `same` gave: more or fewer now is 409."
    )


class DecidedTogetherSerializer(serializers.Serializer[Any]):
    """How many were decided."""

    count = serializers.IntegerField()


class LexiconLineSerializer(serializers.Serializer[Any]):
    """One line of the lexicon, or one pattern over several messages."""

    id = serializers.CharField(read_only=True)
    indicator = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)
    unless = serializers.CharField(read_only=True)
    note = serializers.CharField(read_only=True)


class LexiconSerializer(serializers.Serializer[Any]):
    """By what messages are looked through, and which version of it is in use."""

    version = serializers.CharField(read_only=True)
    lines = LexiconLineSerializer(many=True, read_only=True)


class FindingFilterSet(filters.FilterSet):
    """Findings by indicator, and by what was said of them."""

    indicator = filters.ChoiceFilter(choices=Indicator.choices)
    status = filters.ChoiceFilter(choices=FindingStatus.choices)

    class Meta:
        model = Finding
        fields = ("indicator", "status")


class FindingViewSet(MessagesViewSet):
    """Indicators found in the messages of a case. None of them decides anything."""

    model = Finding
    serializer_class = MessageFindingSerializer
    filter_backends: Any = (StrictFilters,)
    filterset_class = FindingFilterSet
    http_method_names = ["get", "post", "head"]
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return found.excerpts(found.of_case(self.user, self.case))

    @extend_schema(responses=MessageFindingSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def same(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The open findings of the export with the same words, this one among them, as far as one act reaches."""
        same = deciding.same_words(self.get_object()).order_by("pk").values_list("pk", flat=True)
        page = self.paginate_queryset(self.records().filter(pk__in=list(same[: deciding.MOST_AT_ONCE])))
        return self.get_paginated_response(MessageFindingSerializer(page, many=True).data)

    @extend_schema(request=SaidOfFindingRequest, responses=MessageFindingSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Agree that the words show it, or dismiss it, always with the reason."""
        given = self.checked(SaidOfFindingRequest)
        decided = deciding.decide(
            finding=self.get_object(), status=given["said"], reason=given["reason"], version=self.named_version(),
            by=self.user,
        )  # fmt: skip
        return self.again(decided)

    @extend_schema(request=SameFindingsRequest, responses=DecidedTogetherSerializer)
    @action(detail=True, methods=["post"], url_path="decide-same")
    def decide_same(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say the same of all that `same` gives."""
        given = self.checked(SameFindingsRequest)
        count = deciding.decide_same(
            finding=self.get_object(), status=given["said"], reason=given["reason"], expected=given["expected"],
            by=self.user,
        )  # fmt: skip
        return Response(DecidedTogetherSerializer({"count": count}).data)

    @extend_schema(request=None, responses=MessageFindingSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def undo(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take back what was said. It is open again; the history keeps what was said."""
        return self.again(deciding.undo(finding=self.get_object(), version=self.named_version(), by=self.user))


class LexiconView(APIView):
    """The lexicon of indicators."""

    @extend_schema(operation_id="message_lexicon_retrieve", responses=LexiconSerializer)
    def get(self, request: Request) -> Response:
        """Every line by which messages are looked through, for everybody who signs in."""
        lines = [
            {
                "id": line.id, "indicator": line.indicator, "words": line.shown_words, "unless": line.shown_unless,
                "note": line.note,
            }
            for line in lexicon.LINES
        ] + [
            {"id": run.id, "indicator": run.indicator, "words": run.words, "unless": "", "note": ""}
            for run in runs.RUNS
        ]  # fmt: skip
        return Response(LexiconSerializer({"version": lexicon.VERSION, "lines": lines}).data)
