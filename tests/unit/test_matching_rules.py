"""How alike two people are, and the words for it."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.matching import rules
from safeguarding.matching.rules import Known, likeness

BORN = dt.date(2010, 5, 4)
OTHER_DAY = dt.date(2003, 11, 29)


def known(given: str, family: str = "", born: dt.date | None = BORN, *, known_as: str = "", kind: str = "") -> Known:
    return Known(given, family, known_as, born, kind)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (known("Ann", "Archer"), known("Ann", "Archer"), "The same name; same date of birth."),
        (known("Liz", "Brown"), known("Elizabeth", "Brown"), "Liz is short for Elizabeth"),
        (known("Peggy", "Hay"), known("Maggie", "Hay"), "Peggy and Maggie are both short for Margaret"),
        (known("Brown", "Ann"), known("Ann", "Brown"), "First and family name swapped"),
        (known("Brown", "Liz"), known("Elizabeth", "Brown"), "First and family name swapped; Liz is short for"),
        (known("Jonathn", "Smith"), known("Jonathan", "Smith"), "Jonathn and Jonathan are spelt nearly the same"),
        (known("Jonathn", "Smiht"), known("Jonathan", "Smith"), "Smiht and Smith are spelt nearly the same"),
        (known("Muhammad", "Khan"), known("Mohammed", "Khan"), "Muhammad and Mohammed are spelt nearly the same"),
        (known("Ann", "Archer", dt.date(2010, 4, 5)), known("Ann", "Archer"), "day and month of the date of birth"),
        (known("Ann", "Archer", dt.date(2010, 5, 14)), known("Ann", "Archer"), "one figure of the date of birth"),
        (known("Ann", "Archer", dt.date(1996, 5, 4)), known("Ann", "Archer"), "the year may be mistyped"),
        (known("Liz", "Brown", dt.date(2003, 5, 4)), known("Elizabeth", "Brown"), "the year may be mistyped"),
        (known("Ann", "Archer", dt.date(2001, 5, 4)), known("Ann", "Archer"), "one figure of the date"),
        (known("J", "Archer"), known("Jane", "Archer"), "J may stand for Jane"),
        (known("Tom", "Smith-Jones"), known("Thomas", "Jones"), "Jones is part of both family names"),
        (known("Margaret", "Hill", known_as="Peggy"), known("Peggy", "Hill"), "same date of birth"),
    ],
)
def test_the_same_person_written_otherwise_is_offered_with_the_reason(one: Known, other: Known, why: str) -> None:
    for found in (likeness(one, other), likeness(other, one)):
        assert found.score >= rules.OFFERED
    assert why in likeness(one, other).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("Siobhan", "O'Brien"), known("Siobhán", "O’Brien")),
        (known("Siobhan", "OBrien"), known("Siobhan", "O Brien")),
        (known("José", "Núñez"), known("Jose", "Nunez")),
        (known("Łukasz", "Wójcik"), known("Lukasz", "Wojcik")),
        (known("Jan", "van der Berg"), known("Jan", "Vanderberg")),
        (known("Anne-Marie", "Low"), known("Anne Marie", "Low")),
        (known("محمد", "علي"), known("محمد", "علي")),
    ],
)
def test_marks_and_gaps_in_a_name_make_no_other_name(one: Known, other: Known) -> None:
    assert likeness(one, other).score == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("Ann", "Archer"), known("Ben", "Archer")),  # twins
        (known("Ann", "Archer"), known("Ann", "Fletcher", OTHER_DAY)),
        (known("Jon", "Archer"), known("John", "Archer", OTHER_DAY)),
        (known("Ann", "Archer", None), known("Fay", "Archer", None)),
        (known("Amina", born=None), known("Amina", "Yusuf", None)),
    ],
)
def test_two_people_are_two_people(one: Known, other: Known) -> None:
    assert likeness(one, other).score < rules.OFFERED


def test_one_name_alone_is_compared_with_every_name_of_the_other() -> None:
    assert likeness(known("Amina"), known("Amina", "Yusuf")).score >= rules.OFFERED
    assert likeness(known("", "Amina", None), known("Amina", born=None)).score >= rules.OFFERED


def test_the_very_same_name_born_on_another_day_is_worth_a_look_and_says_so() -> None:
    found = likeness(known("Ann", "Archer"), known("Ann", "Archer", OTHER_DAY))
    assert found.is_by_name_alone
    assert found.words == "The same name; another date of birth."


def test_a_child_and_an_adult_are_less_likely_one_and_the_reason_is_given() -> None:
    found = likeness(known("Ann", "Archer", kind="adult"), known("Ann", "Archer", kind="young_person"))
    assert found.score < 100
    assert "one is on record as a young person, the other as an adult" in found.words


def test_nothing_to_compare_is_nothing() -> None:
    assert likeness(Known(), known("Ann", "Archer")).score == 0


def test_a_birthday_in_another_year_makes_no_pair_by_itself_and_a_weak_name_no_offer() -> None:
    years_off = dt.date(1996, 5, 4)
    assert likeness(known("Ann", "Archer", years_off), known("Ann", "Archer")).score < rules.PAIRED
    assert likeness(known("Ann", "Baker", years_off), known("Ann", "Archer")).score < rules.OFFERED
