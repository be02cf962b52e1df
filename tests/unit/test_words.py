"""How days, ages and names are said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from safeguarding.core.templatetags import words


class Stage(models.TextChoices):
    AWAITING_OUTCOME = "awaiting_outcome", "Awaiting outcome"


MOMENT = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)


def test_days_and_times_are_london_s_and_in_words() -> None:
    assert words.day(MOMENT) == "2 July 2026"
    assert words.weekday(MOMENT) == "Thursday 2 July 2026"
    assert words.clock_time(MOMENT) == "00:30"
    assert words.moment(MOMENT) == "2 July 2026 at 00:30"
    assert words.weekday_moment(dt.date(2026, 11, 22)) == "Sunday 22 November 2026"
    assert words.short_day(dt.date(2026, 11, 22)) == "22 Nov 2026"
    assert words.day(None) == words.moment("") == words.clock_time(None) == ""


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (dt.date(2014, 3, 9), dt.date(2026, 3, 8), "11"),
        (dt.date(2014, 3, 9), dt.date(2026, 3, 9), "12"),
        (dt.date(2012, 2, 29), dt.date(2026, 2, 28), "13"),
        (dt.date(2012, 2, 29), dt.date(2026, 3, 1), "14"),
        (dt.date(2027, 1, 1), dt.date(2026, 1, 1), ""),
        (None, dt.date(2026, 1, 1), ""),
    ],
)
def test_age_is_that_on_the_day_in_question(born: dt.date | None, on: dt.date, age: str) -> None:
    assert words.age_on(born, on) == age


def test_marks_that_turn_text_around_are_taken_out_where_it_is_shown() -> None:
    disguised = "photo\u202egnp.exe"
    assert words.plain_text(disguised) == "photognp.exe"
    assert words.name_text("مريم \u202e<b>") == "<bdi>مريم &lt;b&gt;</bdi>"
    assert "\u2066" not in words.narrative("a\u2066b")


def test_what_people_wrote_keeps_its_lines_and_is_never_markup() -> None:
    assert words.narrative("one\n<i>two") == '<div class="app-narrative" dir="auto">one\n&lt;i&gt;two</div>'


def test_codes_are_never_shown() -> None:
    assert words.label_of("awaiting_outcome", Stage) == "Awaiting outcome"
    assert words.label_of("nonsense", Stage) == ""
    assert words.plural(1, "child,children") == "1 child"
    assert words.plural(1200, "concern") == "1,200 concerns"
    assert "Not recorded" in words.or_dash("")
    assert words.or_dash(0) == 0


def test_sorting_turns_around_and_keeps_the_filter() -> None:
    template = Template('{% sort_header "due" "Next clock" %}')
    fresh = template.render(Context({"request": RequestFactory().get("/", {"q": "a", "page": "3"})}))
    assert 'aria-sort="none"' in fresh
    assert "?q=a&amp;sort=due" in fresh
    again = template.render(Context({"request": RequestFactory().get("/", {"sort": "due"})}))
    assert 'aria-sort="ascending"' in again
    assert "?sort=-due" in again
