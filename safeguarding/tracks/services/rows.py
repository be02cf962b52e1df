"""How every write on a track begins, and what it writes down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import require, take_row
from safeguarding.cases.services.taking import take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.tracks import policies
from safeguarding.tracks.choices import GIVE
from safeguarding.tracks.models import StageChange, Track

NO_DAY_TO_COME = "The day cannot be in the future."


def take_track(track: Track, *, by: User, version: int | None = None) -> tuple[Case, Track]:
    """The case and its running track, locked, for somebody of the side that keeps it.

    Raises Case.DoesNotExist for who may not see it, NotAllowed, Stale, or Conflict where case or track are closed.
    """
    case = take(track.case, by=by)
    policies.require_side(by, track.kind, case)
    rows = Track.objects.filter(case=case).select_related("party", "owner")
    row = take_row(rows, track, version, says)
    row.case = case
    if not row.is_running:
        raise Conflict("This track is closed.")
    return case, row


def says(track: Track) -> dict[str, object]:
    """What the track says now, for somebody who opened an older version."""
    return {"stage": track.stage_words, "owner": str(track.owner), "end": track.end_words}


def checked_day(track: Track, on: dt.date | None) -> dt.date:
    """The day on which it happened: not to come, and not before what was recorded last on this track."""
    day = on or clock.today()
    require(day <= clock.today(), "on", NO_DAY_TO_COME)
    latest = latest_act(track)
    if latest is not None and day < latest.happened_on:
        said = f"“{latest.words}” was on {clock.date_words(latest.happened_on)}: this cannot be before it."
        require(False, "on", said)
    return day


def latest_act(track: Track) -> StageChange | None:
    """What happened last on the track. That somebody else keeps it now is no such thing: it sets no day."""
    return track.changes.exclude(verb=GIVE).order_by("-pk").first()


def write_change(
    track: Track, *, verb: str, before: str, on: dt.date, by: User, reason: str = "", given_to: User | None = None,
    harm_tests: Sequence[str] = (),
) -> StageChange:  # fmt: skip
    """The row of the track's own history. Never changed."""
    return StageChange.objects.create(
        of=track, verb=verb, before=before, after=track.stage, reason=reason, happened_on=on, by=by,
        given_to=given_to, harm_tests=list(harm_tests),
    )  # fmt: skip


def write_down(event: str, track: Track, case: Case, *, by: User, **more: object) -> None:
    """In the record: which track and what kind, never what was found."""
    record(event, by=by, obj=case, data={"track_id": track.pk, "kind": track.get_kind_display(), **more})


def at_day(day: dt.date) -> dt.datetime:
    """The moment that a clock counts from for something that happened on a day: now for today, noon for one past."""
    if day == clock.today():
        return clock.now()
    return dt.datetime.combine(day, dt.time(12), tzinfo=clock.LONDON)
