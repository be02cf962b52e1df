"""The stages of an investigation: what is behind it, where it stands, what is to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from safeguarding.investigations.rules.steps import Days, steps

TODAY = dt.date(2026, 11, 23)
BEGUN = Days(came_on=dt.date(2026, 5, 1))
HEARD = replace(
    BEGUN, recorded_on=dt.date(2026, 5, 4), assessed_on=dt.date(2026, 5, 8), given_on=dt.date(2026, 5, 9),
    reported_on=dt.date(2026, 9, 24), answered_on=dt.date(2026, 10, 2), referred_on=dt.date(2026, 10, 5),
    forum="Misconduct hearing", is_heard=True, starts_on=dt.date(2027, 1, 11),
)  # fmt: skip


def standings(days: Days) -> dict[str, str]:
    return {one.label: one.standing for one in steps(days, today=TODAY)}


def test_the_first_that_was_not_reached_is_where_it_stands() -> None:
    assert standings(BEGUN) == {
        "Came in": "done", "Recorded": "now", "Severity assessed": "to_come", "Notice given": "to_come",
        "Report in": "to_come", "Case to answer decided": "to_come", "Referred": "to_come", "Outcome": "to_come",
        "Person told": "to_come",
    }  # fmt: skip


def test_a_hearing_stands_there_with_its_day_before_it_begins() -> None:
    found = {one.label: one for one in steps(HEARD, today=TODAY)}
    hearing = found["Misconduct hearing"]
    assert (hearing.standing, hearing.day) == ("now", dt.date(2027, 1, 11))
    assert (found["Referred"].standing, found["Outcome"].standing) == ("done", "to_come")
    begun = standings(replace(HEARD, starts_on=TODAY))
    assert (begun["Misconduct hearing"], begun["Outcome"]) == ("done", "now")


def test_what_was_never_reached_when_the_track_ended_is_said_so() -> None:
    found = standings(replace(BEGUN, recorded_on=TODAY, is_running=False))
    assert (found["Recorded"], found["Severity assessed"], found["Outcome"]) == ("done", "not_reached", "not_reached")


def test_a_notice_withheld_says_so_and_what_nobody_records_is_left_out() -> None:
    found = {one.label: one.says for one in steps(replace(BEGUN, serves=False, is_withheld=True), today=TODAY)}
    assert found["Notice given"] == "Withheld"
    assert "Recorded" not in found
    appealed = replace(HEARD, outcome_on=TODAY, told_on=TODAY, appealed_on=TODAY)
    assert standings(appealed)["Appeal"] == "to_come"
