"""The tracks of one case, their offences, and what their ends left to be decided."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.api.work.base import WorkViewSet
from safeguarding.cases.selectors.access import people_to_name
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import NotAllowed
from safeguarding.tracks import policies, services
from safeguarding.tracks.api import serializers as shapes
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import CollegeReport, Departure, OffenceConsidered, Track
from safeguarding.tracks.selectors import lanes as selectors

NOT_HERE = "Choose somebody of this case."


class TrackViewSet(WorkViewSet):
    """The tracks of a case side by side. Each reader sees of each what its side lets them see."""

    model = Track
    serializer_class = shapes.TrackSerializer
    filterset_fields = ("kind", "stage")
    page = "tracks"
    page_ordering = ("pk",)
    reads = None

    def records(self) -> QuerySet[Any]:
        found = selectors.tracks_of(self.case)
        return (
            found.prefetch_related("changes__by", "changes__given_to", "offences", "meetings")
            if self.action == "retrieve"
            else found
        )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Asked for by stage, a track whose stage the caller does not see is in no answer: that would tell it."""
        found = super().filter_queryset(queryset)
        if not self.request.query_params.get("stage"):
            return found
        return found.exclude(kind__in=policies.kinds_hidden(self.user, self.case, self.standing.ways))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Without its ETag where the stage is hidden: how often it changed would tell that something happened."""
        response = super().retrieve(request, *args, **kwargs)
        if response.data["version"] == 0:
            del response["ETag"]
        return response

    def get_serializer_class(self) -> Any:
        return shapes.OneTrackSerializer if self.action == "retrieve" else shapes.TrackSerializer

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        read = frozenset() if fake else policies.kinds_read(self.user, self.case, self.standing.ways)
        return {**super().get_serializer_context(), "kinds_read": read}

    @extend_schema(request=shapes.NewTrack, responses={201: shapes.TrackSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Open a track beside the others."""
        case_policies.require(self.user, case_policies.WORK, self.case)
        given = self.checked(shapes.NewTrack)
        parties = self.case.parties.filter(removed_at__isnull=True)
        given["party"] = chosen(parties, given["party"], field="party", message=NOT_HERE)
        return self.created(services.open_track(case=self.case, by=self.user, by_hand=True, **given))

    @extend_schema(request=shapes.TrackStepRequest, responses=shapes.TrackSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, reference: str, pk: Any) -> Response:
        """Take one step of the table."""
        track = self.to_work_on()
        given = self.checked(shapes.TrackStepRequest)
        attendee = chosen(
            people_to_name(self.case), given.pop("police_attendee"), field="police_attendee",
            message="Choose somebody of this force.",
        )  # fmt: skip
        meeting = services.MeetingFacts(given.pop("attended"), given.pop("decided"), attendee)
        said = meeting if any((meeting.attended, meeting.decided, meeting.police_attendee)) else None
        moved = services.step(
            track=track, by=self.user, meeting=said, by_hand=True, version=self.named_version(), **given
        )
        return self.answer(moved)

    @extend_schema(request=shapes.TrackEndRequest, responses=shapes.TrackSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, reference: str, pk: Any) -> Response:
        """Close the track. Refused (409) while something that its end asks for is not decided."""
        track = self.to_work_on()
        given = self.checked(shapes.TrackEndRequest)
        return self.answer(services.end(track=track, by=self.user, version=self.named_version(), **given))

    @extend_schema(request=shapes.TrackOwnerRequest, responses=shapes.TrackSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def owner(self, request: Request, reference: str, pk: Any) -> Response:
        """Give the track to somebody else."""
        track = self.to_work_on()
        given = self.checked(shapes.TrackOwnerRequest)
        owner = people_to_name(self.case).filter(pk=given["user"]).first()
        kept = services.give(
            track=track, owner=owner or self.user, by=self.user, reason=given["reason"], version=self.named_version()
        )
        return self.answer(kept)

    @extend_schema(request=shapes.TrackBodyRequest, responses=shapes.TrackSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def body(self, request: Request, reference: str, pk: Any) -> Response:
        """Say who deals with it outside the force."""
        track = self.to_work_on()
        given = {**self.checked(shapes.TrackBodyRequest), "version": self.named_version()}
        return self.answer(services.change_body(track=track, by=self.user, **given))

    @extend_schema(request=shapes.NewOffence, responses={201: shapes.OffenceSerializer})
    @action(detail=True, methods=["post"])
    @once
    def offences(self, request: Request, reference: str, pk: Any) -> Response:
        """Consider an offence."""
        track = self.to_work_on()
        made = services.add_offence(track=track, by=self.user, **self.checked(shapes.NewOffence))
        return self.answer(made, code=201, serializer_class=shapes.OffenceSerializer)

    def to_work_on(self) -> Track:
        """The track, once it is clear that the caller keeps tracks of its kind. The services ask again."""
        track: Track = self.get_object()
        case_policies.require(self.user, case_policies.WORK, self.case)
        policies.require_side(self.user, track.kind, self.case)
        return track


class OfSideViewSet(WorkViewSet):
    """Rows that belong to the content of one kind of track: not there for whoever does not read it."""

    kind: str

    def admit(self) -> None:
        super().admit()
        if not policies.reads(self.user, self.kind, self.case, self.standing.ways):
            raise NotAllowed(policies.refusal_of(self.kind, self.case))

    def to_work_on(self) -> Any:
        found = self.get_object()
        case_policies.require(self.user, case_policies.WORK, self.case)
        return found


class OffenceViewSet(OfSideViewSet):
    """The offences that the criminal tracks of a case consider."""

    model = OffenceConsidered
    serializer_class = shapes.OffenceSerializer
    filterset_fields = ("code", "decision")
    page = "offences considered"
    page_ordering = ("pk",)
    kind = TrackKind.CRIMINAL

    def records(self) -> QuerySet[Any]:
        return selectors.offences_in(self.case)

    @extend_schema(request=shapes.DecidedOffence, responses=shapes.OffenceSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, reference: str, pk: Any) -> Response:
        """Record whether it was charged; where it was not, why."""
        offence = self.to_work_on()
        given = {**self.checked(shapes.DecidedOffence), "version": self.named_version()}
        return self.answer(services.decide_offence(offence=offence, by=self.user, **given))

    @extend_schema(request=shapes.OffenceResultRequest, responses=shapes.OffenceSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def result(self, request: Request, reference: str, pk: Any) -> Response:
        """Record what the court found."""
        offence = self.to_work_on()
        given = {**self.checked(shapes.OffenceResultRequest), "version": self.named_version()}
        return self.answer(services.record_result(offence=offence, by=self.user, **given))


class DepartureViewSet(OfSideViewSet):
    """Who left while their tracks ran."""

    model = Departure
    serializer_class = shapes.DepartureSerializer
    filterset_fields = ("how",)
    page = "departures"
    page_ordering = ("pk",)
    kind = TrackKind.MISCONDUCT

    @extend_schema(request=shapes.NewDeparture, responses={201: shapes.DepartureSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Record that somebody left. Their tracks go on; what leaving asks for is opened."""
        case_policies.require(self.user, case_policies.WORK, self.case)
        given = self.checked(shapes.NewDeparture)
        parties = self.case.parties.filter(removed_at__isnull=True)
        given["party"] = chosen(parties, given["party"], field="party", message=NOT_HERE)
        return self.created(services.record_departure(case=self.case, by=self.user, **given))


class CollegeReportViewSet(OfSideViewSet):
    """Reports to the College of Policing that ends and leavings asked for (Police Act 1996 Part 4A)."""

    model = CollegeReport
    serializer_class = shapes.CollegeReportSerializer
    filterset_fields = ("for_list", "decision")
    page = "reports to the College"
    page_ordering = ("pk",)
    kind = TrackKind.MISCONDUCT

    def records(self) -> QuerySet[Any]:
        return selectors.reports_of(self.case)

    @extend_schema(request=shapes.DecidedReport, responses=shapes.CollegeReportSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, reference: str, pk: Any) -> Response:
        """Record that it was reported, on which day, or why no report is due."""
        report = self.to_work_on()
        given = {**self.checked(shapes.DecidedReport), "version": self.named_version()}
        return self.answer(services.decide_report(report=report, by=self.user, **given))
