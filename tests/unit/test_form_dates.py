"""Days, times and moments as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict

from safeguarding.core import clock, forms


class DayForm(forms.GovForm):
    day = forms.DateField(label="When did it happen?", noun="the date it happened", past=True)


class NextForm(forms.GovForm):
    day = forms.DateField(label="Next review", noun="the next review", future=True, required=False)


class MomentForm(forms.GovForm):
    at = forms.MomentField(label="When?", noun="the time of the call", past=True)


class TimeForm(forms.GovForm):
    at = forms.TimeField(label="Starts", noun="the start")


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))


def day_form(day: str = "", month: str = "", year: str = "") -> DayForm:
    return DayForm({"day-day": day, "day-month": month, "day-year": year})


@pytest.mark.parametrize(
    "typed",
    [
        ("1", "2", "2026"),
        ("01", "02", "2026"),
        (" 1 ", "Feb", "2026"),
        ("1st", "february", "2026"),
        ("1", "FEBR", "2026"),
        ("1 2 2026", "", ""),
        ("01/02/2026", "", ""),
        ("1 February 2026", "", ""),
        ("2026-02-01", "", ""),
    ],
)
def test_a_day_is_understood_however_it_is_written(typed: tuple[str, str, str]) -> None:
    form = day_form(*typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter the date it happened", ("day", "month", "year", "time")),
        (("", "2", "2026"), "The date it happened must include a day", ("day",)),
        (("1", "", ""), "The date it happened must include a month and year", ("month", "year")),
        (("1", "2", "26"), "Year must have 4 numbers, like 2026", ("year",)),
        (("1", "Smarch", "2026"), "Month must be a number or a name, like 11 or November", ("month",)),
        (("1", "ma", "2026"), "Month must be a number or a name, like 11 or November", ("month",)),
        (("first", "2", "2026"), "Day must be a number, like 22", ("day",)),
        (("31", "2", "2026"), "The date it happened must be a real date", ("day", "month", "year")),
        (("29", "2", "2025"), "The date it happened must be a real date", ("day", "month", "year")),
        (("1", "13", "2026"), "The date it happened must be a real date", ("day", "month", "year")),
        (("23", "11", "2026"), "The date it happened must be today or in the past", ("day", "month", "year")),
        (("1", "1", "0001"), "The date it happened must be between 1900 and 2199", ("year",)),
        (("٣", "2", "2026"), "Day must be a number, like 22", ("day",)),
        (("\x00", "2", "2026"), "Day must be a number, like 22", ("day",)),
        (("9" * 4000, "2", "2026"), "Day must be a number, like 22", ("day",)),
    ],
)
def test_what_is_wrong_with_a_day_is_said_and_only_that_box_marked(
    typed: tuple[str, str, str], message: str, wrong: tuple[str, ...]
) -> None:
    form = day_form(*typed)
    assert form.errors["day"] == [message]
    assert form["day"].wrong_parts == wrong


def test_the_error_summary_leads_to_the_first_wrong_box_and_what_was_typed_stays() -> None:
    form = day_form("1", "Smarch", "2026")
    drawn = str(form)
    assert form["day"].error_target == "id_day-month"
    assert 'value="Smarch"' in drawn
    assert drawn.count("govuk-input--error") == 1


def test_today_is_both_past_and_future_enough() -> None:
    assert day_form("22", "11", "2026").is_valid()
    assert NextForm({"day-day": "22", "day-month": "11", "day-year": "2026"}).is_valid()
    assert not NextForm({"day-day": "21", "day-month": "11", "day-year": "2026"}).is_valid()
    assert NextForm({}).is_valid()


def test_a_saved_day_stands_in_the_boxes() -> None:
    drawn = str(DayForm(initial={"day": dt.date(2026, 2, 1)}))
    assert 'id="id_day-year" name="day-year" type="text" value="2026"' in drawn


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:05", dt.time(14, 5)),
        ("1405", dt.time(14, 5)),
        ("14.05", dt.time(14, 5)),
        ("930", dt.time(9, 30)),
        ("2:05pm", dt.time(14, 5)),
        ("2 PM", dt.time(14, 0)),
        ("12am", dt.time(0, 0)),
        ("12:30 p.m.", dt.time(12, 30)),
        ("noon", dt.time(12, 0)),
        ("00:00", dt.time(0, 0)),
    ],
)
def test_a_time_is_understood_however_it_is_written(typed: str, time: dt.time) -> None:
    form = TimeForm({"at": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == time


@pytest.mark.parametrize("typed", ["25:00", "14:60", "14", "13pm", "0am", "soon", "14:05:99", "１４:05", "-1:00"])
def test_no_time_is_refused_with_an_example(typed: str) -> None:
    assert TimeForm({"at": typed}).errors["at"] == ["The start must be a time in 24 hours, like 14:05"]


def moment_form(day: str, month: str, year: str, time: str) -> MomentForm:
    return MomentForm({"at-day": day, "at-month": month, "at-year": year, "at-time": time})


def test_a_moment_is_london_time() -> None:
    form = moment_form("1", "7", "2026", "14:05")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == dt.datetime(2026, 7, 1, 13, 5, tzinfo=dt.UTC)


def test_the_hour_that_spring_skips_is_refused() -> None:
    form = moment_form("29", "3", "2026", "01:30")
    message = "01:30 did not happen that day: the clocks went forward. Enter a different time"
    assert form.errors["at"] == [message]


def test_later_today_is_not_past_and_no_time_is_asked_for() -> None:
    assert moment_form("22", "11", "2026", "12:01").errors["at"] == ["The time of the call must be in the past"]
    assert moment_form("22", "11", "2026", "").errors["at"] == ["The time of the call must include a time"]


def test_a_saved_moment_stands_in_its_boxes() -> None:
    drawn = str(MomentForm(initial={"at": dt.datetime(2026, 7, 1, 13, 5, tzinfo=dt.UTC)}))
    assert 'name="at-time" type="text" value="14:05"' in drawn


def test_a_posted_form_is_read_like_a_browser_sends_it() -> None:
    form = DayForm(QueryDict("day-day=22&day-month=11&day-year=2026"))
    assert form.is_valid()
