"""What the ends of tracks left to be decided, and what keeps a track or a case from closing."""

from __future__ import annotations

from safeguarding.cases.models import Case
from safeguarding.cases.selectors.closing import Check
from safeguarding.tracks.choices import Duty, TrackKind
from safeguarding.tracks.models import CollegeReport, Departure, Track
from safeguarding.tracks.rules.ends import LIST_OF, Follow, follows
from safeguarding.tracks.selectors.hooks import OpenDuty, open_duties

TRACKS_PAGE = "tracks:tracks"
DBS_PAGE = "cases:case_measures"


def duties_of(track: Track) -> list[OpenDuty]:
    """What must be decided before this track closes: what its end and a leaving ask for, and what apps above add."""
    return [*_left_by_ends(track), *open_duties(track.case, track.party, track.kind)]


def _left_by_ends(track: Track) -> list[OpenDuty]:
    asked = asked_for(track)
    return [OpenDuty(row.says, row.source, _page(row)) for row in asked if not _is_decided(track, row)]


def asked_for(track: Track) -> list[Follow]:
    """Each duty once, the end's before that of leaving."""
    if track.party is None:
        return []
    kind, person_type = track.kind, track.party.person_type
    rows = list(follows(kind, track.end, person_type)) if track.end else []
    left = Departure.objects.filter(party=track.party).first() if kind == TrackKind.MISCONDUCT else None
    if left is not None:
        rows += follows(kind, left.how, person_type)
    return list({row.duty: row for row in reversed(rows)}.values())[::-1]


def _is_decided(track: Track, row: Follow) -> bool:
    if row.duty == Duty.DBS:
        return track.case.dbs_duties.filter(party=track.party, decided_at__isnull=False).exists()
    reports = CollegeReport.objects.filter(case=track.case, party=track.party, for_list=LIST_OF[row.duty])
    return reports.exclude(decision="").exists()


def _page(row: Follow) -> str:
    return DBS_PAGE if row.duty == Duty.DBS else TRACKS_PAGE


def running_tracks_check(case: Case) -> Check:
    """A case closes when every track of it has its end."""
    left = tuple(f"{track.name}: {track.outer_words.lower()}" for track in _running(case))
    return Check("tracks", "Every track has its end", left, TRACKS_PAGE)


def college_reports_check(case: Case) -> Check:
    """A case closes when every report to the College is made, or decided not to be due.

    Whoever closes the case may be told only that something is left: the report itself says what was found.
    """
    undecided = case.college_reports.filter(decision="").select_related("party")
    left = tuple(f"{report.party.label}: something is not decided" for report in undecided)
    return Check("college_reports", "Professional standards has decided all that it has to", left, TRACKS_PAGE)


def _running(case: Case) -> list[Track]:
    return list(case.tracks.filter(ended_at__isnull=True).select_related("party"))
