"""What the API says of a case: its header to whoever sees it, its content to whoever may read it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.access.models import User
from safeguarding.cases.choices import AccessLevel, Stage
from safeguarding.cases.models import Case
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.deadlines.models import Deadline

STEP_VERBS = ("assess", "activate", "await_outcome", "resume", "close", "reopen")


class NamedUserSerializer(serializers.ModelSerializer[User]):
    """Somebody who works on cases."""

    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = User
        fields = ("id", "name")


class NextClockSerializer(serializers.ModelSerializer[Deadline]):
    """The clock that runs out first."""

    rule = serializers.CharField(source="rule.key", read_only=True)
    title = serializers.CharField(source="rule.title", read_only=True)
    in_words = serializers.CharField(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = Deadline
        fields = ("id", "rule", "title", "due_at", "in_words", "is_overdue")


class CaseHeaderSerializer(serializers.ModelSerializer[Case]):
    """A case in numbers and headers: people stand in it by their labels, and nothing that somebody wrote is here."""

    unit = serializers.IntegerField(source="unit_id", read_only=True)
    unit_name = serializers.CharField(source="unit.name", read_only=True)
    psd_unit = serializers.IntegerField(source="psd_unit_id", allow_null=True, read_only=True)
    stage_label = serializers.CharField(source="get_stage_display", read_only=True)
    owner = NamedUserSerializer(read_only=True)
    supervisor = NamedUserSerializer(read_only=True, allow_null=True)
    next_clock = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: tuple[str, ...] = (
            "reference", "title", "stage", "stage_label", "stage_since", "is_urgent", "is_restricted", "unit",
            "unit_name", "psd_unit", "owner", "supervisor", "review_days", "opened_at", "closed_at", "updated_at",
            "next_clock", "version",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(NextClockSerializer(allow_null=True))
    def get_next_clock(self, case: Case) -> Any:
        clock = self.context.get("clocks", {}).get(case.pk)
        return NextClockSerializer(clock).data if clock else None


def header_of(case: Case, clock: Deadline | None) -> dict[str, Any]:
    """What the serializer above says of a case, written out: a list of fifty costs a fraction of it field by field."""
    return {
        "reference": case.reference,
        "title": case.title,
        "stage": case.stage,
        "stage_label": case.get_stage_display(),
        "stage_since": _stamp(case.stage_since),
        "is_urgent": case.is_urgent,
        "is_restricted": case.is_restricted,
        "unit": case.unit_id,
        "unit_name": case.unit.name,
        "psd_unit": case.psd_unit_id,
        "owner": _named(case.owner),
        "supervisor": _named(case.supervisor),
        "review_days": case.review_days,
        "opened_at": _stamp(case.opened_at),
        "closed_at": _stamp(case.closed_at),
        "updated_at": _stamp(case.updated_at),
        "next_clock": _clock(clock),
        "version": case.version,
    }


def _clock(clock: Deadline | None) -> dict[str, Any] | None:
    if clock is None:
        return None
    return {
        "id": clock.pk,
        "rule": clock.rule.key,
        "title": clock.rule.title,
        "due_at": _stamp(clock.due_at),
        "in_words": clock.in_words,
        "is_overdue": clock.is_overdue,
    }


def _named(user: User | None) -> dict[str, Any] | None:
    return {"id": user.pk, "name": str(user)} if user else None


def _stamp(moment: dt.datetime | None) -> str | None:
    """A moment as the rest of the API writes it."""
    return timezone.localtime(moment).isoformat().replace("+00:00", "Z") if moment else None


class CaseSerializer(CaseHeaderSerializer):
    """A case with its content; `level` says whether the caller reads it. Without, the texts are null."""

    level = serializers.SerializerMethodField()
    situation = serializers.SerializerMethodField()
    safety_plan = serializers.SerializerMethodField()
    closing_summary = serializers.SerializerMethodField()
    concerns = serializers.SerializerMethodField()

    class Meta(CaseHeaderSerializer.Meta):
        fields = (
            *CaseHeaderSerializer.Meta.fields, "level", "situation", "safety_plan", "closing_summary", "concerns",
        )  # fmt: skip
        read_only_fields = fields

    @property
    def is_full(self) -> bool:
        return self.context.get("level") == AccessLevel.FULL

    @extend_schema_field(serializers.ChoiceField(choices=AccessLevel.choices))
    def get_level(self, case: Case) -> str:
        return AccessLevel.FULL if self.is_full else AccessLevel.HEADER

    def get_situation(self, case: Case) -> str | None:
        return case.situation if self.is_full else None

    def get_safety_plan(self, case: Case) -> str | None:
        return case.safety_plan if self.is_full else None

    def get_closing_summary(self, case: Case) -> str | None:
        return case.closing_summary if self.is_full else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField(), allow_null=True))
    def get_concerns(self, case: Case) -> list[str] | None:
        return list(self.context.get("concerns", [])) if self.is_full else None


class HeaderChanges(serializers.Serializer[Any]):
    """What may be changed of a header; what is not sent stays."""

    title = Words(max_length=200, required=False)
    situation = Words(max_length=NARRATIVE_MAX, required=False, allow_blank=True)
    safety_plan = Words(max_length=NARRATIVE_MAX, required=False, allow_blank=True)


class Because(serializers.Serializer[Any]):
    """The reason for an act."""

    reason = Words(max_length=5_000)


class StepTaken(serializers.Serializer[Any]):
    """A step of the table of stages, with its reason where the table asks for one."""

    verb = serializers.ChoiceField(choices=STEP_VERBS)
    reason = Words(max_length=5_000, required=False, allow_blank=True, default="")


class GivenTo(serializers.Serializer[Any]):
    """Who gets the case, and why."""

    user = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    reason = Words(max_length=5_000)


class Emergency(serializers.Serializer[Any]):
    """Which case must be opened, and what the emergency is."""

    reference = Words(max_length=20)
    reason = Words(max_length=5_000)


class StageStep(serializers.Serializer[Any]):
    """A step the case can take from its stage."""

    verb = serializers.ChoiceField(choices=STEP_VERBS)
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name, not the words of this one
    target = serializers.ChoiceField(choices=Stage.choices)
    supervisor_only = serializers.BooleanField()
    needs_reason = serializers.BooleanField()


class ClosingCheck(serializers.Serializer[Any]):
    """One thing to be done before the case may close."""

    key = serializers.CharField()
    wanted = serializers.CharField()
    is_done = serializers.BooleanField()
    left = serializers.ListField(child=serializers.CharField())


class WhatIsLeft(serializers.Serializer[Any]):
    """Which steps there are from here, and what stands between the case and its closing."""

    steps = StageStep(many=True)
    checks = ClosingCheck(many=True)
