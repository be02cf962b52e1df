"""How two ways of writing a handle are known to be one, and when somebody has left."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.communications.choices import HandleRule
from safeguarding.communications.rules.approval import latest_until, left_because, until_error
from safeguarding.communications.rules.handles import handle_error, handle_key, handle_shown, word_in_handle

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule", "ways", "key"),
    [
        (HandleRule.NAME, [
            "oak_unit", "@Oak_Unit", "  @oak_unit ", "https://www.instagram.com/oak_unit/",
            "instagram.com/oak_unit?igshid=abc", "http://tiktok.com/@oak_unit", "https://www.snapchat.com/add/oak_unit",
            "youtube.com/c/oak_unit#about", "@\u200boak_unit", "\uff2f\uff41\uff4b_unit", "https://t.me/oak_unit/",
        ], "oak_unit"),
        (HandleRule.NAME_WITHOUT_DOTS, ["oak.unit", "OakUnit", "https://m.facebook.com/oak.unit"], "oakunit"),
        (HandleRule.NAME_WITHOUT_DOTS, ["https://facebook.com/profile.php?id=1000123", "1000123"], "1000123"),
        (HandleRule.EMAIL, ["Oak.Unit+x@GoogleMail.com", "oakunit@gmail.com", "mailto:oakunit@gmail.com?subject=a"],
         "oakunit@gmail.com"),
        (HandleRule.EMAIL, ["Oak.Unit@Northshire.example"], "oak.unit@northshire.example"),
        (HandleRule.PHONE, [
            "07700 900123", "+44 7700 900123", "0044 7700 900-123", "+44 (0)7700 900123", "447700900123",
            "https://wa.me/447700900123", "tel:+447700900123",
        ], "+447700900123"),
        (HandleRule.PHONE, ["+1 202 555 0123", "001 202 555 0123"], "+12025550123"),
        (HandleRule.PHONE, ["Oak Unit"], "oak unit"),
        (HandleRule.EXACT, [" Oak#1234 "], "Oak#1234"),
    ],
)  # fmt: skip
def test_each_way_of_writing_it_is_one_handle(rule: str, ways: list[str], key: str) -> None:
    assert {way: handle_key(rule, way) for way in ways} == dict.fromkeys(ways, key)


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (HandleRule.NAME, "oak.unit", "oakunit"),
        (HandleRule.NAME, "oak_unit", "\u043eak_unit"),  # a Cyrillic letter: somebody else, who may pretend
        (HandleRule.EMAIL, "a.b@northshire.example", "ab@northshire.example"),
        (HandleRule.EXACT, "Oak", "oak"),
    ],
)
def test_two_handles_stay_two(rule: str, one: str, other: str) -> None:
    assert handle_key(rule, one) != handle_key(rule, other)


def test_nothing_is_no_handle_and_a_name_is_no_address() -> None:
    assert handle_error(HandleRule.NAME, " @ ") == "Enter the handle"
    assert "email address" in handle_error(HandleRule.EMAIL, "oak unit")
    assert handle_error(HandleRule.EMAIL, "oak@northshire.example") == ""


def test_a_word_is_found_inside_a_handle_written_in_one() -> None:
    assert word_in_handle("cadet", "thornbeckcadets")
    assert word_in_handle("cadet", "@northfield_c4dets")
    assert not word_in_handle("cadet", "thornbeck_guardians")


def test_an_approval_lasts_a_year_at_most() -> None:
    assert until_error(latest_until(DAY), today=DAY) == ""
    assert "a year at most" in until_error(latest_until(DAY) + dt.timedelta(days=1), today=DAY)
    assert "in the future" in until_error(DAY - dt.timedelta(days=1), today=DAY)


def test_who_leaves_has_left_on_the_last_day_and_who_never_was_there_has_not() -> None:
    assert left_because(signs_in=None, posts=[], parts=[], today=DAY) == ""
    assert left_because(signs_in=True, posts=[None], parts=[DAY], today=DAY) == "They left the scheme."
    assert left_because(signs_in=True, posts=[DAY], parts=[None], today=DAY) == "They left the force."
    assert left_because(signs_in=True, posts=[None, DAY], parts=[None, DAY], today=DAY) == ""
    assert left_because(signs_in=False, posts=[None], parts=[None], today=DAY) == "Their sign-in was closed."
    assert left_because(signs_in=True, posts=[], parts=[DAY + dt.timedelta(days=1)], today=DAY) == ""


@pytest.mark.parametrize(
    ("rule", "given", "shown"),
    [
        (HandleRule.NAME, "https://www.instagram.com/Oak_Unit/?igshid=abc", "Oak_Unit"),
        (HandleRule.NAME, "@Oak_Unit", "@Oak_Unit"),
        (HandleRule.EMAIL, "oak@northshire.example", "oak@northshire.example"),
        (HandleRule.NAME, "https://www.instagram.com/", "https://www.instagram.com/"),
    ],
)
def test_the_address_of_a_profile_is_shown_as_the_name_in_it(rule: HandleRule, given: str, shown: str) -> None:
    assert handle_shown(rule, given) == shown
