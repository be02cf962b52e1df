"""The tracks of a case side by side, as this reader sees them, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.policies import Standing
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks import policies
from safeguarding.tracks.choices import HIDDEN_STAGE, Side
from safeguarding.tracks.models import CollegeReport, Meeting, OffenceConsidered, StageChange, Track
from safeguarding.tracks.selectors.hooks import page_of
from safeguarding.tracks.states import Move


@dataclass(frozen=True)
class Lane:
    """One track as a reader sees it: whose side they are not on shows that it is there and where it stands."""

    track: Track
    is_read: bool
    clocks: tuple[Deadline, ...] = ()

    @property
    def shows_stage(self) -> bool:
        """Of discipline the other side does not learn where it stands."""
        return self.is_read or self.track.kind not in HIDDEN_STAGE

    @property
    def stage_words(self) -> str:
        return self.track.stage_words if self.is_read else self.track.outer_words

    @property
    def kept_by(self) -> str:
        """Whose track it is, for whoever does not read it."""
        return str(Side(policies.side_of(self.track.kind, self.track.case)).label)

    @property
    def days_open(self) -> int | None:
        """From the day on which it was opened to its end, or to today; unknown of an end that is hidden."""
        if self.track.ended_at and not self.shows_stage:
            return None
        until = self.track.ended_at or clock.now()
        return (clock.london_date(until) - clock.london_date(self.track.opened_at)).days

    @property
    def next_clock(self) -> Deadline | None:
        return self.clocks[0] if self.clocks else None


@dataclass(frozen=True)
class Offered:
    """A step that may come next, and the address of the page that takes it where it has one of its own."""

    move: Move
    page: str


def tracks_of(case: Case) -> QuerySet[Track]:
    """Every track of the case, those that run first, in the order in which they were opened."""
    found = Track.objects.filter(case=case).select_related("case", "party", "owner", "opened_by", "ended_by")
    return found.order_by(F("ended_at").asc(nulls_first=True), "pk")


def lanes(user: User, case: Case, standing: Standing) -> list[Lane]:
    """The lanes of the case, each with the clocks that its reader may know of."""
    read = policies.kinds_read(user, case, standing.ways)
    found = list(tracks_of(case))
    clocks = running_clocks([track.pk for track in found])
    return [
        Lane(track, track.kind in read, tuple(clocks.get(track.pk, ())) if track.kind in read else ())
        for track in found
    ]


def in_short(user: User, case: Case, standing: Standing) -> dict[str, Any]:
    """The lanes for the first page of a case: where each stands and what is due next."""
    return {"lanes": lanes(user, case, standing)}


def running_clocks(pks: list[int]) -> dict[int, list[Deadline]]:
    """The running clocks of these tracks, the nearest first."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    held = Deadline.objects.running().filter(source_type="track", source_id__in=pks).select_related("rule")
    for deadline in held.order_by("due_at", "pk"):
        found[deadline.source_id or 0].append(deadline)
    return found


def steps_from(track: Track) -> list[Offered]:
    """What may be done next, in the order of the table."""
    if not track.is_running:
        return []
    return [Offered(move, page_of(track, move.verb)) for move in track.table.moves_from(track.stage)]


def changes_of(track: Track) -> QuerySet[StageChange]:
    return track.changes.select_related("by", "of", "given_to").order_by("pk")


def offences_of(track: Track) -> QuerySet[OffenceConsidered]:
    return track.offences.order_by("pk")


def offences_in(case: Case) -> QuerySet[OffenceConsidered]:
    """Every offence that a criminal track of the case considers."""
    found = OffenceConsidered.objects.filter(of__case=case)
    return found.select_related("of__case", "of__party", "of__owner")


def meetings_of(track: Track) -> QuerySet[Meeting]:
    return track.meetings.select_related("police_attendee", "recorded_by").order_by("held_on", "pk")


def reports_of(case: Case) -> QuerySet[CollegeReport]:
    return CollegeReport.objects.filter(case=case).select_related("party", "decided_by", "case").order_by("pk")


def report_clocks(case: Case) -> dict[int, Deadline]:
    held = Deadline.objects.running().filter(
        source_type="collegereport", source_id__in=CollegeReport.objects.filter(case=case).values("pk")
    ).select_related("rule")  # fmt: skip
    return {deadline.source_id or 0: deadline for deadline in held}
