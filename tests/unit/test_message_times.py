# ruff: noqa: DTZ001, DTZ901, RUF100
"""What dates of a file say of their order, and from which instant a clock on the wall spoke."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.conversations.choices import DayOrder
from safeguarding.conversations.rules.dates import order_of, parts
from safeguarding.conversations.services.times import Moments


@pytest.mark.parametrize(
    ("dates", "order", "says"),
    [
        (["01/02/2025", "13/02/2025"], DayOrder.DAY_FIRST, "13/02/2025"),
        (["01/02/2025", "02/13/2025"], DayOrder.MONTH_FIRST, "02/13/2025"),
        (["2025-02-13"], DayOrder.YEAR_FIRST, "2025-02-13"),
        (["01/02/2025", "03/02/2025"], "", "both orders"),
        (["13/02/2025", "02/13/2025"], "", "put together from two"),
        ([], "", "no dates"),
    ],
)
def test_the_order_of_a_file_is_told_by_its_own_dates_or_asked(dates, order, says):
    found = order_of(dates)
    assert found.order == order
    assert says in found.because
    assert bool(found.could_be) is (order == "" and bool(dates))


def test_the_question_says_in_which_order_the_file_would_run_forward():
    found = order_of(["11/02/2025", "12/02/2025", "01/03/2025", "02/03/2025"])
    assert found.order == ""
    assert found.could_be == (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
    assert "month first, they would go back once" in found.because
    assert len(found.because) <= 300


def test_the_parts_of_a_date():
    assert parts("31.12.25", DayOrder.DAY_FIRST) == (2025, 12, 31)
    assert parts("12/31/2025", DayOrder.MONTH_FIRST) == (2025, 12, 31)
    assert parts("2025-12-31", DayOrder.DAY_FIRST) == (2025, 12, 31)
    assert parts("today", DayOrder.DAY_FIRST) is None


@pytest.mark.parametrize(
    ("local", "utc", "told"),
    [
        (dt.datetime(2025, 1, 1, 12), dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC), {}),
        (dt.datetime(2025, 7, 1, 12), dt.datetime(2025, 7, 1, 11, tzinfo=dt.UTC), {}),
        (dt.datetime(2025, 10, 26, 1, 30), dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC), {"twice": 1}),
        (dt.datetime(2025, 3, 30, 1, 30), dt.datetime(2025, 3, 30, 1, 30, tzinfo=dt.UTC), {"never": 1}),
        (dt.datetime(2025, 10, 26, 0, 59, 59), dt.datetime(2025, 10, 25, 23, 59, 59, tzinfo=dt.UTC), {}),
        (dt.datetime(2025, 10, 26, 2), dt.datetime(2025, 10, 26, 2, tzinfo=dt.UTC), {}),
    ],
)
def test_a_time_that_was_there_twice_or_never_is_said_to_be(local, utc, told):
    moments = Moments("Europe/London")
    assert dt.datetime.fromisoformat(moments.of(local, None)) == utc
    assert moments.counts() == told


def test_what_stands_after_a_later_time_is_in_the_second_of_the_two_hours():
    night = dt.datetime(2025, 10, 26)
    found = Moments("Europe/London").of(night.replace(hour=1, minute=10), night.replace(hour=1, minute=50))
    assert dt.datetime.fromisoformat(found) == dt.datetime(2025, 10, 26, 1, 10, tzinfo=dt.UTC)


def test_what_has_a_zone_keeps_it():
    moment = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
    assert dt.datetime.fromisoformat(Moments("Europe/London").of(moment, None)) == moment


@pytest.mark.parametrize("far", [dt.datetime.min, dt.datetime.max])
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_time_too_far_off_is_no_moment_and_is_told_of(far, zone):
    moments = Moments(zone)
    assert moments.of(far, None) is None
    assert moments.counts() == {"far_off": 1}


def test_whoever_reads_on_counts_on():
    moments = Moments("Europe/London", {"pieces": 7, "twice": 2})
    moments.of(dt.datetime(2025, 10, 26, 1, 30), None)
    assert moments.counts() == {"twice": 3}
