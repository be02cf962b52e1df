"""What follows from what of recommendations: plain values and days, no database."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.core.errors import Conflict
from safeguarding.recommendations import rules, states
from safeguarding.recommendations.choices import Standing, Status
from safeguarding.recommendations.rules import Reach

MADE = dt.date(2026, 3, 2)
DUE = dt.date(2026, 4, 26)


def test_more_time_is_asked_for_inside_the_period_and_the_refusal_names_its_rule() -> None:
    assert rules.asked_too_late(DUE, DUE) == ""
    said = rules.asked_too_late(DUE + dt.timedelta(days=1), DUE)
    assert "The period ended on 26 April 2026" in said
    assert "Police Reform Act 2002 Sch 3 para 28B(3)" in said


def test_a_court_moves_the_clock_only_when_it_was_asked_inside_the_period() -> None:
    assert rules.begun_too_late(DUE, DUE) == ""
    assert "para 28B(4)" in rules.begun_too_late(DUE + dt.timedelta(days=1), DUE)
    # Each day that the proceedings are in progress, the first and the last among them.
    assert rules.days_stopped(dt.date(2026, 4, 1), dt.date(2026, 4, 1)) == 1
    assert rules.days_stopped(dt.date(2026, 4, 1), dt.date(2026, 4, 30)) == 30


def test_a_late_answer_is_told_what_made_it_late() -> None:
    assert rules.answered_late(DUE, DUE, basis="para_28a") == ""
    said = rules.answered_late(DUE + dt.timedelta(days=1), DUE, basis="para_28a")
    assert "56 days beginning with the day it was made (Police Reform Act 2002 Sch 3 para 28B(2))" in said
    assert "only where more time was asked for inside it and granted" in said
    assert "28B" not in rules.answered_late(DUE + dt.timedelta(days=1), DUE, basis="inspectorate")


def test_which_clock_an_answer_has() -> None:
    assert rules.answer_clock("para_28a", "this_force", None) == "iopc_rec_response"
    assert rules.answer_clock("inspectorate", "this_force", DUE) == "rec_response_set"
    assert rules.answer_clock("general_s10", "this_force", None) == ""
    assert rules.answer_clock("para_28a", "policing", None) == ""


@pytest.mark.parametrize(
    ("position", "given", "wrong"),
    [
        ("accepted", {"actions": 1}, set()),
        ("accepted", {"actions": 0}, {"response_text"}),
        ("partly", {"actions": 1}, {"reasons", "reason_text"}),
        ("not_accepted", {"reasons": ["law"]}, {"reason_text"}),
        ("not_accepted", {"reasons": ["law"], "reason_text": "It does not allow it."}, set()),
        ("", {"actions": 1}, {"position"}),
    ],
)
def test_an_answer_says_what_is_done_or_why_nothing_is(
    position: str, given: dict[str, object], wrong: set[str]
) -> None:  # fmt: skip
    values = {"text": "So", "reasons": [], "reason_text": "", "actions": 0, **given}
    assert set(rules.answer_errors(position, **values)) == wrong  # type: ignore[arg-type]  # plain values


def test_a_share_is_rounded_down_and_nobody_is_not_everybody() -> None:
    assert Reach(3, 2, 0, 66).share == 66
    assert Reach(200, 199, 0, 100).share == 99
    assert Reach(200, 199, 0, 100).is_enough is False
    assert Reach(0, 0, 0, 1).is_enough is False
    assert Reach(0, 0, 0, 100, is_measured=False).is_enough is False
    assert Reach(4, 4, 0, 100).words_outside == "An audience of fewer than 5"
    assert Reach(5, 4, 0, 100).words_outside == "4 of 5 (80%)"


def test_the_board_shows_who_was_reached_least_and_not_an_average() -> None:
    most, few, unknown = Reach(100, 99, 0, 90), Reach(5, 0, 0, 100), Reach(0, 0, 0, 100, is_measured=False)
    assert rules.least([most, few, unknown]) is few
    assert rules.least([unknown]) is None


def test_how_it_stands_at_a_glance() -> None:
    short, enough = Reach(5, 0, 0, 100), Reach(5, 5, 0, 100)

    def stands(status: str, *reaches: Reach, is_late: bool = False, open_actions: int = 0) -> Standing:
        return rules.standing(status, is_late=is_late, open_actions=open_actions, reaches=reaches)

    assert stands(Status.DRAFTING, short) == Standing.ON_COURSE
    assert stands(Status.PUBLISHED, short) == Standing.UNFINISHED
    assert stands(Status.CLOSED, enough) == Standing.DONE
    # Whoever joined since was not reached: what is closed is unfinished again.
    assert stands(Status.CLOSED, short) == Standing.UNFINISHED
    assert stands(Status.ACTIONS_OPEN, open_actions=1) == Standing.UNFINISHED
    assert stands(Status.NOT_ACCEPTED) == Standing.REFUSED
    assert stands(Status.NOT_ACCEPTED, is_late=True) == Standing.LATE


def test_what_the_table_of_states_has_no_edge_for_is_refused_in_words() -> None:
    assert states.step("begin", status=Status.PUBLISHED) == Status.ACTIONS_OPEN
    with pytest.raises(Conflict, match="It stands at “received” now"):
        states.step("send", status=Status.RECEIVED)
    # More time, and a court, lead back to where it stood.
    assert states.step("end_review", status=Status.JUDICIAL_REVIEW, came_from=Status.DRAFTING) == Status.DRAFTING
    # A refusal is an end: it is never closed away.
    assert (str(Status.NOT_ACCEPTED), str(Status.CLOSED)) not in states.EDGES
