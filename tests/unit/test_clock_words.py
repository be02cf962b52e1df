"""How a clock is said. Now is Sunday 22 November 2026, 18:00, unless a test says otherwise."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.deadlines import rules
from safeguarding.deadlines.choices import Basis, ClockState, Urgency

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=LONDON)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-22 23:59:59", "due today at 23:59"),
        ("2026-11-23 23:59:59", "due tomorrow"),
        ("2026-11-26 23:59:59", "due Thursday 26 November 2026"),
        ("2027-01-04 23:59:59", "due Monday 4 January 2027"),
        ("2026-11-21 23:59:59", "1 day late"),
        ("2026-11-19 23:59:59", "3 days late"),
        # Clocks that run out at an instant of their own.
        ("2026-11-22 23:30:00", "5 hours left"),
        ("2026-11-22 19:00:00", "1 hour left"),
        ("2026-11-22 18:25:00", "25 minutes left"),
        ("2026-11-22 18:00:30", "less than a minute left"),
        ("2026-11-22 18:00:00", "due now"),
        ("2026-11-23 17:59:00", "23 hours left"),
        ("2026-11-23 18:00:00", "due tomorrow at 18:00"),
        ("2026-11-25 09:05:00", "due Wednesday 25 November 2026 at 09:05"),
        ("2026-11-22 17:59:45", "less than a minute late"),
        ("2026-11-22 17:15:00", "45 minutes late"),
        ("2026-11-22 13:00:00", "5 hours late"),
        ("2026-11-20 17:00:00", "2 days late"),
    ],
)
def test_how_near_it_is(due: str, words: str) -> None:
    assert rules.due_in_words(at(due), NOW) == words


def test_a_day_late_begins_with_the_next_day_not_a_day_later() -> None:
    due = at("2026-11-22 23:59:59")
    assert rules.due_in_words(due, at("2026-11-22 23:59:59.900000")) == "due today at 23:59"
    assert rules.due_in_words(due, at("2026-11-23 00:00:00")) == "1 day late"


def test_tomorrow_is_londons_tomorrow() -> None:
    summer_night = dt.datetime(2026, 7, 9, 23, 30, tzinfo=dt.UTC)
    assert rules.due_in_words(at("2026-07-10 23:59:59"), summer_night) == "due today at 23:59"


def test_hours_left_count_the_hour_the_clocks_go_forward() -> None:
    assert rules.due_in_words(at("2026-03-29 06:00"), at("2026-03-28 20:00")) == "9 hours left"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-23 23:59:59", "29 hours left"),
        ("2026-11-22 18:30:00", "30 minutes left"),
        ("2026-11-21 23:59:59", "1 day late"),
    ],
)
def test_a_clock_watched_by_the_hour(due: str, words: str) -> None:
    assert rules.time_left_in_words(at(due), NOW) == words


@pytest.mark.parametrize(
    ("met", "cancelled", "state", "words"),
    [
        (None, None, ClockState.LATE, "2 days late"),
        ("2026-11-20 23:59:59", None, ClockState.MET, "met on 20 November 2026"),
        ("2026-11-21 00:00:00", None, ClockState.MET_LATE, "met on 21 November 2026, 1 day late"),
        (None, "2026-11-22 10:00:00", ClockState.CANCELLED, "cancelled on 22 November 2026"),
    ],
)
def test_what_became_of_it(met: str | None, cancelled: str | None, state: str, words: str) -> None:
    ended = {
        "due_at": at("2026-11-20 23:59:59"), "met_at": at(met) if met else None,
        "cancelled_at": at(cancelled) if cancelled else None, "now": NOW,
    }  # fmt: skip
    assert rules.state_of(**ended) == state
    assert rules.clock_in_words(**ended) == words


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        ("2026-11-22 17:00:00", Urgency.LATE),
        ("2026-11-22 23:59:59", Urgency.TODAY),
        ("2026-11-24 23:59:59", Urgency.SOON),
        ("2026-11-25 23:59:59", Urgency.LATER),
    ],
)
def test_urgency(due: str, urgency: str) -> None:
    assert rules.urgency(at(due), NOW) == urgency


@pytest.mark.parametrize(
    ("basis", "amount", "roll", "words"),
    [
        (Basis.WORKING_DAYS_AFTER, 1, False, "1 working day after it"),
        (Basis.WORKING_DAYS_BEGINNING_WITH, 5, False, "5 working days beginning with it"),
        (Basis.DAYS_AFTER, 0, False, "by the end of it"),
        (Basis.DAYS_AFTER, 30, True, "30 days after it, or the next working day"),
        (Basis.DAYS_BEGINNING_WITH, 56, False, "56 days beginning with it"),
        (Basis.CALENDAR_NEXT_DAY, 1, False, "by the end of the day after it"),
        (Basis.MONTHS_BEGINNING_WITH, 12, False, "12 months beginning with it"),
        (Basis.CORRESPONDING_MONTH, 1, True, "1 month after it, or the next working day"),
        (Basis.HOURS, 72, False, "72 hours after it"),
        (Basis.AT_ONCE, 0, False, "at once when it"),
        (Basis.FIXED, 0, False, "on the day set when it"),
    ],
)
def test_how_it_is_counted(basis: str, amount: int, roll: bool, words: str) -> None:
    assert rules.counted_in_words(basis, amount, "it", roll) == words


DUE = st.datetimes(
    dt.datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    dt.datetime(2090, 1, 1),  # noqa: DTZ001 - same
    timezones=st.just(dt.UTC),
)


@given(DUE, st.timedeltas(dt.timedelta(days=-400), dt.timedelta(days=400)))
def test_late_is_said_exactly_when_it_is_late(due: dt.datetime, away: dt.timedelta) -> None:
    words = rules.due_in_words(due, due + away)
    assert words.endswith("late") == rules.is_late(due, due + away)
    assert not words.startswith(("0 ", "-"))


def test_what_is_due_at_once_is_met_in_time_on_the_same_day() -> None:
    due = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
    ended = {"due_at": due, "cancelled_at": None, "now": due + dt.timedelta(days=5), "at_once": True}
    assert rules.state_of(**ended, met_at=due + dt.timedelta(minutes=50)) == ClockState.MET
    assert rules.clock_in_words(**ended, met_at=due + dt.timedelta(minutes=50)) == "met on 20 November 2026"
    assert rules.state_of(**ended, met_at=due + dt.timedelta(days=1)) == ClockState.MET_LATE
