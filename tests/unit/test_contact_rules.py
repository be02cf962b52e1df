"""What contact between two people is: when they begin anew, what is quiet, which move was spoken of. By hand."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.communications.rules.facts import Limits
from safeguarding.conversations.rules import contact
from safeguarding.conversations.rules.contact import Pointer, Used

DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def at(hours: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


def test_whoever_writes_after_six_hours_begins_anew_and_not_a_second_before() -> None:
    assert contact.begins(None, NOON)
    assert contact.begins(NOON, at(6))
    assert not contact.begins(NOON, at(6) - dt.timedelta(seconds=1))


def test_talks_say_who_began_and_whether_the_other_said_anything() -> None:
    found = contact.talks([(0, at(0)), (1, at(1)), (0, at(2)), (0, at(9)), (0, at(10)), (1, at(20)), (0, at(21))])
    assert [(talk.begun_by, talk.sent, talk.is_answered) for talk in found] == [
        (0, [2, 1], True), (0, [2, 0], False), (1, [1, 1], True),
    ]  # fmt: skip
    assert contact.talks([]) == []


def test_the_day_is_cut_where_quiet_hours_begin_and_end_so_that_no_piece_is_quiet_in_part() -> None:
    odd = Limits(quiet_from=dt.time(21, 30), quiet_until=dt.time(7, 45))
    cuts = contact.cuts([Limits(), odd])
    assert len(cuts) == 26
    squares = [
        contact.Square(0, begins, side, count, odd)
        for begins, side, count in (
            (cuts[0], 0, 1), (dt.time(7, 0), 0, 2), (dt.time(7, 45), 0, 4), (dt.time(21, 0), 1, 8),
            (dt.time(21, 30), 1, 16),
        )
    ]  # fmt: skip
    found = contact.volume([(DAY, 0, 7), (DAY, 1, 24)], squares)
    assert (found.quiet, found.timed) == ([3, 16], [7, 24])
    assert found.hours[7][DAY.weekday()] == [6, 0]
    assert found.hours[21][DAY.weekday()] == [0, 24]


def test_each_day_goes_by_the_quiet_hours_of_that_day() -> None:
    later = Limits(quiet_from=dt.time(23, 0), quiet_until=dt.time(6, 0))
    squares = [contact.Square(0, dt.time(22, 0), 0, 1, Limits()), contact.Square(1, dt.time(22, 0), 0, 1, later)]
    found = contact.volume([], squares)
    assert found.quiet == [1, 0]


def test_days_and_months_without_a_message_are_there_too() -> None:
    days = {dt.date(2026, 1, 31): [1, 2], dt.date(2026, 3, 1): [3, 0]}
    found = contact.every_day(days)
    assert len(found) == 30
    assert found[1] == (dt.date(2026, 2, 1), [0, 0])
    assert contact.every_month(days) == [
        (dt.date(2026, 1, 1), [1, 2]), (dt.date(2026, 2, 1), [0, 0]), (dt.date(2026, 3, 1), [3, 0]),
    ]  # fmt: skip
    assert contact.every_day({}) == contact.every_month({}) == []


@pytest.mark.parametrize(
    ("count", "most", "shade"), [(0, 9, 0), (1, 100, 1), (20, 100, 1), (21, 100, 2), (100, 100, 5), (0, 0, 0)]
)
def test_a_square_is_darker_the_nearer_it_is_to_the_fullest_and_never_blank_with_one_in_it(
    count: int, most: int, shade: int
) -> None:
    assert contact.shade(count, most) == shade


def test_a_move_names_the_last_message_before_it_that_spoke_of_another_platform() -> None:
    used = [Used("Snapchat", at(100)), Used("Instagram", at(0))]
    said = [Pointer(1, at(90), "Instagram"), Pointer(2, at(99), "Instagram"), Pointer(3, at(101), "Instagram")]
    (move,) = contact.moves(used, said)
    assert (move.before, move.to, move.at, move.said) == ("Instagram", "Snapchat", at(100), said[1])


def test_what_was_said_too_long_before_or_on_the_new_platform_belongs_to_no_move() -> None:
    used = [Used("Instagram", at(0)), Used("Snapchat", at(1000))]
    said = [
        Pointer(1, at(1000) - contact.MOVE_SAID - dt.timedelta(seconds=1), "Instagram"),
        Pointer(2, at(1000), "Snapchat"),
    ]
    (move,) = contact.moves(used, said)
    assert (move.before, move.to, move.said) == ("Instagram", "Snapchat", None)
    assert contact.moves(used[:1], said) == []


def test_a_share_is_said_with_its_whole() -> None:
    assert contact.share(7, 12) == "7 of 12 (58%)"
    assert contact.share(0, 0) == "none"
