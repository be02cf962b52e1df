"""Shapes of retention reviews, holds, disposals and rules."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.records import policies, states
from safeguarding.records.choices import TEXT_MAX, RecordClass
from safeguarding.records.models import Disposal, LegalHold, RetentionReview, RetentionRule


class _Told:
    """The rule and the days that follow from it are null to who does not read the misconduct track of the case."""

    hidden: tuple[str, ...] = ()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)  # type: ignore[misc]  # of the serializer
        is_untold = getattr(instance, "is_untold", None)
        if is_untold is None and not (isinstance(instance, Disposal) and instance.is_gone):
            user = self.context["request"].user  # type: ignore[attr-defined]  # of the serializer
            is_untold = not policies.may_be_told(user, instance.case)
        return {**shown, **dict.fromkeys(self.hidden)} if is_untold else shown


class RetentionReviewSerializer(_Told, serializers.ModelSerializer[RetentionReview]):
    """A case that is due, was kept, or was put up for disposal. Why it was kept is told to who reads the case.

    The rule and its days are null to who does not read the misconduct track of the case.
    """

    hidden = ("rule_key", "rule_version", "due_on", "keep_until")

    case = serializers.CharField(source="case.reference")
    rule_key = serializers.ChoiceField(choices=RecordClass.choices, allow_null=True)
    rule_version = serializers.IntegerField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    keep_until = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField(allow_null=True)

    class Meta:
        model = RetentionReview
        fields = (
            "id", "version", "case", "rule_key", "rule_version", "due_on", "keep_until", "status", "decided_by",
            "decided_at", "kept_until",
        )  # fmt: skip


class KeepRequest(serializers.Serializer[Any]):
    """Until when the case is kept, and why."""

    until = serializers.DateField()
    reason = serializers.CharField(max_length=TEXT_MAX)


class LegalHoldSerializer(serializers.ModelSerializer[LegalHold]):
    """A hold: on whose authority, and whether it is on. Why is told to who reads the case."""

    case = serializers.CharField(source="case.reference")
    put_on_by = serializers.CharField()
    lifted_by = serializers.CharField(allow_null=True)

    class Meta:
        model = LegalHold
        fields = (
            "id",
            "version",
            "case",
            "authority",
            "put_on_by",
            "put_on_at",
            "lifted_by",
            "lifted_at",
            "lift_authority",
        )


class NewLegalHoldRequest(serializers.Serializer[Any]):
    """Which case, by whose authority and why."""

    case = serializers.CharField(max_length=20)
    authority = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=TEXT_MAX)


class LiftRequest(serializers.Serializer[Any]):
    """Who says that it may be lifted, and why."""

    authority = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=TEXT_MAX)


class DisposedFileSerializer(serializers.Serializer[Any]):
    """A file that was destroyed: its digest and its size."""

    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class DisposalSerializer(_Told, serializers.ModelSerializer[Disposal]):
    """That a case was put up for disposal, and what came of it. It names nobody of the case.

    While the case is there, the rule and its day are null to who does not read its misconduct track.
    """

    hidden = ("rule_key", "rule_version", "rule_source", "keep_until")

    case = serializers.CharField(source="case.reference")
    rule_key = serializers.ChoiceField(choices=RecordClass.choices, allow_null=True)
    rule_version = serializers.IntegerField(allow_null=True)
    rule_source = serializers.CharField(allow_null=True)
    keep_until = serializers.DateField(allow_null=True)
    proposed_by = serializers.CharField()
    decided_by = serializers.CharField(allow_null=True)
    rows = serializers.DictField(child=serializers.IntegerField())
    files = DisposedFileSerializer(many=True)

    class Meta:
        model = Disposal
        fields = (
            "id", "version", "reference", "case", "status", "rule_key", "rule_version", "rule_source", "keep_until",
            "opened_on", "closed_on", "reason", "proposed_by", "proposed_at", "decided_by", "decided_at", "answer",
            "rows", "files", "erased_at", "problem",
        )  # fmt: skip


class NewDisposalRequest(serializers.Serializer[Any]):
    """Which case, and why it is not needed any more: naming nobody."""

    case = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=TEXT_MAX)


class DisposalStepRequest(serializers.Serializer[Any]):
    """A verb of the table of states; a decision says why."""

    verb = serializers.ChoiceField(choices=sorted({*states.BY_HAND, states.TRY_AGAIN}))
    answer = serializers.CharField(max_length=TEXT_MAX, allow_blank=True, default="")


class RetentionRuleSerializer(serializers.ModelSerializer[RetentionRule]):
    """A version of a rule that the force set. What every force begins with is number 1, and in no list."""

    set_by = serializers.CharField()

    class Meta:
        model = RetentionRule
        fields = (
            "id", "key", "number", "years", "until_age", "review_every", "effective_from", "source", "reason", "set_by",
            "set_at",
        )  # fmt: skip


class NewRetentionRuleRequest(serializers.Serializer[Any]):
    """How long a class of records is kept from a day on. `number` is that of the version it follows."""

    key = serializers.ChoiceField(choices=RecordClass.choices)
    number = serializers.IntegerField(min_value=1)
    years = serializers.IntegerField(min_value=1, max_value=120)
    until_age = serializers.IntegerField(min_value=1, max_value=120, allow_null=True, default=None)
    review_every = serializers.IntegerField(min_value=1, max_value=10)
    effective_from = serializers.DateField()
    source = serializers.CharField(max_length=300)  # type: ignore[assignment]  # DRF calls another thing so
    reason = serializers.CharField(max_length=TEXT_MAX)
