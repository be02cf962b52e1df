"""Words on their way into a document: nothing hides, nothing deceives, nothing runs over the edge."""

from __future__ import annotations

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.documents.rules.text import LONGEST_RUN, STEP, Prose, is_right_to_left, prepared, printable, visible


def every(code: int) -> bool:
    return True


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("a\tb", "a    b"),
        ("bell\x07", "bell[U+0007]"),
        ("zero\x00", "zero[U+0000]"),
        ("photo\u202egpj.exe", "photo[U+202E]gpj.exe"),
        ("\u2066hidden\u2069", "[U+2066]hidden[U+2069]"),
        ("\ufeffbegin", "[U+FEFF]begin"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("private \ue000", "private [U+E000]"),
        ("half \ud83d", "half [U+D83D]"),
    ],
)
def test_what_would_not_be_seen_is_written_out(text: str, seen: str) -> None:
    assert visible(text, every) == seen


def test_a_sign_that_no_font_has_stands_as_its_number() -> None:
    assert visible("a 𓀀 b", lambda code: code < 0x3000) == "a [U+13000] b"


@given(st.text())
def test_nothing_is_lost_and_nothing_is_put_before_a_mark(text: str) -> None:
    line = prepared(text, every)
    whole = line if isinstance(line, str) else "".join(line["parts"])
    assert whole == visible(" ".join(text.splitlines()), every)


@given(st.text())
def test_a_text_keeps_its_lines(text: str) -> None:
    pieces = prepared(Prose(text), every)["pieces"]
    lines = [line if isinstance(line, str) else "".join(line["parts"]) for piece in pieces for line in piece["lines"]]
    assert lines == [visible(line, every) for line in text.splitlines() or [""]]


def test_what_has_no_space_may_be_broken_but_not_within_a_sign() -> None:
    line = prepared("x" * 100, every)
    assert {len(part) for part in line["parts"][:-1]} == {STEP}
    assert isinstance(prepared("x" * LONGEST_RUN, every), str)
    marked = prepared("e\u0301" * 60, every)["parts"]
    assert all(not part.startswith("\u0301") for part in marked)
    assert isinstance(prepared("a " * 100, every), str)


def test_each_line_has_its_direction() -> None:
    assert is_right_to_left("12 مرحبا hello")
    assert not is_right_to_left("hello مرحبا")
    pieces = prepared(Prose("hello\nمرحبا\n\nשלום\nbye"), every)["pieces"]
    assert [(piece["rtl"], len(piece["lines"])) for piece in pieces] == [(False, 1), (True, 3), (False, 1)]


def test_what_is_no_text_goes_through_as_it_is() -> None:
    assert prepared({"a": [1, None, True, ("b",)]}, every) == {"a": [1, None, True, ["b"]]}


def test_a_word_document_takes_what_is_left_of_words_with_control_characters() -> None:
    said = printable("Fir\x01st\x0b line\nsecond\x1f")
    assert said == "First line\nsecond"
    WordDocument().add_heading(said, level=0)
