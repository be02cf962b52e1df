"""The tables of what may follow what, cell by cell: every status with every verb."""

from __future__ import annotations

import pytest

from safeguarding.cases import states
from safeguarding.cases.choices import ConcernStatus, ReferralStatus, TaskStatus
from safeguarding.core.errors import Conflict

TASKS = {
    ("open", "done"): "done",
    ("open", "cancel"): "cancelled",
}
REFERRALS = {
    ("to_send", "send"): "sent",
    ("to_send", "drop"): "not_needed",
    ("sent", "answer"): "answered",
    ("answered", "conclude"): "concluded",
}
CONCERNS = {
    ("new", "ask"): "waiting",
    ("waiting", "ask"): "waiting",
    ("waiting", "answer"): "new",
    ("new", "decide"): "decided",
    ("waiting", "decide"): "decided",
}


def cells(statuses: type, table: dict[str, states.Move]) -> list[tuple[str, str]]:
    return [(status, verb) for status in statuses.values for verb in [*table, "invented"]]


@pytest.mark.parametrize(("status", "verb"), cells(TaskStatus, states.TASK_MOVES))
def test_every_cell_of_the_task_table(status: str, verb: str) -> None:
    check(states.TASK_MOVES, TASKS, status, verb)


@pytest.mark.parametrize(("status", "verb"), cells(ReferralStatus, states.REFERRAL_MOVES))
def test_every_cell_of_the_referral_table(status: str, verb: str) -> None:
    check(states.REFERRAL_MOVES, REFERRALS, status, verb)


@pytest.mark.parametrize(("status", "verb"), cells(ConcernStatus, states.CONCERN_MOVES))
def test_every_cell_of_the_concern_table(status: str, verb: str) -> None:
    check(states.CONCERN_MOVES, CONCERNS, status, verb)


def check(table: dict[str, states.Move], wanted: dict[tuple[str, str], str], status: str, verb: str) -> None:
    if (status, verb) in wanted:
        found = states.move(table, verb, status=status, said="It is so")
        assert found.target == wanted[(status, verb)]
        assert found in states.moves_from(table, status)
    else:
        with pytest.raises(Conflict, match="It is so"):
            states.move(table, verb, status=status, said="It is so")
        assert verb not in [move.verb for move in states.moves_from(table, status)]


def test_an_ended_row_offers_no_button() -> None:
    for table, ends in (
        (states.TASK_MOVES, (TaskStatus.DONE, TaskStatus.CANCELLED)),
        (states.REFERRAL_MOVES, (ReferralStatus.CONCLUDED, ReferralStatus.NOT_NEEDED)),
        (states.CONCERN_MOVES, (ConcernStatus.DECIDED,)),
    ):
        assert not [move for status in ends for move in states.moves_from(table, status)]
