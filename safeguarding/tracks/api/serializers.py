"""What the API says of tracks, and the shape of what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.cases.api.work.fields import DayField, IdField, NarrativeField
from safeguarding.cases.choices import HarmTest
from safeguarding.tracks.choices import (
    HIDDEN_STAGE,
    ChargeDecision,
    ChargeReason,
    CourtResult,
    Leaving,
    ReportDecision,
    TrackKind,
)
from safeguarding.tracks.models import CollegeReport, Departure, Meeting, OffenceConsidered, StageChange, Track
from safeguarding.tracks.rules.offences import OFFENCES
from safeguarding.tracks.selectors.lanes import Lane

Shape = serializers.Serializer[dict[str, Any]]


class StageChangeSerializer(serializers.ModelSerializer[StageChange]):
    """One step: what was done, on which day, and why."""

    words = serializers.CharField()
    by_name = serializers.CharField(source="by.__str__")
    given_to = serializers.IntegerField(source="given_to_id", allow_null=True, help_text="Who keeps it from then on.")

    class Meta:
        model = StageChange
        fields = (
            "id", "verb", "words", "before", "after", "reason", "happened_on", "at", "by_name", "given_to",
            "harm_tests",
        )  # fmt: skip


class OffenceSerializer(serializers.ModelSerializer[OffenceConsidered]):
    """An offence of a criminal track: what was decided and why, and the result."""

    track = serializers.IntegerField(source="of_id")
    offence_label = serializers.CharField(source="offence.label")
    authority = serializers.CharField(source="offence.source", help_text="The law that makes it an offence.")

    class Meta:
        model = OffenceConsidered
        fields = (
            "id", "track", "code", "offence_label", "authority", "conduct_from", "conduct_until", "decision",
            "decision_reason", "decision_note", "decided_on", "result", "result_on", "version",
        )  # fmt: skip


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting with partners."""

    kind_label = serializers.CharField(source="get_kind_display")
    police_attendee = serializers.IntegerField(source="police_attendee_id", allow_null=True)

    class Meta:
        model = Meeting
        fields = ("id", "kind", "kind_label", "held_on", "attended", "police_attendee", "decided")


class TrackSerializer(serializers.ModelSerializer[Track]):
    """One track. Whoever is not of the side that keeps it (`is_read` false) learns that it is there and its stage; of
    discipline (misconduct, vetting) that it is there and whether it runs: `stage` is empty, and `version` 0."""

    kind_label = serializers.CharField(source="get_kind_display")
    party = serializers.IntegerField(source="party_id", allow_null=True)
    name = serializers.CharField(help_text="Its kind and whom it is about, by label.")
    stage_label = serializers.CharField(source="stage_words")
    stage = serializers.CharField()
    stage_since = serializers.DateTimeField(allow_null=True)
    is_running = serializers.BooleanField()
    is_read = serializers.SerializerMethodField()

    #: What stands in the answer only for whoever reads the content; empty for the others.
    CONTENT = (
        "owner", "owner_name", "opened_because", "organisation", "contact", "their_reference", "end", "end_label",
        "end_reason", "next_verbs",
    )  # fmt: skip
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    owner_name = serializers.CharField(source="owner.__str__")
    end_label = serializers.CharField(source="end_words")
    next_verbs = serializers.SerializerMethodField(help_text="The steps that the table has from here.")

    class Meta:
        model = Track
        fields: tuple[str, ...] = (
            "id", "kind", "kind_label", "party", "name", "stage", "stage_label", "stage_since", "is_running", "is_read",
            "opened_at", "ended_at", "owner", "owner_name", "opened_because", "organisation", "contact",
            "their_reference", "end", "end_label", "end_reason", "next_verbs", "version",
        )  # fmt: skip

    def get_is_read(self, track: Track) -> bool:
        return track.kind in self.context.get("kinds_read", ())

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_next_verbs(self, track: Track) -> list[str]:
        return [move.verb for move in track.table.moves_from(track.stage)] if track.is_running else []

    def to_representation(self, instance: Track) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not shown["is_read"]:
            empty: dict[str, Any] = {"owner": None, "next_verbs": []}
            shown |= {name: empty.get(name, "") for name in self.CONTENT}
            if instance.kind in HIDDEN_STAGE:
                shown |= {"stage": "", "stage_label": instance.outer_words, "version": 0}
                shown |= {"stage_since": None, "ended_at": None}
        return shown


class OneTrackSerializer(TrackSerializer):
    """One track with every step, its offences and its meetings; none of them for whoever does not read its content."""

    changes = StageChangeSerializer(many=True)
    offences = OffenceSerializer(many=True)
    meetings = MeetingSerializer(many=True)

    class Meta(TrackSerializer.Meta):
        fields = (*TrackSerializer.Meta.fields, "changes", "offences", "meetings")

    def to_representation(self, instance: Track) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not shown["is_read"]:
            shown |= {"changes": [], "offences": [], "meetings": []}
        return shown


class NextClockOfTrack(Shape):
    """The running clock of a track that runs out first."""

    rule = serializers.CharField()
    title = serializers.CharField()
    due_at = serializers.DateTimeField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A LADO track that the caller reads",
            response_only=True,
            value={
                "id": 12, "kind": "lado", "kind_label": "LADO", "party": 31, "name": "LADO: PCSO B",
                "stage": "referred", "stage_label": "Referred", "stage_since": "2026-11-22T10:40:00Z",
                "is_running": True, "is_read": True, "opened_at": "2026-11-20T14:35:00Z", "ended_at": None,
                "owner": 4, "owner_name": "Ruth Adeyemi", "opened_because": "He works with children.",
                "organisation": "Northshire Council", "contact": "Duty LADO", "their_reference": "LADO 2291",
                "end": "", "end_label": "", "end_reason": "", "next_verbs": ["meet", "outcome"], "version": 4,
                "case": "SC-2026-000010", "unit": "Northshire safeguarding hub", "days_open": 3, "next_clock": None,
            },
        )
    ]
)  # fmt: skip
class ListedTrackSerializer(TrackSerializer):
    """One track of any case, as in `cases/{reference}/tracks/`, with its case, how long it has run and its next clock.

    `days_open` is not told of a track that has ended where the caller may not know when; `next_clock` only to whoever
    reads the track.
    """

    case = serializers.CharField(source="case.reference")
    unit = serializers.CharField(source="case.unit.name", help_text="The unit that owns the case.")
    days_open = serializers.SerializerMethodField()
    next_clock = serializers.SerializerMethodField()

    class Meta(TrackSerializer.Meta):
        fields = (*TrackSerializer.Meta.fields, "case", "unit", "days_open", "next_clock")

    def lane(self, track: Track) -> Lane:
        lane: Lane = self.context["lanes"][track.pk]
        return lane

    def get_is_read(self, track: Track) -> bool:
        return self.lane(track).is_read

    def get_days_open(self, track: Track) -> int | None:
        return self.lane(track).days_open

    @extend_schema_field(NextClockOfTrack(allow_null=True))
    def get_next_clock(self, track: Track) -> dict[str, Any] | None:
        held = self.lane(track).next_clock
        return {"rule": held.rule.key, "title": held.rule.title, "due_at": held.due_at} if held else None


class NewTrack(Shape):
    """Which track, whom it is about, from which day and why."""

    kind = serializers.ChoiceField(choices=TrackKind.choices)
    party = IdField(required=False, allow_null=True, default=None)
    on = DayField(required=False, allow_null=True, default=None)
    reason = NarrativeField()


class TrackStepRequest(Shape):
    """One step. `end` for a step that decides how the track ends; `attended`, `decided` and `police_attendee` for one
    that is a meeting."""

    verb = serializers.CharField(max_length=30)
    on = DayField(required=False, allow_null=True, default=None)
    reason = NarrativeField(required=False, allow_blank=True, default="")
    end = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    attended = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    decided = NarrativeField(required=False, allow_blank=True, default="")
    police_attendee = IdField(required=False, allow_null=True, default=None)
    harm_tests = serializers.ListField(
        child=serializers.ChoiceField(choices=HarmTest.choices), required=False, default=list, max_length=4,
        help_text="Which tests of the harm threshold are met, for the step that finds it met.",
    )  # fmt: skip


class TrackEndRequest(Shape):
    """How the track ended, and how it came to it."""

    end = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    reason = NarrativeField()


class TrackOwnerRequest(Shape):
    user = IdField(help_text="Somebody who works on the case and keeps tracks of this kind.")
    reason = NarrativeField()


class TrackBodyRequest(Shape):
    """Who deals with it outside the force."""

    organisation = serializers.CharField(max_length=200, allow_blank=True)
    contact = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")
    their_reference = serializers.CharField(max_length=100, allow_blank=True, required=False, default="")


class NewOffence(Shape):
    """An offence to consider, for what was done between two days."""

    code = serializers.ChoiceField(choices=[(offence.code, offence.label) for offence in OFFENCES])
    conduct_from = DayField()
    conduct_until = DayField(required=False, allow_null=True, default=None)


class DecidedOffence(Shape):
    decision = serializers.ChoiceField(choices=ChargeDecision.choices)
    decision_reason = serializers.ChoiceField(
        choices=ChargeReason.choices, required=False, allow_blank=True, default=""
    )
    decision_note = NarrativeField(required=False, allow_blank=True, default="")
    decided_on = DayField()


class OffenceResultRequest(Shape):
    result = serializers.ChoiceField(choices=CourtResult.choices)
    result_on = DayField()


class DepartureSerializer(serializers.ModelSerializer[Departure]):
    """Somebody under investigation left."""

    party = serializers.IntegerField(source="party_id")

    class Meta:
        model = Departure
        fields = ("id", "party", "how", "left_on", "detail", "recorded_at")


class NewDeparture(Shape):
    party = IdField()
    how = serializers.ChoiceField(choices=Leaving.choices)
    left_on = DayField()
    detail = NarrativeField(required=False, allow_blank=True, default="")


class CollegeReportSerializer(serializers.ModelSerializer[CollegeReport]):
    """The question whether somebody is reported to the College of Policing."""

    party = serializers.IntegerField(source="party_id")
    party_label = serializers.CharField(source="party.label")
    for_list_label = serializers.CharField(source="get_for_list_display")

    class Meta:
        model = CollegeReport
        fields = (
            "id", "party", "party_label", "for_list", "for_list_label", "opened_because", "begins_on", "decision",
            "reasons", "reported_on", "their_reference", "decided_at", "version",
        )  # fmt: skip


class DecidedReport(Shape):
    decision = serializers.ChoiceField(choices=ReportDecision.choices)
    reported_on = DayField(required=False, allow_null=True, default=None)
    their_reference = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    reasons = NarrativeField(required=False, allow_blank=True, default="")
