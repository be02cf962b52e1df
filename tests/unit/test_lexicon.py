"""The lexicon of indicators: each line finds its example and leaves its near miss alone, whatever is sent to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.cases.choices import Indicator
from safeguarding.conversations.rules import lexicon
from safeguarding.conversations.rules.lexicon_line import Line

WORDS = sorted({word.strip("?.") for line in lexicon.LINES for part in line.words.split() for word in part.split("|")})


def ids(text: str, **how: bool) -> set[str]:
    return {hit.line.id for hit in lexicon.find(text, **how)}


@pytest.mark.parametrize("line", lexicon.LINES, ids=lambda line: line.id)
def test_a_line_finds_its_example_and_leaves_its_near_miss_alone(line: Line) -> None:
    assert line.id in ids(line.example)
    assert line.id not in ids(line.near_miss)


def test_each_line_has_a_name_of_its_own_and_stands_in_the_lexicon_once() -> None:
    assert len({line.id for line in lexicon.LINES}) == len(lexicon.LINES)
    assert all(len(line.id) <= 60 and line.example and line.near_miss for line in lexicon.LINES)


@pytest.mark.parametrize(
    "written",
    [
        "don't tell anyone",
        "Dont tell any1",
        "DON’T TELL ANYBODY",
        "dooont telll anyoneee",
        "don´t  tell,  no one",
        "dnt tell ne1",
    ],
)
def test_the_same_words_are_found_however_they_are_written(written: str) -> None:
    assert "secret-tell" in ids(written)


def test_a_hit_says_where_its_words_stand_in_the_text_as_it_was_sent() -> None:
    text = "İ know 😀 but please DON’T tell anyone ok"
    [hit] = [hit for hit in lexicon.find(text) if hit.line.id == "secret-tell"]
    assert text[hit.starts : hit.ends] == "DON’T tell anyone"


def test_words_that_several_lines_find_for_one_indicator_are_found_once_and_whole() -> None:
    text = "you looked lovely today 😍😍"
    [hit] = [hit for hit in lexicon.find(text) if hit.line.indicator == Indicator.COMPLIMENTS]
    assert text[hit.starts : hit.ends].startswith("you looked lovely today 😍")
    assert ids("delete our messages, and you looked lovely today 😍😍") > {hit.line.id}


def test_a_question_after_well_being_counts_only_where_a_contact_begins_anew() -> None:
    assert "ok-opener" in ids("hey you ok", opens=True)
    assert "ok-opener" not in ids("hey you ok", opens=False)


@pytest.mark.parametrize(
    ("text", "is_one"), [
        ("k", True), ("yeah", True), ("idkkk", True), ("fine.", True), ("", False), ("ok what time is it", False),
        ("why?", False), ("The coach leaves at nine", False),
    ],
)  # fmt: skip
def test_an_answer_that_ends_a_talk_is_told_from_one_that_goes_on(text: str, is_one: bool) -> None:
    assert lexicon.is_blunt(text) is is_one


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, "x", "😍", "'", "_", "  "]), max_size=60),
    st.sampled_from([" ", "  ", "\n", ", ", "_"]),
)
def test_whatever_is_sent_each_hit_lies_within_the_text(words: list[str], between: str) -> None:
    text = between.join(words)
    for hit in lexicon.find(text):
        assert 0 <= hit.starts < hit.ends <= len(text)


@given(st.text(max_size=500))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert len(lexicon.plain(text)) == len(text)
    lexicon.find(text)


@pytest.mark.parametrize("line", lexicon.LINES, ids=lambda line: line.id)
def test_nothing_in_a_line_is_tried_without_bound(line: Line) -> None:
    """What repeats is taken whole and never given back, or repeats a few times at most: no message can blow it up."""
    assert "*" not in line.expression.pattern
    assert "+" not in line.expression.pattern.replace("++", "").replace("?+", "").replace("}+", "")
    assert ",}" not in line.expression.pattern


@pytest.mark.parametrize("unit", ["do", "o", "a b c ", "dont tell ", "x-", "don't  ", "you you you ", "😍", "'"])
def test_a_message_of_a_million_letters_is_looked_through_like_any_other(unit: str) -> None:
    lexicon.find(unit * (1_000_000 // len(unit)))


def test_the_indicators_of_the_founding_case_each_have_a_line() -> None:
    told = {line.indicator for line in lexicon.LINES}
    assert told >= {
        Indicator.ASKS_SECRECY, Indicator.ASKS_TO_DELETE, Indicator.CHECKS_KNOWN, Indicator.COMPLIMENTS,
        Indicator.AFFECTION, Indicator.PRESENCE, Indicator.MOVES_PLATFORM, Indicator.WELLBEING_OPENER,
    }  # fmt: skip
