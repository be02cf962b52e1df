"""When a clock runs out: the vectors of the domain, what always holds, and the mistakes people make."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.core import workingdays
from safeguarding.deadlines import rules
from safeguarding.deadlines.choices import EXACT, Basis, IopcDayBasis

LONDON = ZoneInfo("Europe/London")
WD = Basis.WORKING_DAYS_AFTER


def at(text: str) -> dt.datetime:
    """A London time, such as 2026-11-22 09:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def end_of(day: str) -> dt.datetime:
    return at(f"{day} 23:59:59")


VECTORS = [
    ("2026-12-18", WD, 1, False, "2026-12-21"),
    ("2026-12-24", WD, 1, False, "2026-12-29"),
    ("2026-12-27", WD, 1, False, "2026-12-29"),
    ("2026-04-02", WD, 1, False, "2026-04-07"),
    ("2026-12-21", WD, 10, False, "2027-01-07"),
    ("2026-12-01", WD, 15, False, "2026-12-22"),
    ("2026-12-23", WD, 5, False, "2027-01-04"),
    ("2026-12-23", Basis.WORKING_DAYS_BEGINNING_WITH, 5, False, "2026-12-31"),
    ("2026-12-26", Basis.WORKING_DAYS_BEGINNING_WITH, 5, False, "2027-01-05"),
    ("2026-06-01", WD, 100, False, "2026-10-20"),
    ("2026-11-22", Basis.DAYS_AFTER, 28, False, "2026-12-20"),
    ("2026-11-22", Basis.DAYS_BEGINNING_WITH, 56, False, "2027-01-16"),
    ("2026-01-05", Basis.DAYS_BEGINNING_WITH, 56, False, "2026-03-01"),
    ("2026-11-22", Basis.DAYS_BEGINNING_WITH, 21, False, "2026-12-12"),
    ("2026-11-22", Basis.MONTHS_BEGINNING_WITH, 12, False, "2027-11-21"),
    ("2027-11-22", Basis.MONTHS_BEGINNING_WITH, 6, False, "2028-05-21"),
    ("2024-02-29", Basis.MONTHS_BEGINNING_WITH, 12, False, "2025-02-28"),
    ("2027-03-01", Basis.MONTHS_BEGINNING_WITH, 12, False, "2028-02-29"),
    ("2026-08-31", Basis.MONTHS_BEGINNING_WITH, 6, False, "2027-02-28"),
    ("2026-01-31", Basis.CORRESPONDING_MONTH, 1, True, "2026-03-02"),
    ("2026-12-25", Basis.CALENDAR_NEXT_DAY, 1, False, "2026-12-26"),
    ("2026-12-25", WD, 1, False, "2026-12-29"),
]


@pytest.mark.parametrize(("start", "basis", "amount", "roll", "due"), VECTORS)
def test_vectors_of_the_domain(start: str, basis: str, amount: int, roll: bool, due: str) -> None:
    assert rules.due_at(basis, amount, at(f"{start} 09:00"), roll) == end_of(due)


@pytest.mark.parametrize(
    ("start", "basis", "amount", "roll", "due"),
    [
        # Corresponding dates, and months without one.
        ("2026-01-31", Basis.MONTHS_AFTER, 1, False, "2026-02-28"),
        ("2024-01-31", Basis.MONTHS_AFTER, 1, False, "2024-02-29"),
        ("2026-02-28", Basis.MONTHS_AFTER, 1, False, "2026-03-28"),
        ("2026-11-30", Basis.CORRESPONDING_MONTH, 3, True, "2027-03-01"),
        ("2026-11-22", Basis.MONTHS_AFTER, 6, False, "2027-05-22"),
        # The first day of a month ends a period on the last day of another, whatever its length.
        ("2026-02-01", Basis.MONTHS_BEGINNING_WITH, 1, False, "2026-02-28"),
        ("2028-02-01", Basis.MONTHS_BEGINNING_WITH, 1, False, "2028-02-29"),
        # One day beginning with a day is the day.
        ("2026-11-22", Basis.DAYS_BEGINNING_WITH, 1, False, "2026-11-22"),
        # None after it is the same day: at once, shown as the end of the day.
        ("2026-12-25", Basis.DAYS_AFTER, 0, False, "2026-12-25"),
        # 30 days that end on a Sunday roll to the Monday; without the rule they do not.
        ("2026-11-13", Basis.DAYS_AFTER, 30, True, "2026-12-14"),
        ("2026-11-13", Basis.DAYS_AFTER, 30, False, "2026-12-13"),
        ("2026-12-26", Basis.FIXED, 0, False, "2026-12-26"),
    ],
)
def test_the_last_day(start: str, basis: str, amount: int, roll: bool, due: str) -> None:
    assert rules.due_at(basis, amount, at(f"{start} 09:00"), roll) == end_of(due)


class TestClassicMistakes:
    def test_the_day_is_londons_not_utcs(self) -> None:
        late_on_the_tenth = dt.datetime(2026, 7, 9, 23, 30, tzinfo=dt.UTC)
        assert rules.due_at(WD, 1, late_on_the_tenth) == end_of("2026-07-13")

    def test_the_day_is_londons_not_that_of_the_zone_it_was_given_in(self) -> None:
        in_new_york = dt.datetime(2026, 11, 19, 20, 0, tzinfo=ZoneInfo("America/New_York"))
        assert rules.due_at(Basis.CALENDAR_NEXT_DAY, 1, in_new_york) == end_of("2026-11-21")

    def test_the_end_of_a_summer_day_is_an_hour_earlier_in_utc(self) -> None:
        assert rules.due_at(WD, 1, at("2026-07-09 09:00")).isoformat() == "2026-07-10T22:59:59+00:00"
        assert rules.due_at(WD, 1, at("2026-11-19 09:00")).isoformat() == "2026-11-20T23:59:59+00:00"

    def test_hours_are_hours_that_pass_when_the_clocks_go_forward(self) -> None:
        assert rules.due_at(Basis.HOURS, 72, at("2026-03-27 12:00")) == at("2026-03-30 13:00")

    def test_hours_are_hours_that_pass_when_the_clocks_go_back(self) -> None:
        assert rules.due_at(Basis.HOURS, 72, at("2026-10-23 12:00")) == at("2026-10-26 11:00")

    def test_hours_do_not_stop_for_a_bank_holiday(self) -> None:
        assert rules.due_at(Basis.HOURS, 72, at("2026-12-24 10:00")) == at("2026-12-27 10:00")

    def test_at_once_is_the_start_itself(self) -> None:
        start = at("2026-12-25 03:14")
        assert rules.due_at(Basis.AT_ONCE, 0, start) == start

    def test_the_days_the_clocks_change_end_at_their_own_midnight(self) -> None:
        assert rules.due_at(Basis.CALENDAR_NEXT_DAY, 1, at("2026-03-28 12:00")).isoformat() == (
            "2026-03-29T22:59:59+00:00"
        )
        assert rules.due_at(Basis.CALENDAR_NEXT_DAY, 1, at("2026-10-24 12:00")).isoformat() == (
            "2026-10-25T23:59:59+00:00"
        )

    def test_a_start_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            rules.due_at(WD, 1, dt.datetime(2026, 11, 22, 9))  # noqa: DTZ001 - that is what is tested

    @pytest.mark.parametrize("basis", [WD, Basis.DAYS_BEGINNING_WITH, Basis.MONTHS_AFTER, Basis.HOURS])
    def test_a_period_of_nothing_is_refused(self, basis: str) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            rules.due_at(basis, 0, at("2026-11-22 09:00"))

    @pytest.mark.parametrize("basis", sorted(EXACT))
    def test_an_instant_does_not_roll(self, basis: str) -> None:
        with pytest.raises(ValueError, match="does not move"):
            rules.due_at(basis, 1, at("2026-11-22 09:00"), True)

    def test_a_proclaimed_day_moves_the_last_day(self) -> None:
        proclaimed = {dt.date(2026, 11, 23): True}
        assert rules.due_at(WD, 1, at("2026-11-20 09:00"), False, proclaimed) == end_of("2026-11-24")
        assert rules.due_at(Basis.DAYS_AFTER, 3, at("2026-11-20 09:00"), True, proclaimed) == end_of("2026-11-24")
        assert rules.due_at(Basis.DAYS_AFTER, 3, at("2026-11-20 09:00"), False, proclaimed) == end_of("2026-11-23")

    def test_dates_beyond_the_calendar_are_refused(self) -> None:
        for basis in (WD, Basis.MONTHS_AFTER):
            with pytest.raises(workingdays.OutsideCalendar):
                rules.due_at(basis, 12, dt.datetime(2100, 12, 30, 9, tzinfo=dt.UTC))


def test_only_the_iopc_referral_follows_the_day_basis() -> None:
    basis = Basis.CALENDAR_NEXT_DAY
    assert rules.basis_for("iopc_referral", basis, IopcDayBasis.CALENDAR) == basis
    assert rules.basis_for("iopc_referral", basis, IopcDayBasis.WORKING) == WD
    assert rules.basis_for("another_rule", basis, IopcDayBasis.WORKING) == basis


MOMENTS = st.datetimes(
    dt.datetime(1995, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    dt.datetime(2085, 12, 31),  # noqa: DTZ001 - same
    timezones=st.just(LONDON),
)
COUNTED = [basis for basis in Basis if basis not in (Basis.AT_ONCE, Basis.FIXED)]
SMALL = st.integers(1, 60)


@given(MOMENTS, st.sampled_from(COUNTED), SMALL)
def test_one_more_is_never_earlier(start: dt.datetime, basis: str, amount: int) -> None:
    assert rules.due_at(basis, amount, start) < rules.due_at(basis, amount + 1, start)


@given(MOMENTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)), st.sampled_from(list(Basis)), SMALL)
def test_a_later_start_is_never_due_earlier(start: dt.datetime, later: dt.timedelta, basis: str, amount: int) -> None:
    first = start.astimezone(dt.UTC)
    assert rules.due_at(basis, amount, first) <= rules.due_at(basis, amount, first + later)


@given(MOMENTS, st.sampled_from(list(Basis)), SMALL)
def test_a_clock_never_runs_out_before_it_starts(start: dt.datetime, basis: str, amount: int) -> None:
    # A second's fraction after 23:59:59 is still that day.
    assert rules.due_at(basis, amount, start.replace(microsecond=0)) >= start.replace(microsecond=0)


@given(MOMENTS, st.sampled_from([basis for basis in Basis if basis not in EXACT]), SMALL)
def test_a_day_ends_at_its_last_second_in_london(start: dt.datetime, basis: str, amount: int) -> None:
    local = rules.due_at(basis, amount, start).astimezone(LONDON)
    assert (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 59, 0)


@given(MOMENTS, SMALL, st.sampled_from([WD, Basis.WORKING_DAYS_BEGINNING_WITH]))
def test_working_day_clocks_end_on_a_working_day(start: dt.datetime, amount: int, basis: str) -> None:
    assert workingdays.is_working_day(rules.due_at(basis, amount, start).astimezone(LONDON).date())


@given(MOMENTS, SMALL, st.sampled_from([Basis.DAYS_AFTER, Basis.MONTHS_AFTER, Basis.CORRESPONDING_MONTH]))
def test_a_clock_that_rolls_ends_on_a_working_day_and_never_earlier(
    start: dt.datetime, amount: int, basis: str
) -> None:
    rolled, plain = rules.due_at(basis, amount, start, True), rules.due_at(basis, amount, start)
    assert workingdays.is_working_day(rolled.astimezone(LONDON).date())
    assert rolled >= plain


@given(st.dates(dt.date(1995, 1, 1), dt.date(2085, 12, 31)), st.integers(1, 36))
def test_periods_of_months_meet_without_gap_or_overlap_where_the_date_exists(day: dt.date, months: int) -> None:
    """The day after a period ends is the corresponding date, unless that month is too short to have one."""
    end = rules.last_day_of_months_beginning_with(day, months)
    following = end + dt.timedelta(days=1)
    assert following.day == day.day or (following.day == 1 and day.day > end.day)


@given(MOMENTS, st.integers(1, 500))
def test_hours_are_exact(start: dt.datetime, hours: int) -> None:
    passed = rules.due_at(Basis.HOURS, hours, start) - start.astimezone(dt.UTC)
    assert passed == dt.timedelta(hours=hours)
