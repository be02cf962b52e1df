"""The clocks of tracks: which step starts which, from which day, and which step ends it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from safeguarding.access.choices import Nation
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks import services
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.rules.clocks import COUNTED_FROM, OF_NATION, STEP_CLOCKS
from tests.cast import Cast, fresh
from tests.factories.tracks import a_track, along
from tests.factories.work import a_case, the_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, psd_unit=cast.psd)


def running(track: Track) -> dict[str, Deadline]:
    """Its running clocks, by rule."""
    held = Deadline.objects.running().filter(source_type="track", source_id=track.pk).select_related("rule")
    return {deadline.rule.key: deadline for deadline in held}


def on_day(year: int, month: int, day: int) -> time_machine.travel:
    return time_machine.travel(dt.datetime(year, month, day, 9, 0, tzinfo=clock.LONDON), tick=False)


def test_every_clock_that_a_step_starts_is_ended_by_another() -> None:
    """A clock that no step meets would run out whatever was done."""
    started = {(row.kind, key) for row in STEP_CLOCKS for key in row.starts}
    met = {(row.kind, key) for row in STEP_CLOCKS for key in row.meets}
    assert started == met
    assert {*COUNTED_FROM, *OF_NATION} <= {key for _, key in started}
    assert all(row.why for row in STEP_CLOCKS if row.starts)


def test_the_clocks_of_child_protection_count_from_the_days_of_its_steps(cast: Cast, case: Case) -> None:
    lena = cast.lena
    with on_day(2026, 12, 1):
        track = a_track(lena, case, TrackKind.CHILD_PROTECTION, party=the_child(cast, case))
        assert set(running(track)) == {"strategy_discussion", "assessment"}
        # 45 working days after 1 December 2026.
        assert clock.london_date(running(track)["assessment"].due_at) == dt.date(2027, 2, 5)
        along(track, lena, "discuss")
    with on_day(2026, 12, 3):
        along(track, lena, "enquire")
        # Fifteen working days after the strategy discussion of 1 December, not after the day it was written down.
        assert clock.london_date(running(track)["icpc"].due_at) == dt.date(2026, 12, 22)
    with on_day(2026, 12, 21):
        along(track, lena, "confer", "plan")
        due = {key: clock.london_date(held.due_at) for key, held in running(track).items()}
        assert due["core_group"] == dt.date(2027, 1, 7)
        assert due["review_conference_first"] == dt.date(2027, 3, 21)
    with on_day(2027, 3, 19):
        along(track, lena, "review_plan")
        assert clock.london_date(running(track)["review_conference_next"].due_at) == dt.date(2027, 9, 19)
        services.end(track=track, end="plan_ended", by=fresh(lena), reason="Safe")
        assert running(track) == {}


def test_in_wales_the_assessment_counts_from_the_enquiry(cast: Cast, case: Case) -> None:
    """42 working days from the start of the section 47 enquiry, where England has 45 from the referral."""
    type(case.force).objects.filter(pk=case.force_id).update(nation=Nation.WALES)
    case = Case.objects.get(pk=case.pk)
    with on_day(2026, 11, 20):
        track = along(a_track(cast.lena, case, TrackKind.CHILD_PROTECTION), cast.lena, "discuss")
        assert running(track).keys() == set()
    with on_day(2026, 11, 23):
        along(track, cast.lena, "enquire")
        due = {key: clock.london_date(held.due_at) for key, held in running(track).items()}
        # The conference from the discussion of 20 November: 23-27 (5), 30 to 4 (10), 7-11 (15).
        assert due == {"icpc": dt.date(2026, 12, 11), "assessment_wales": dt.date(2027, 1, 25)}
        along(track, cast.lena, "assess")
        assert running(track).keys() == {"icpc"}


def test_whoever_complained_is_told_and_may_ask_for_a_review(cast: Cast, case: Case) -> None:
    """Five working days to tell them (reg 34(2)(b)); 28 days, from the day after, to ask for a review (reg 29(2))."""
    with on_day(2026, 12, 21):
        track = along(a_track(cast.ivy, case, TrackKind.COMPLAINT), cast.ivy, "assess", "record", "decide")
        assert {key: clock.london_date(held.due_at) for key, held in running(track).items()} == {
            "outcome_notified": dt.date(2026, 12, 30)
        }
    with on_day(2026, 12, 23):
        along(track, cast.ivy, "notify")
        assert {key: clock.london_date(held.due_at) for key, held in running(track).items()} == {
            "review_request": dt.date(2027, 1, 20)
        }
        along(track, cast.ivy, "ask_review")
        assert running(track) == {}
