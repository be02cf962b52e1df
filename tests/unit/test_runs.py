"""What shows in several messages of one conversation, and what is no message of anybody."""

from __future__ import annotations

import datetime as dt

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules import runs

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HE, SHE = 1, 2
PROGRAM = (None, "You missed a call", MessageKind.SYSTEM)


def seen(at: int, sender: int | None, text: str, kind: str = MessageKind.TEXT) -> runs.Seen:
    return runs.Seen(at, sender, kind, text, NOON + dt.timedelta(minutes=20 * at))


def found(*messages: tuple[int | None, str] | tuple[int | None, str, str]) -> list[str]:
    talk = runs.Conversation(is_group=False)
    return [run.id for at, message in enumerate(messages) for run in talk.feed(seen(at, *message))]


def test_four_without_an_answer_are_shown_once() -> None:
    assert found(*[(HE, "hello?")] * 6) == ["run-unanswered"]
    assert found(*[(HE, "hello?")] * 3, (SHE, "hi"), (HE, "hello?")) == []


def test_a_line_of_the_program_answers_nobody() -> None:
    assert found((HE, "hello?"), (HE, "hello?"), PROGRAM, (HE, "hello?"), (HE, "hello?")) == ["run-unanswered"]


def test_a_line_of_the_program_makes_no_answers_of_what_one_says_in_a_row() -> None:
    assert found((HE, "hi"), (SHE, "k"), PROGRAM, (SHE, "yeah"), PROGRAM, (SHE, "idk")) == []
    assert found((HE, "hi"), (SHE, "k"), (HE, "so?"), (SHE, "yeah"), (HE, "and?"), (SHE, "idk")) == ["run-blunt"]


def test_a_line_of_the_program_opens_no_contact() -> None:
    talk = runs.Conversation(is_group=False)
    assert list(talk.feed(seen(0, *PROGRAM))) == []
    assert talk.opens(seen(1, HE, "hiya"))


def test_the_messages_that_show_a_run_together_are_found_back_from_the_last() -> None:
    def back(run: runs.Run, *messages: tuple[int | None, str] | tuple[int | None, str, str]) -> list[int]:
        return runs.together(run.id, [seen(at, *message) for at, message in enumerate(messages)][::-1])

    assert back(runs.BLUNT, (HE, "hi"), (SHE, "k"), PROGRAM, (HE, "so?"), (SHE, "yeah"), (SHE, "x"), (HE, "and?"), (SHE, "idk")) == [1, 4, 7]  # fmt: skip  # noqa: E501
    assert back(runs.UNANSWERED, (HE, "a"), (SHE, "k"), (HE, "b"), PROGRAM, (HE, "c"), (HE, "d"), (HE, "e")) == [
        2,
        4,
        5,
        6,
    ]
    asked = MessageKind.REQUEST
    assert back(runs.AGAIN, (HE, "Unfollowed", asked), (HE, "Followed", asked), (HE, "Followed", asked)) == [0, 2]
