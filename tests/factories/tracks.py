"""A track, and one brought along its table by the services themselves."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.tracks import services
from safeguarding.tracks.choices import MEETING_OF, CollegeList, TrackKind
from safeguarding.tracks.models import CollegeReport, Departure, OffenceConsidered, Track
from tests.cast import fresh


def a_track(by: User, case: Case, kind: str, **more: Any) -> Track:
    """Opened by this person, who owns it."""
    return services.open_track(case=case, kind=kind, by=fresh(by), **{"reason": "One set of facts", **more})


def along(track: Track, by: User, *verbs: str) -> Track:
    """The track after these steps, today; the one handed in says so too."""
    for verb in verbs:
        is_meeting = (track.kind, verb) in MEETING_OF
        meeting = services.MeetingFacts("Social care, health", "To enquire", by) if is_meeting else None
        tests = [HarmTest.RISK] if track.table.asks_tests(verb) else []
        services.step(track=track, verb=verb, by=fresh(by), reason="Because", meeting=meeting, harm_tests=tests)
    track.refresh_from_db()
    return track


def to_outcome(track: Track, by: User, end: str) -> Track:
    """A misconduct track with its outcome recorded, from wherever it began."""
    along(track, by, "take_no_action")
    services.step(track=track, verb="outcome", by=fresh(by), reason="Found", end=end)
    track.refresh_from_db()
    return track


def an_ended_track(by: User, case: Case) -> Track:
    """Child protection that came to nothing, of no one person: many such stand side by side in one case."""
    track = along(a_track(by, case, TrackKind.CHILD_PROTECTION), by, "take_no_further")
    return services.end(track=track, end="early_help", by=fresh(by), reason="Helped")


def tracks_in(case: Case, pcso: CaseParty) -> dict[str, Any]:
    """A track of each side, an offence, a leaving and a report, written past the services: the case may be closed."""
    owner = case.owner
    given = {"case": case, "party": pcso, "owner": owner, "opened_by": owner, "opened_because": "Violet"}
    track = Track.objects.create(kind=TrackKind.LADO, stage="consulted", **given)
    criminal = Track.objects.create(kind=TrackKind.CRIMINAL, stage="not_opened", **given)
    day = clock.today()
    return {
        "track": track, "criminal": criminal,
        "offence": OffenceConsidered.objects.create(
            of=criminal, code="misconduct_in_public_office", conduct_from=day, conduct_until=day, added_by=owner
        ),
        "departure": Departure.objects.create(
            case=case, party=pcso, how="resigned", left_on=day, recorded_by=owner
        ),
        "college_report": CollegeReport.objects.create(
            case=case, party=pcso, for_list=CollegeList.ADVISORY, opened_because="They left", begins_on=day
        ),
    }  # fmt: skip
