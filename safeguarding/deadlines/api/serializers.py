"""The shape of a clock in the API. Read only: what moves a clock is an act of its own."""

from __future__ import annotations

from rest_framework import serializers

from safeguarding.deadlines import rules
from safeguarding.deadlines.choices import Basis, ClockState
from safeguarding.deadlines.models import Deadline, DeadlineRule


class DeadlineRuleSerializer(serializers.ModelSerializer[DeadlineRule]):
    """A rule of the catalogue: how long, counted how, on whose authority."""

    counted = serializers.CharField(read_only=True, help_text="How it counts, in words.")

    class Meta:
        model = DeadlineRule
        fields = (
            "key", "title", "starts_from", "basis", "amount", "roll_to_working_day", "counted", "warn_days", "source",
            "from_memory",
        )  # fmt: skip
        read_only_fields = fields


class DeadlineSummarySerializer(serializers.ModelSerializer[Deadline]):
    """A clock in a list: what it is, what it belongs to, and how near it is. It names nobody."""

    rule = serializers.CharField(source="rule.key", read_only=True, help_text="The key of its rule.")
    title = serializers.CharField(source="rule.title", read_only=True)
    state = serializers.ChoiceField(choices=ClockState.choices, read_only=True)
    in_words = serializers.CharField(read_only=True, help_text="What is left of it, or how it ended.")
    due_in_full = serializers.SerializerMethodField(help_text="When it is due, in London, in words.")

    class Meta:
        model = Deadline
        fields: tuple[str, ...] = (
            "id", "rule", "title", "subject_type", "subject_id", "subject_label", "due_at", "due_in_full", "in_words",
            "state",
        )  # fmt: skip
        read_only_fields = fields

    def get_due_in_full(self, deadline: Deadline) -> str:
        return rules.moment_in_words(deadline.due_at)


class DeadlineSerializer(DeadlineSummarySerializer):
    """A whole clock: from what start, counted how, on whose authority, and what became of it. Holds free text."""

    authority = serializers.CharField(source="rule.source", read_only=True, help_text="Where the figure comes from.")
    from_memory = serializers.BooleanField(
        source="rule.from_memory", read_only=True, help_text="The figure is not confirmed law and may be edited."
    )
    basis = serializers.ChoiceField(choices=Basis.choices, read_only=True)
    counted = serializers.CharField(read_only=True, help_text="How it was counted, in words.")
    owner = serializers.SerializerMethodField(help_text="Who has to meet it.")
    owner_id = serializers.IntegerField(read_only=True, allow_null=True)
    extended = serializers.SerializerMethodField(help_text="Whether it was given more time than its rule gives.")

    class Meta(DeadlineSummarySerializer.Meta):
        fields = (
            *DeadlineSummarySerializer.Meta.fields,
            "authority", "from_memory", "basis", "amount", "counted", "source_type", "source_id", "owner", "owner_id",
            "start_at", "start_why", "calendar_version", "computed_due_at", "extended", "extended_at",
            "extension_reason", "met_at", "cancelled_at", "cancel_reason", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_owner(self, deadline: Deadline) -> str:
        return str(deadline.owner) if deadline.owner else ""

    def get_extended(self, deadline: Deadline) -> bool:
        return deadline.extended_at is not None
