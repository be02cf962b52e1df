"""The clocks of tracks: they belong to the case, of discipline to the track itself, and point at what started them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.services.clocks import start_case_clock
from safeguarding.core import clock
from safeguarding.deadlines import services as deadlines
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks.choices import HIDDEN_STAGE
from safeguarding.tracks.models import CollegeReport, Track
from safeguarding.tracks.rules.clocks import COUNTED_FROM, clocks_of, runs_in
from safeguarding.tracks.services.rows import at_day

TRACK = "track"
REPORT = "collegereport"


def start_clock(track: Track, rule_key: str, *, on: dt.date, why: str, by: User) -> Deadline:
    """Start a clock of this track from a day. For services that hold the track already."""
    return put_clock(track, rule_key, start_at=at_day(on), why=why, by=by)


def put_clock(
    track: Track, rule_key: str, *, start_at: dt.datetime, why: str, by: User, source: tuple[str, int] | None = None,
    owner: User | None = None, due_on: dt.date | None = None,
) -> Deadline:  # fmt: skip
    """A clock of the case; of discipline, one of the track itself, which only whoever reads the track can see.

    Its title alone ("Misconduct hearing starts") would tell where the track stands.
    """
    source_type, source_id = source or (TRACK, track.pk)
    given: dict[str, Any] = {
        "owner": owner or track.owner, "start_at": start_at, "by": by, "source_type": source_type,
        "source_id": source_id, "due_on": due_on,
    }  # fmt: skip
    if track.kind not in HIDDEN_STAGE:
        return start_case_clock(track.case, rule_key, why=why, **given)
    case = track.case
    return deadlines.start(
        rule_key, subject_type=TRACK, subject_id=track.pk, subject_label=case.reference, force=case.force,
        unit=case.psd_unit or case.unit, start_why=why, **given,
    )  # fmt: skip


def meet_clock(track: Track, rule_key: str, *, on: dt.date, by: User) -> None:
    """The act was done on that day: the track's running clock of this rule is met."""
    at = min(clock.now(), clock.end_of_day(on))
    deadlines.meet_for_source(source_type=TRACK, source_id=track.pk, by=by, rule_key=rule_key, at=at)


def follow_step(track: Track, verb: str, *, on: dt.date, by: User) -> None:
    """Start and meet what the table of clocks has for this step."""
    row = clocks_of(track.kind, verb)
    for rule_key in row.meets:
        meet_clock(track, rule_key, on=on, by=by)
    nation = track.case.force.nation
    for rule_key in (key for key in row.starts if runs_in(key, nation)):
        start_clock(track, rule_key, on=_counted_from(track, rule_key, on), why=row.why, by=by)


def stop_clocks(track: Track, *, by: User, reason: str) -> None:
    """The track came to its end: what still runs of its own ends with it."""
    deadlines.cancel_for_source(source_type=TRACK, source_id=track.pk, by=by, reason=reason)


def give_clocks(track: Track, *, owner: User, by: User) -> None:
    """The clocks that the track has running go with it."""
    for held in Deadline.objects.running().filter(source_type=TRACK, source_id=track.pk):
        deadlines.reassign(held, owner=owner, by=by)


def start_report_clock(report: CollegeReport, rule_key: str, *, track: Track, owner: User, by: User) -> Deadline:
    """Five working days that begin with the day of the dismissal, the finding or the leaving (SI 2017/1135)."""
    why = "The day of the outcome or of leaving"
    return put_clock(
        track, rule_key, start_at=at_day(report.begins_on), why=why, by=by, source=(REPORT, report.pk), owner=owner
    )


def meet_report_clock(report: CollegeReport, *, by: User, at: dt.datetime) -> None:
    deadlines.meet_for_source(source_type=REPORT, source_id=report.pk, by=by, at=at)


def _counted_from(track: Track, rule_key: str, on: dt.date) -> dt.date:
    verb = COUNTED_FROM.get(rule_key)
    latest = track.changes.filter(verb=verb).order_by("-pk").first() if verb else None
    return latest.happened_on if latest else on
