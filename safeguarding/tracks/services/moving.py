"""Steps of a track along its table, and its end. An end closes no other track, but some leave a duty behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields
from safeguarding.tracks.choices import CLOSED
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors.duties import duties_of
from safeguarding.tracks.selectors.hooks import ask_before_end, ask_before_step, claimed_by, go_along_after
from safeguarding.tracks.services.clocks import follow_step, stop_clocks
from safeguarding.tracks.services.duties import open_what_follows
from safeguarding.tracks.services.meetings import MeetingFacts, checked_meeting, write_meeting
from safeguarding.tracks.services.offences import require_decided
from safeguarding.tracks.services.rows import checked_day, take_track, write_change, write_down
from safeguarding.tracks.states import Move


@transaction.atomic
def step(
    *,
    track: Track,
    verb: str,
    by: User,
    reason: str = "",
    on: dt.date | None = None,
    end: str = "",
    meeting: MeetingFacts | None = None,
    harm_tests: Sequence[str] = (),
    version: int | None = None,
    by_hand: bool = False,
) -> Track:
    """Take one step of the table, on the day it happened. Where the step decides how the track ends, `end` says it;
    where it is a meeting, `meeting` says who was there and what was decided; where it finds the harm threshold met,
    `harm_tests` says by which of the four tests.

    `by_hand` is what the track's own page and API take: a verb with a page of its own is refused there.
    """
    case, track = take_track(track, by=by, version=version)
    return walk(
        track, case, verb=verb, by=by, reason=reason, on=on, end=end, meeting=meeting, harm_tests=harm_tests,
        by_hand=by_hand,
    )  # fmt: skip


def walk(
    track: Track, case: Case, *, verb: str, by: User, reason: str = "", on: dt.date | None = None, end: str = "",
    meeting: MeetingFacts | None = None, harm_tests: Sequence[str] = (), by_hand: bool = False,
) -> Track:  # fmt: skip
    """The step itself. For services that hold the track already."""
    move = track.table.move(verb, stage=track.stage)
    if by_hand and claimed_by(track.kind, verb):
        raise Conflict(f"“{move.label}” is done on its own page, with what belongs to it.")
    reason = reason.strip()
    if move.needs_reason:
        reason = required(reason, field="reason", message="Give the reason.")
    day = checked_day(track, on)
    end = _checked_fixed_end(track, move, end)
    harm_tests = _checked_tests(move, harm_tests)
    meeting = checked_meeting(track, case, verb, meeting)
    require_decided(track, verb)
    ask_before_step(track, verb, end)
    before = track.stage
    _move(track, move, end)
    write_change(track, verb=verb, before=before, on=day, by=by, reason=reason, harm_tests=harm_tests)
    if meeting is not None:
        write_meeting(track, verb, meeting, on=day, by=by)
    follow_step(track, verb, on=day, by=by)
    write_down("track.moved", track, case, by=by, step=move.label.lower())
    if end:
        open_what_follows(track.case, track, end, on=day, by=by)
    go_along_after(track, case, verb, by=by)
    touch(case)
    return track


@transaction.atomic
def end(*, track: Track, end: str, by: User, reason: str, version: int | None = None) -> Track:
    """Close the track with how it ended. Refused while something that its end asks for is not decided."""
    case, track = take_track(track, by=by, version=version)
    reason = required(reason, field="reason", message="Say how it came to this end.")
    chosen = track.table.end(track.end or end, stage=track.stage)
    require(end in ("", chosen.code), "end", f"The outcome was recorded as “{chosen.label}”: the track ends so.")
    ask_before_end(track, chosen.code)
    # What this end asks for, though no step had fixed it before.
    track.end = chosen.code
    _require_no_open_duty(track)
    return close(track, case, end=chosen.code, reason=reason, by=by)


def close(track: Track, case: Case, *, end: str, reason: str, by: User) -> Track:
    """The end itself. For services that hold the track already and have asked what must come before."""
    before = track.stage
    save_fields(
        track, stage=CLOSED, stage_since=clock.now(), end=end, ended_at=clock.now(), ended_by=by,
        end_reason=reason,
    )  # fmt: skip
    write_change(track, verb="end", before=before, on=clock.today(), by=by, reason=reason)
    stop_clocks(track, by=by, reason="The track was closed")
    write_down("track.closed", track, case, by=by)
    touch(case)
    return track


def _checked_fixed_end(track: Track, move: Move, end: str) -> str:
    if not move.fixes_end:
        require(not end, "end", "This step does not decide how the track ends.")
        return ""
    table = track.table
    wanted = next((row for row in table.ends_of_nation(track.case.force.nation) if row.code == end), None)
    fits = wanted is not None and (not wanted.sources or move.target in wanted.sources)
    require(fits, "end", "Choose the outcome.")
    return end


def _checked_tests(move: Move, given: Sequence[str]) -> list[str]:
    """At least one of the four, where the step finds the threshold met (Working Together; KCSIE Part 4)."""
    if not move.asks_tests:
        require(not given, "harm_tests", "This step does not find the harm threshold met.")
        return []
    require(bool(given) and set(given) <= set(HarmTest.values), "harm_tests", "Choose which of the four tests are met.")
    return [test for test in HarmTest.values if test in given]


def _move(track: Track, move: Move, end: str) -> None:
    target = move.leads_to(track.stage)
    fields: dict[str, object] = {"end": end} if end else {}
    if target != track.stage:
        fields |= {"stage": target, "stage_since": clock.now()}
    save_fields(track, **fields)


def _require_no_open_duty(track: Track) -> None:
    left = duties_of(track)
    if left:
        said = " ".join(f"{duty.says} ({duty.source})." for duty in left)
        raise Conflict(f"This track cannot be closed yet. {said}")
