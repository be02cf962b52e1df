"""When somebody who waits for an import is told that nothing happens, and what they are told."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.exchange.rules.waiting import held_up


@pytest.mark.parametrize(
    ("minutes", "was_begun", "is_beating", "says"),
    [
        (0.5, False, False, ""), (1, False, False, "for a minute: the program"), (1, False, True, "other work"),
        (4, True, False, ""), (75, True, False, "for 75 minutes: the program"), (6, True, True, "begun again"),
    ],
)  # fmt: skip
def test_what_is_said_to_who_waits(minutes: float, was_begun: bool, is_beating: bool, says: str) -> None:
    said = held_up(dt.timedelta(minutes=minutes), was_begun=was_begun, is_beating=is_beating)
    assert says in said
    assert bool(says) == bool(said)
