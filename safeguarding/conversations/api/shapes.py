"""What the API says of exports, conversations, messages and participants, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import DayField, IdField
from safeguarding.conversations.choices import DayOrder, Format, JudgementStatus, MessageKind
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant, UnreadLine
from safeguarding.conversations.selectors import exports
from safeguarding.conversations.selectors.judged import Failed, OfARule
from safeguarding.conversations.services.adding import ANSWERS, HERE
from safeguarding.core.api.fields import Words


class MessageExportSerializer(serializers.ModelSerializer[MessageExport]):
    """One export: how far it is read, how its dates are read and why, what it asks, and how much is in it."""

    file = serializers.IntegerField(source="source_id", read_only=True)
    exhibit = serializers.IntegerField(source="source.exhibit_id", read_only=True)
    percent = serializers.SerializerMethodField()
    day_order = serializers.ChoiceField(choices=[("", "Not decided"), *DayOrder.choices], read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    notes = serializers.ListField(child=serializers.CharField(), read_only=True)
    conversations = serializers.IntegerField(source="threads", read_only=True)
    first_at = serializers.DateTimeField(source="first", read_only=True, allow_null=True)
    last_at = serializers.DateTimeField(source="last", read_only=True, allow_null=True)
    added_by = NamedUserSerializer(read_only=True)
    looked_through_at = serializers.DateTimeField(
        source="look.done_at", read_only=True, allow_null=True, default=None, help_text="By the lexicon, to the end."
    )
    look_problem = serializers.CharField(
        source="look.problem", read_only=True, default="", help_text="Why looking through it was given up."
    )

    class Meta:
        model = MessageExport
        fields = (
            "id", "file", "exhibit", "sha256", "format", "status", "percent", "day_order", "day_order_because",
            "time_zone", "question", "notes", "problem", "counts", "conversations", "first_at", "last_at", "added_by",
            "added_at", "read_at", "looked_through_at", "look_problem", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_percent(self, export: MessageExport) -> int:
        size = export.source.file.size
        return min(100, export.done_bytes * 100 // size) if size else 0


@extend_schema_serializer(
    examples=[OpenApiExample("A chat", value={"file": 31, "time_zone": "Europe/London"}, request_only=True)]
)
class NewMessageExportRequest(serializers.Serializer[Any]):
    """Which file of an exhibit holds messages. The format is recognised where none is named."""

    file = IdField(help_text="A file of an exhibit of this case that may be opened.")
    format = serializers.ChoiceField(choices=Format.choices, allow_blank=True, default="")
    time_zone = Words(max_length=60, default=HERE, help_text="Where the phone was, unless the file says its own zone.")


@extend_schema_serializer(examples=[OpenApiExample("As here", value={"day_order": "day_first"}, request_only=True)])
class DayOrderRequest(serializers.Serializer[Any]):
    """Which comes first in the dates of the file."""

    day_order = serializers.ChoiceField(choices=[(one.value, one.label) for one in DayOrder if one in ANSWERS])


@extend_schema_serializer(examples=[OpenApiExample("Of Instagram", value={"site": "instagram"}, request_only=True)])
class SiteRequest(serializers.Serializer[Any]):
    """Of which of two like sites a download is."""

    site = serializers.ChoiceField(choices=[(one, one.title()) for one in exports.SITES])


class OfARuleSerializer(serializers.Serializer[Any]):
    """What one of the rules said of the messages, and why.

    Neither what cannot be told nor what does not apply is a pass.
    """

    rule = serializers.CharField(source="rule.name", read_only=True)
    title = serializers.CharField(source="rule.title", read_only=True)
    failed = serializers.IntegerField(read_only=True)
    passed = serializers.IntegerField(read_only=True)
    not_evaluable = serializers.IntegerField(source="unknown", read_only=True)
    not_applicable = serializers.IntegerField(source="beside", read_only=True)
    severity = serializers.CharField(read_only=True, allow_blank=True)
    why_failed = serializers.SerializerMethodField()
    why_not_evaluable = serializers.SerializerMethodField()
    why_not_applicable = serializers.SerializerMethodField()

    def get_why_failed(self, one: OfARule) -> list[str]:
        return [said.reason for said in one.why_failed]

    def get_why_not_evaluable(self, one: OfARule) -> list[str]:
        return [said.reason for said in one.why_unknown]

    def get_why_not_applicable(self, one: OfARule) -> list[str]:
        return [said.reason for said in one.why_beside]


class RulesOverMessagesSerializer(serializers.Serializer[Any]):
    """The last answer of the rules over an export, and whether it still holds. Without one, `rules` is empty."""

    status = serializers.ChoiceField(choices=JudgementStatus.choices, read_only=True, allow_null=True)
    done_at = serializers.DateTimeField(read_only=True, allow_null=True)
    judged = serializers.IntegerField(read_only=True)
    left_out = serializers.IntegerField(read_only=True)
    out_of_date = serializers.ListField(child=serializers.CharField(), read_only=True)
    rules = OfARuleSerializer(many=True, read_only=True)


class FailedMessageSerializer(serializers.Serializer[Any]):
    """A message that failed a rule: why, how much it weighs, what else it failed, and what the rule was told."""

    id = serializers.IntegerField(source="breach.pk", read_only=True)
    message = serializers.IntegerField(source="message.pk", read_only=True)
    conversation = serializers.IntegerField(source="message.conversation_id", read_only=True)
    sent_at = serializers.DateTimeField(source="message.sent_at", read_only=True, allow_null=True)
    text = serializers.CharField(source="breach.text", read_only=True, help_text="Of a long message the beginning.")
    severity = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    others = serializers.ListField(child=serializers.CharField(), read_only=True)
    told = serializers.SerializerMethodField(help_text="What the rule was told, in words: of what, and what.")

    @extend_schema_field(serializers.ListField(child=serializers.ListField(child=serializers.CharField())))
    def get_told(self, one: Failed) -> list[tuple[str, str]]:
        return one.told


class UnreadLineSerializer(serializers.ModelSerializer[UnreadLine]):
    """A piece of a file that could not be read, where it stands, and why."""

    class Meta:
        model = UnreadLine
        fields = ("id", "place", "raw", "why")
        read_only_fields = fields


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    """One thread of an export."""

    platform = serializers.CharField(source="platform.slug", read_only=True)

    class Meta:
        model = Conversation
        fields = ("id", "title", "platform", "is_group", "messages_count", "first_at", "last_at")
        read_only_fields = fields


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    """Somebody as the export names them, and who a person said they are."""

    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # the class keeps no field by its name
    platform = serializers.CharField(source="platform.slug", read_only=True)
    matched_by = NamedUserSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Participant
        fields = (
            "id", "number", "label", "name", "platform", "is_owner", "party", "account", "matched_by", "matched_at",
            "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_label(self, participant: Participant) -> str:
        return exports.name_of(participant)


class SuggestionSerializer(serializers.Serializer[Any]):
    """Who somebody may be, and why that is said. Nothing is matched by it."""

    party = serializers.IntegerField(allow_null=True)
    account = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("Somebody of the case", value={"party": 7}, request_only=True)])
class MatchRequest(serializers.Serializer[Any]):
    """Which person of the case this is, which account of the register, or both."""

    party = IdField(allow_null=True, default=None)
    account = IdField(allow_null=True, default=None)


class FoundWordsSerializer(serializers.Serializer[Any]):
    """Words of a message that show an indicator, and what a person said of it."""

    id = serializers.IntegerField(read_only=True)
    indicator = serializers.CharField(read_only=True)
    starts = serializers.IntegerField(read_only=True)
    ends = serializers.IntegerField(read_only=True)
    status = serializers.CharField(read_only=True)


class MessageSerializer(serializers.ModelSerializer[Message]):
    """One message as it is read, of a very long one the beginning: `letters` says how many it has.

    All of it, and what stands in the file, is in the answer about one message.
    """

    text = serializers.SerializerMethodField()
    letters = serializers.IntegerField(read_only=True)
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # the class keeps no field by its name
    findings = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields: tuple[str, ...] = (
            "id", "position", "sender", "label", "kind", "text", "letters", "sent_at", "sent_text", "is_edited",
            "media_name", "seconds", "place", "findings",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields

    def get_label(self, message: Message) -> str:
        return exports.name_of(message.sender) if message.sender else ""

    def get_text(self, message: Message) -> str:
        return str(message.shown_text if hasattr(message, "shown_text") else message.text)

    @extend_schema_field(FoundWordsSerializer(many=True))
    def get_findings(self, message: Message) -> Any:
        found = self.context.get("findings", {}).get(message.pk, [])
        return FoundWordsSerializer(found, many=True).data


class WholeMessageSerializer(MessageSerializer):
    """One message with what stands of it in the file."""

    class Meta(MessageSerializer.Meta):
        fields = (*MessageSerializer.Meta.fields, "raw")
        read_only_fields = fields


class LookQuery(serializers.Serializer[Any]):
    """What to see of a conversation."""

    sender = IdField(required=False, help_text="A participant of the export.")
    kind = serializers.ChoiceField(choices=MessageKind.choices, required=False)
    since = DayField(required=False)
    until = DayField(required=False)
    is_quiet = serializers.BooleanField(required=False, help_text="Only in the quiet hours of the force.")
    has_indicator = serializers.BooleanField(
        required=False, help_text="Only what shows an indicator that nobody dismissed."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Words in any form", value={"words": "delete message"}, request_only=True)]
)
class SearchRequest(LookQuery):
    """What to look for. It is sent in the body: what is looked for stays out of addresses."""

    words = Words(max_length=200)
    is_exact = serializers.BooleanField(default=False, help_text="Exactly these letters, also inside words.")
