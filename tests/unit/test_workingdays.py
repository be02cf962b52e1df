"""Working days in England and Wales."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.core import workingdays as wd

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-21", "a Saturday"),
        ("2026-11-22", "a Sunday"),
        ("2026-12-25", "Christmas Day"),
        ("2026-04-03", "Good Friday"),
        ("2026-04-06", "Easter Monday, not a holiday in Scotland"),
        ("2026-08-31", "the August bank holiday, on another day in Scotland"),
        ("2026-12-28", "the substitute for a Boxing Day on a Saturday"),
        ("2021-12-28", "the substitute for a Boxing Day on a Sunday"),
        ("2022-01-03", "the substitute for a New Year's Day on a Saturday"),
        ("2020-05-08", "the early May bank holiday, moved in 2020"),
        ("2022-06-02", "the spring bank holiday, moved in 2022"),
        ("2022-06-03", "the Platinum Jubilee"),
        ("2022-09-19", "the State Funeral"),
        ("2023-05-08", "the Coronation"),
    ],
)
def test_nobody_works_on(day: str, why: str) -> None:
    assert not wd.is_working_day(dt.date.fromisoformat(day)), why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-03-17", "St Patrick's Day is Northern Ireland's"),
        ("2026-01-02", "2 January is Scotland's"),
        ("2026-11-30", "St Andrew's Day is Scotland's"),
        ("2020-05-04", "the early May bank holiday was moved away in 2020"),
        ("2022-05-30", "the spring bank holiday was moved away in 2022"),
        ("2026-12-24", "Christmas Eve"),
    ],
)
def test_people_work_on(day: str, why: str) -> None:
    assert wd.is_working_day(dt.date.fromisoformat(day)), why


def test_a_proclaimed_day_is_skipped_and_a_day_taken_away_counts() -> None:
    friday = dt.date(2026, 11, 20)
    assert wd.nth_working_day_after(friday, 1, {dt.date(2026, 11, 23): True}) == dt.date(2026, 11, 24)
    assert wd.nth_working_day_after(dt.date(2026, 5, 1), 1, {dt.date(2026, 5, 4): False}) == dt.date(2026, 5, 4)


def test_taking_a_holiday_away_never_makes_a_weekend_a_working_day() -> None:
    assert not wd.is_working_day(dt.date(2026, 12, 26), {dt.date(2026, 12, 26): False})


@pytest.mark.parametrize("n", [0, -1])
def test_counting_starts_at_one(n: int) -> None:
    with pytest.raises(ValueError, match="counted from one"):
        wd.nth_working_day_after(dt.date(2026, 11, 20), n)


@pytest.mark.parametrize("day", [dt.date(2101, 1, 1), dt.date(1899, 6, 1), dt.date.max])
def test_years_without_a_calendar_are_refused_not_guessed(day: dt.date) -> None:
    with pytest.raises(wd.OutsideCalendar):
        wd.nth_working_day_after(day, 1)


def test_the_version_names_the_package_and_changes_with_what_was_proclaimed() -> None:
    proclaimed = {dt.date(2027, 6, 4): True, dt.date(2027, 5, 31): False}
    assert wd.calendar_version({}) == wd.CALENDAR_VERSION
    assert wd.calendar_version(proclaimed).startswith(f"{wd.CALENDAR_VERSION}+")
    assert wd.calendar_version(proclaimed) == wd.calendar_version(dict(reversed(proclaimed.items())))
    assert wd.calendar_version(proclaimed) != wd.calendar_version({**proclaimed, dt.date(2027, 5, 31): True})
    assert len(wd.calendar_version(proclaimed)) <= 40


def test_a_published_list_differs_only_where_it_says_something_else() -> None:
    year = dict(wd.bank_holidays(2027))
    assert wd.differences(year) == {}
    del year[dt.date(2027, 5, 31)]
    year[dt.date(2027, 6, 4)] = "Proclaimed"
    assert wd.differences(year) == {dt.date(2027, 5, 31): False, dt.date(2027, 6, 4): True}


def test_a_list_that_names_only_substitute_days_agrees() -> None:
    substitutes_only = {day: name for day, name in wd.bank_holidays(2027).items() if day.weekday() < 5}
    assert dt.date(2027, 12, 25) not in substitutes_only
    assert wd.differences(substitutes_only) == {}


@given(DAYS, st.integers(1, 120))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: dt.date, n: int) -> None:
    end = wd.nth_working_day_after(day, n)
    between = [day + dt.timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert wd.is_working_day(end)
    assert sum(wd.is_working_day(each) for each in between) == n


@given(DAYS, st.integers(1, 60))
def test_beginning_with_a_day_ends_one_working_day_earlier_only_when_the_day_counts(day: dt.date, n: int) -> None:
    after = wd.nth_working_day_after(day, n)
    beginning = wd.nth_working_day_beginning_with(day, n)
    if not wd.is_working_day(day):
        assert beginning == after
    else:
        assert wd.nth_working_day_after(beginning, 1) == after


@given(DAYS)
def test_rolling_moves_only_what_must_move(day: dt.date) -> None:
    rolled = wd.first_working_day_from(day)
    assert wd.is_working_day(rolled)
    assert (rolled == day) == wd.is_working_day(day)
    assert (rolled - day).days <= 5
