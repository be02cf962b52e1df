"""Messages of millions of letters: what is held in memory and what is shown of them has an end."""

from __future__ import annotations

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules.marks import MOST_MARKS, parts_of, spans_of
from safeguarding.conversations.rules.pieces import Piece, Said, Unread
from safeguarding.conversations.services import passes


def test_no_more_is_marked_than_a_reader_can_use_and_nothing_is_left_out():
    text = "ab " * 100_000
    for is_exact in (True, False):
        parts = parts_of(text, spans_of(text, "ab", is_exact=is_exact))
        assert sum(is_marked for _, is_marked in parts) == MOST_MARKS
        assert "".join(words for words, _ in parts) == text


def test_a_batch_ends_by_its_letters_too_and_loses_no_piece(monkeypatch):
    monkeypatch.setattr(passes, "LETTERS", 100)
    given = [
        Piece("1", "r" * 60, "t", "Ann", MessageKind.TEXT, text="x" * 60), Unread("2", "r" * 40, "why"), Said("note"),
        Piece("3", "", "t", "Ann", MessageKind.TEXT, text="x" * 60), Unread("4", "r", "why"),
    ]  # fmt: skip
    pieces = iter(given)
    batches = list(iter(lambda: passes._batch(pieces), []))
    assert [len(batch) for batch in batches] == [1, 3, 1]
    assert [piece for batch in batches for piece in batch] == given
