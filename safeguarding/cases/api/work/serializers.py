"""What the API says of the work on a case, and the shape of what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.cases.api.work.fields import DayField, IdField, InstantField, NarrativeField
from safeguarding.cases.choices import DutyDecision, LadoFinding, MeasureKind, ReferralCriterion, ReferralKind
from safeguarding.cases.models import DbsDuty, ProtectiveMeasure, Referral, Review, Task
from safeguarding.deadlines.models import Deadline

Shape = serializers.Serializer[dict[str, Any]]


class TaskSerializer(serializers.ModelSerializer[Task]):
    """Something to do on a case, by somebody, by a day."""

    owner = serializers.IntegerField(source="owner_id")
    owner_name = serializers.CharField(source="owner.__str__")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Task
        fields = (
            "id", "title", "detail", "owner", "owner_name", "due_on", "status", "status_label", "created_at",
            "ended_at", "outcome", "version",
        )  # fmt: skip


class NewTask(Shape):
    """What has to be done, by whom, by when."""

    title = serializers.CharField(max_length=200)
    detail = NarrativeField(required=False, allow_blank=True, default="")
    owner = IdField(help_text="Somebody who may work on the case.")
    due_on = DayField()


class ChangedTask(Shape):
    """What is to change; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    detail = NarrativeField(required=False, allow_blank=True)
    owner = IdField(required=False)
    due_on = DayField(required=False)


class Outcome(Shape):
    outcome = NarrativeField()


class Reason(Shape):
    reason = NarrativeField()


class ShortReason(Shape):
    reason = NarrativeField(max_length=5000)


class ReferralSerializer(serializers.ModelSerializer[Referral]):
    """A referral to another body, and where it stands."""

    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Referral
        fields = (
            "id", "kind", "kind_label", "status", "status_label", "agency", "contact", "why", "created_at", "sent_at",
            "their_reference", "late_reason", "answered_on", "answer", "concluded_on", "outcome", "version",
        )  # fmt: skip


class NewReferral(Shape):
    """Whom to refer to and why. `criterion` and `first_clear_at` are for the IOPC, `psd_unit` for PSD."""

    kind = serializers.ChoiceField(choices=ReferralKind.choices)
    why = NarrativeField()
    agency = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    contact = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    criterion = serializers.ChoiceField(
        choices=ReferralCriterion.choices, required=False, allow_blank=True, default="",
        help_text="For the IOPC: which test the allegation as made meets.",
    )  # fmt: skip
    first_clear_at = InstantField(
        required=False, allow_null=True, default=None,
        help_text="For the IOPC: when it was first clear that it must be referred. Now, when left out.",
    )  # fmt: skip
    psd_unit = IdField(required=False, allow_null=True, default=None)


class SentReferral(Shape):
    sent_at = InstantField()
    agency = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    contact = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    their_reference = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    late_reason = NarrativeField(
        max_length=5000, required=False, allow_blank=True, default="", help_text="Needed when it was sent late."
    )


class AnsweredReferral(Shape):
    answered_on = DayField()
    answer = NarrativeField()


class ConcludedReferral(Shape):
    concluded_on = DayField()
    outcome = NarrativeField()
    finding = serializers.ChoiceField(
        choices=LadoFinding.choices, required=False, allow_blank=True, default="", help_text="Needed with the LADO."
    )


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A supervisor's review. It is never changed."""

    held_by = serializers.IntegerField(source="held_by_id")
    held_by_name = serializers.CharField(source="held_by.__str__")

    class Meta:
        model = Review
        fields = ("id", "progress", "next_steps", "next_review_on", "held_at", "held_by", "held_by_name")


class NewReview(Shape):
    """Progress, next steps and the next day; without a day, after the case's usual cycle."""

    progress = NarrativeField()
    next_steps = NarrativeField()
    next_review_on = DayField(required=False, allow_null=True, default=None)
    is_last = serializers.BooleanField(
        required=False, default=False, help_text="The last review before the case is closed: it names no next day."
    )
    seen = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=2**31 - 1,
        help_text="How many reviews there were when you looked: a review held meanwhile is then not overlooked (412).",
    )  # fmt: skip


class UrgencySerializer(Shape):
    """How urgent the case is, and how often it is reviewed."""

    reference = serializers.CharField()
    is_urgent = serializers.BooleanField()
    review_days = serializers.IntegerField()
    version = serializers.IntegerField()


class NewUrgency(Shape):
    is_urgent = serializers.BooleanField()
    reason = NarrativeField(max_length=5000)


class MeasureSerializer(serializers.ModelSerializer[ProtectiveMeasure]):
    """Something done at once to keep children safe."""

    kind_label = serializers.CharField(source="get_kind_display")
    party = serializers.IntegerField(source="party_id", allow_null=True)
    party_label = serializers.SerializerMethodField()

    class Meta:
        model = ProtectiveMeasure
        fields = (
            "id", "kind", "kind_label", "party", "party_label", "detail", "starts_on", "review_on", "created_at",
            "ended_at", "end_reason", "version",
        )  # fmt: skip

    def get_party_label(self, measure: ProtectiveMeasure) -> str:
        return measure.party.label if measure.party else ""


class NewMeasure(Shape):
    """The measure, whom it is about, from when, and when it is looked at again."""

    kind = serializers.ChoiceField(choices=MeasureKind.choices)
    party = IdField(required=False, allow_null=True, default=None)
    detail = NarrativeField()
    starts_on = DayField()
    review_on = DayField(required=False, allow_null=True, default=None, help_text="May be left out for a suspension.")


class ReviewedMeasure(Shape):
    note = NarrativeField(help_text="Goes into the chronology.")
    review_on = DayField(required=False, allow_null=True, default=None)


class DutySerializer(serializers.ModelSerializer[DbsDuty]):
    """The duty to consider a referral to the DBS about one adult."""

    party = serializers.IntegerField(source="party_id")
    party_label = serializers.CharField(source="party.label")

    class Meta:
        model = DbsDuty
        fields = (
            "id", "party", "party_label", "opened_because", "opened_at", "decision", "reasons", "decided_at", "version"
        )  # fmt: skip


class DecidedDuty(Shape):
    decision = serializers.ChoiceField(choices=DutyDecision.choices)
    reasons = NarrativeField()


class ClockSerializer(serializers.ModelSerializer[Deadline]):
    """One clock: its rule and source, from what it counts, when it is due, and how it ended."""

    rule = serializers.CharField(source="rule.key")
    title = serializers.CharField(source="rule.title")
    authority = serializers.CharField(source="rule.source", help_text="On whose authority the rule counts so.")
    counted = serializers.CharField()
    state = serializers.CharField()
    in_words = serializers.CharField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    extension_reason = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = (
            "id", "rule", "title", "authority", "counted", "start_at", "start_why", "computed_due_at", "due_at",
            "in_words", "state", "owner", "source_type", "source_id", "extended_at", "extension_reason", "met_at",
            "cancelled_at", "version",
        )  # fmt: skip

    def get_extension_reason(self, held: Deadline) -> str:
        """Text: only for who may read the case."""
        return held.extension_reason if self.context.get("is_full") else ""


class ExtendedClock(Shape):
    until = DayField()
    reason = NarrativeField(max_length=5000)


class WorkEntrySerializer(Shape):
    """One clock of the caller's, with what it is for."""

    clock = serializers.IntegerField(source="deadline.pk")
    title = serializers.CharField(source="deadline.rule.title")
    what = serializers.CharField(help_text="What a task says; empty for other clocks.")
    reference = serializers.CharField(source="deadline.subject_label")
    about = serializers.CharField(help_text="What the case is called, by labels.")
    due_at = serializers.DateTimeField(source="deadline.due_at")
    in_words = serializers.CharField(source="deadline.in_words")
    nearness = serializers.CharField(help_text="late, today, week or later")
    is_escalated = serializers.BooleanField(help_text="Passed up to the caller; somebody else's.")
    url = serializers.CharField()


class MyWorkSerializer(Shape):
    """Everything the caller has to see to, the nearest first."""

    results = WorkEntrySerializer(many=True)
