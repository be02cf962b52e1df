# ruff: noqa: DTZ001, DTZ901, RUF100
"""What dates of a file say of their order, and from which instant a clock on the wall spoke."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from safeguarding.conversations.choices import DayOrder
from safeguarding.conversations.rules.dates import order_of, parts
from safeguarding.conversations.rules.zones import NEVER, TWICE, to_utc

LONDON = ZoneInfo("Europe/London")


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
    assert "month first, they would go back 1 time" in found.because
    assert len(found.because) <= 300


def test_the_parts_of_a_date():
    assert parts("31.12.25", DayOrder.DAY_FIRST) == (2025, 12, 31)
    assert parts("12/31/2025", DayOrder.MONTH_FIRST) == (2025, 12, 31)
    assert parts("2025-12-31", DayOrder.DAY_FIRST) == (2025, 12, 31)
    assert parts("today", DayOrder.DAY_FIRST) is None


@pytest.mark.parametrize(
    ("local", "utc", "note"),
    [
        (dt.datetime(2025, 1, 1, 12), dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC), ""),
        (dt.datetime(2025, 7, 1, 12), dt.datetime(2025, 7, 1, 11, tzinfo=dt.UTC), ""),
        (dt.datetime(2025, 10, 26, 1, 30), dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC), TWICE),
        (dt.datetime(2025, 3, 30, 1, 30), dt.datetime(2025, 3, 30, 1, 30, tzinfo=dt.UTC), NEVER),
        (dt.datetime(2025, 10, 26, 0, 59, 59), dt.datetime(2025, 10, 25, 23, 59, 59, tzinfo=dt.UTC), ""),
        (dt.datetime(2025, 10, 26, 2), dt.datetime(2025, 10, 26, 2, tzinfo=dt.UTC), ""),
    ],
)
def test_a_time_that_was_there_twice_or_never_is_said_to_be(local, utc, note):
    assert to_utc(local, LONDON) == (utc, note)


def test_what_has_a_zone_keeps_it():
    assert to_utc(dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC), LONDON) == (
        dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC),
        "",
    )


@pytest.mark.parametrize("far", [dt.datetime.min, dt.datetime.max])
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
def test_no_time_is_too_far_off(far, zone):
    assert to_utc(far, ZoneInfo(zone))[0].tzinfo is dt.UTC
