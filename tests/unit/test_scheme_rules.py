"""What a machine can tell about a scheme: words that may not be used, reviews that are late, how a condition stands."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.schemes import rules, states
from safeguarding.schemes.choices import AUTHORITY, ConditionState, DecidedAs, SchemeStatus

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    ["Thornbeck Cadets", "CADETS", "thornbeck_cadets", "c a d e t s", "C-A-D-E-T", "c4dets", "Cadéts", "junior cadet!"],
)
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    assert rules.word_found("cadet", text)
    assert rules.word_found(" Cadet ", text)


@pytest.mark.parametrize("text", ["Thornbeck Guardians", "academy", "decadet", ""])
def test_other_words_are_left_alone(text: str) -> None:
    assert not rules.word_found("cadet", text)


def test_nothing_is_found_of_no_word() -> None:
    assert not rules.word_found("  ", "anything")


@pytest.mark.parametrize(
    ("day", "review"),
    [
        (dt.date(2026, 2, 16), dt.date(2026, 8, 16)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 30), dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 1), dt.date(2027, 6, 1)),
    ],
)
def test_a_decision_is_looked_at_again_six_months_on(day: dt.date, review: dt.date) -> None:
    assert rules.default_review(day) == review


@pytest.mark.parametrize(
    ("status", "review_on", "late"),
    [
        (SchemeStatus.TOLERATED, None, True),
        (SchemeStatus.TOLERATED, DAY - dt.timedelta(days=1), True),
        (SchemeStatus.TOLERATED, DAY, False),
        (SchemeStatus.APPROVED, DAY - dt.timedelta(days=1), True),
        (SchemeStatus.OFFICIAL, None, False),
        (SchemeStatus.CLOSED, DAY - dt.timedelta(days=400), False),
        (SchemeStatus.PROPOSED, None, False),
    ],
)
def test_tolerated_without_a_live_review_date_is_overdue(status: str, review_on: dt.date | None, late: bool) -> None:
    assert rules.review_is_overdue(status, review_on, today=DAY) is late


@pytest.mark.parametrize(
    ("ended", "kept", "checked", "review", "state"),
    [
        (DAY, False, DAY, None, ConditionState.ENDED),
        (None, False, DAY, None, ConditionState.BROKEN),
        (None, None, None, DAY - dt.timedelta(days=9), ConditionState.NEVER_CHECKED),
        (None, True, DAY - dt.timedelta(days=99), DAY - dt.timedelta(days=1), ConditionState.CHECK_DUE),
        (None, True, DAY, DAY, ConditionState.KEPT),
    ],
)
def test_how_a_condition_stands_is_worked_out(
    ended: dt.date | None, kept: bool | None, checked: dt.date | None, review: dt.date | None, state: ConditionState
) -> None:
    said = rules.condition_state(ended_on=ended, last_kept=kept, last_checked=checked, review_on=review, today=DAY)
    assert said == state


def test_no_scheme_becomes_official_again_after_it_was_closed_without_being_proposed() -> None:
    assert states.NEXT[SchemeStatus.CLOSED] == (SchemeStatus.PROPOSED,)
    assert set(states.NEXT) == set(SchemeStatus)


def test_who_answers_for_a_scheme_is_a_chief_officer_or_named_by_one() -> None:
    answers = {one for one in DecidedAs if rules.may_answer_for(one)}
    assert answers == {DecidedAs.RESPONSIBLE_OFFICER, DecidedAs.CHIEF_OFFICER, DecidedAs.NAMED_SENIOR}


def test_a_rank_that_nobody_wrote_down_is_neither_right_nor_wrong() -> None:
    assert rules.may_answer_for("") is None


def test_every_rank_says_how_far_up_it_stands() -> None:
    assert set(AUTHORITY) == set(DecidedAs)
