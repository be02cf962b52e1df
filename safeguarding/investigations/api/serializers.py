"""What the API says of investigations, and what it takes to begin one."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.api.work.fields import DayField, IdField
from safeguarding.core.api.fields import Words
from safeguarding.investigations import selectors
from safeguarding.investigations.choices import Entry
from safeguarding.investigations.models import (
    Allegation,
    Investigation,
    InvestigationNotice,
    ModeChange,
    PanelMember,
    Proceedings,
    PublicNotice,
    SeverityAssessment,
    WitnessList,
)
from safeguarding.investigations.selectors.informing import Informed


class AllegationSerializer(serializers.ModelSerializer[Allegation]):
    """One allegation: as it was made, whether there is a case to answer, what was found."""

    category_words = serializers.CharField(source="get_category_display", read_only=True)
    standard_words = serializers.ListField(child=serializers.CharField(), read_only=True)
    code_words = serializers.CharField(source="get_code_display", read_only=True)
    criterion_words = serializers.CharField(source="get_criterion_display", read_only=True)
    must_be_referred = serializers.BooleanField(read_only=True)

    class Meta:
        model = Allegation
        fields = (
            "id", "number", "what", "happened_from", "happened_to", "category", "category_words", "standards",
            "standard_words", "code", "code_words", "is_abuse_of_position", "is_harm", "criterion", "criterion_words",
            "must_be_referred", "test_reasons", "answer", "answer_reasons", "answered_on",
            "answered_for", "finding", "finding_reasons", "found_on",
        )  # fmt: skip
        read_only_fields = fields


class ModeChangeSerializer(serializers.ModelSerializer[ModeChange]):
    class Meta:
        model = ModeChange
        fields = ("mode", "since", "reason")
        read_only_fields = fields


class SeveritySerializer(serializers.ModelSerializer[SeverityAssessment]):
    class Meta:
        model = SeverityAssessment
        fields = (
            "severity", "forum", "basis", "assessed_on", "assessed_for", "reasons", "was_authority_consulted",
        )  # fmt: skip
        read_only_fields = fields


class NoticePartSerializer(serializers.Serializer[Any]):
    """One part of the notice, and the rule that asks for it."""

    key = serializers.CharField(read_only=True)
    heading = serializers.CharField(read_only=True)
    paragraphs = serializers.ListField(child=serializers.CharField(), read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # the rule, not where it is read from


class InvestigationNoticeSerializer(serializers.ModelSerializer[InvestigationNotice]):
    """The notice: withheld, or served by a method, with the day on which it counts as given."""

    class Meta:
        model = InvestigationNotice
        fields = ("regime", "status", "withheld_because", "review_on", "method", "sent_on", "deemed_on", "letter")
        read_only_fields = fields


class PanelMemberSerializer(serializers.ModelSerializer[PanelMember]):
    class Meta:
        model = PanelMember
        fields = ("id", "role", "name", "link_check", "stood_down_on", "stood_down_because")
        read_only_fields = fields


class WitnessListSerializer(serializers.ModelSerializer[WitnessList]):
    class Meta:
        model = WitnessList
        fields = ("side", "given_on", "witnesses")
        read_only_fields = fields


class PublicNoticeSerializer(serializers.ModelSerializer[PublicNotice]):
    """What was decided about the public notice, for the hearing on that day."""

    class Meta:
        model = PublicNotice
        fields = ("publication", "starts_on", "published_on", "where", "says", "reasons")
        read_only_fields = fields


class InformedSerializer(serializers.Serializer[Any]):
    """Somebody who is owed updates, under their label: when they were told last, and by when they are told next."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the person in the case
    why = serializers.CharField(read_only=True)
    told_on = serializers.DateField(source="owed.told_on", read_only=True, allow_null=True)
    due_on = serializers.DateField(source="owed.due_on", read_only=True)
    is_withheld = serializers.SerializerMethodField()

    def get_is_withheld(self, one: Informed) -> bool:
        return one.withheld is not None


class ProceedingsSerializer(serializers.ModelSerializer[Proceedings]):
    """To what it was referred, its days, who sits, and its outcome with the rule that allows it."""

    panel = PanelMemberSerializer(many=True, read_only=True)
    witness_lists = WitnessListSerializer(many=True, read_only=True)
    public_notices = PublicNoticeSerializer(many=True, read_only=True)

    class Meta:
        model = Proceedings
        fields = (
            "forum", "reasons", "referred_on", "notice_on", "documents_on", "responded_on", "response", "starts_on",
            "place", "panel", "witness_lists", "public_notices", "outcome", "outcome_on", "outcome_reasons",
            "outcome_source", "warning_months", "told_on",
        )  # fmt: skip
        read_only_fields = fields


class ActLineSerializer(serializers.Serializer[Any]):
    """One act, the rule it is done by, and why it is not possible now; nothing where it is."""

    act = serializers.CharField(read_only=True)
    why_not = serializers.CharField(read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # the rule, not where it is read from


class InvestigationSerializer(serializers.ModelSerializer[Investigation]):
    """One investigation of one person's conduct, as it stands."""

    stage = serializers.CharField(source="track.stage", read_only=True)
    end = serializers.CharField(source="track.end", read_only=True)
    party = serializers.IntegerField(source="track.party_id", read_only=True)
    investigator = NamedUserSerializer(read_only=True, allow_null=True)
    supervisor = NamedUserSerializer(read_only=True, allow_null=True)
    allegations = AllegationSerializer(many=True, read_only=True)
    modes = ModeChangeSerializer(many=True, read_only=True)
    severities = SeveritySerializer(many=True, read_only=True)
    notice = serializers.SerializerMethodField()
    proceedings = serializers.SerializerMethodField()

    class Meta:
        model = Investigation
        fields: tuple[str, ...] = (
            "id", "track", "party", "stage", "end", "entry", "came_on", "complainant", "regime", "investigator",
            "outside_investigator", "link_check", "supervisor", "recording", "recording_reasons", "recorded_on",
            "modes", "severities", "allegations", "terms", "terms_on", "terms_given_on", "notice", "report",
            "report_on", "proceedings", "opened_at", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(InvestigationNoticeSerializer(allow_null=True))
    def get_notice(self, held: Investigation) -> Any:
        found = getattr(held, "notice", None)
        return InvestigationNoticeSerializer(found).data if found else None

    @extend_schema_field(ProceedingsSerializer(allow_null=True))
    def get_proceedings(self, held: Investigation) -> Any:
        found = getattr(held, "proceedings", None)
        return ProceedingsSerializer(found).data if found else None


class InvestigationDetailSerializer(InvestigationSerializer):
    """The same with every act and why it is not possible now, and who is owed an update by when."""

    acts = serializers.SerializerMethodField()
    informed = serializers.SerializerMethodField()

    class Meta(InvestigationSerializer.Meta):
        fields = (*InvestigationSerializer.Meta.fields, "acts", "informed")
        read_only_fields = fields

    @extend_schema_field(InformedSerializer(many=True))
    def get_informed(self, held: Investigation) -> Any:
        return InformedSerializer(selectors.informed(held), many=True).data

    @extend_schema_field(ActLineSerializer(many=True))
    def get_acts(self, held: Investigation) -> Any:
        return ActLineSerializer(selectors.acts_of(selectors.facts_of(held)), many=True).data


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A complaint about a PCSO",
            value={
                "party": 12, "entry": "complaint", "came_on": "2026-10-05", "complainant": 14, "is_designated": False,
                "reason": "Messages to a child met through the work",
            },
            request_only=True,
        )
    ]
)  # fmt: skip
class BeginRequest(serializers.Serializer[Any]):
    """Whose conduct, and how it came in. Which rules apply follows from what the person is to the force."""

    party = IdField(help_text="An adult of this case.")
    entry = serializers.ChoiceField(choices=Entry.choices)
    came_on = DayField(help_text="When the complaint was made, or the matter came to attention.")
    complainant = IdField(allow_null=True, default=None, help_text="Somebody of this case.")
    is_designated = serializers.BooleanField(default=False, help_text="A volunteer with a designation.")
    reason = Words(max_length=10_000)
