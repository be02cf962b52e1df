"""Shapes of learning reports."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from safeguarding.learning import states
from safeguarding.learning.choices import AnswerKind
from safeguarding.learning.models import REASON_MAX, TEXT_MAX, Bulletin, LearningReport, SchemeReply, SelfAssessment
from safeguarding.learning.selectors.guarding import Paper


class ReportLineSerializer(serializers.ModelSerializer[LearningReport]):
    """A report in a list. Of which case it tells is not said: it names nobody."""

    class Meta:
        model: Any = LearningReport
        fields: tuple[str, ...] = ("id", "version", "reference", "title", "status", "begun_at", "approved_at")


class ReportSerializer(ReportLineSerializer):
    """A report with its sections, as they stand; without those that another side of its case keeps until approval."""

    sections = serializers.SerializerMethodField()

    class Meta(ReportLineSerializer.Meta):
        fields = (*ReportLineSerializer.Meta.fields, "sections")

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_sections(self, paper: Paper) -> dict[str, str]:
        return {key: text for key, text in paper.sections.items() if key not in paper.kept}


class NewLearningReportRequest(serializers.Serializer[Any]):
    """From which case, what it is about, and why it cannot wait where the case is open."""

    case = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=120)
    early_because = serializers.CharField(max_length=REASON_MAX, allow_blank=True, default="")


class BulletinLineSerializer(ReportLineSerializer):
    """A bulletin in a list."""

    class Meta(ReportLineSerializer.Meta):
        model = Bulletin


class BulletinSerializer(ReportSerializer):
    """A bulletin with its sections, as they stand: introduction, one of each report, lessons, questions."""

    class Meta(ReportSerializer.Meta):
        model = Bulletin


class NewBulletinRequest(serializers.Serializer[Any]):
    """Of which approved reports, by their numbers and in their order, and what it is about."""

    title = serializers.CharField(max_length=120)
    reports = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**53), max_length=50)


class ReportChanges(serializers.Serializer[Any]):
    """The title and any of the sections; those left out stay as they are."""

    title = serializers.CharField(max_length=120)
    sections = serializers.DictField(child=serializers.CharField(max_length=TEXT_MAX, allow_blank=True), default=dict)


class GuardAnswerRequest(serializers.Serializer[Any]):
    """Why something that the guard asks about may stay."""

    key = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=500)


class ReportStepRequest(serializers.Serializer[Any]):
    """A verb of the table of states; sending back and withdrawing ask a reason."""

    verb = serializers.ChoiceField(choices=sorted(states.MOVES))
    reason = serializers.CharField(max_length=REASON_MAX, allow_blank=True, default="")


class FoundSerializer(serializers.Serializer[Any]):
    """One thing that the guard found: where, what it is, and whether it must go or was answered."""

    section = serializers.CharField(source="find.section")
    start = serializers.IntegerField(source="find.start")
    end = serializers.IntegerField(source="find.end")
    words = serializers.CharField(source="find.words")
    kind = serializers.CharField(source="find.kind")
    blocks = serializers.BooleanField(source="find.blocks")
    why = serializers.CharField(source="find.why")
    key = serializers.CharField(source="find.key")
    times = serializers.IntegerField(source="find.times")
    labels = serializers.SerializerMethodField()
    answer = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_labels(self, found: Any) -> list[str]:
        return list(found.find.labels)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_answer(self, found: Any) -> str | None:
        return found.answer.reason if found.answer else None


class GuardedSerializer(serializers.Serializer[Any]):
    """What the guard says of a report."""

    is_clear = serializers.BooleanField()
    found = FoundSerializer(many=True)


class SendRequest(serializers.Serializer[Any]):
    """By when schemes are to answer."""

    due_on = serializers.DateField()


class ReplyAnswer(serializers.Serializer[Any]):
    """What a scheme answers to one question, and what shows it."""

    answer = serializers.ChoiceField(choices=AnswerKind.choices)
    text = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    evidence = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class RepliesRequest(serializers.Serializer[Any]):
    """An answer to each question, in their order."""

    answers = ReplyAnswer(many=True)


class SchemeReplySerializer(serializers.ModelSerializer[SchemeReply]):
    """What one scheme answered; empty until it has."""

    scheme_name = serializers.CharField(source="scheme.name")
    answers = ReplyAnswer(many=True)

    class Meta:
        model = SchemeReply
        fields = ("id", "version", "scheme", "scheme_name", "answers", "answered_at", "ended_on", "ended_because")


class SelfAssessmentSerializer(serializers.ModelSerializer[SelfAssessment]):
    """The questions as they were sent, and what schemes answered."""

    questions = serializers.ListField(child=serializers.CharField())
    replies = SchemeReplySerializer(many=True)

    class Meta:
        model = SelfAssessment
        fields = ("id", "version", "report", "questions", "due_on", "sent_at", "reminded_on", "replies")
