"""The language of letters: fields alone are filled, nothing is run, and what is wrong is said with its place."""

from __future__ import annotations

import pytest

from safeguarding.letters.choices import LetterKind
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import examples_of, fields_of
from safeguarding.letters.rules.standard import STANDARD

FIELDS = {"subject.label", "case.reference"}


@pytest.mark.parametrize(
    ("text", "line", "place", "said"),
    [
        ("Dear\nabout {{ subject.lable }}", 2, 7, "Did you mean “subject.label”?"),
        ("about {{ subject.label }", 1, 7, "not closed"),
        ("about {{ subject.label", 1, 7, "not closed"),
        ("about subject.label }}", 1, 21, "was not opened"),
        ("{{ {{ subject.label }} }}", 1, 1, "not closed"),
        ("{{}}", 1, 1, "without a name"),
        ("{{ subject.label.__class__ }}", 1, 1, "no field"),
        ("{{ subject.label|safe }}", 1, 1, "no field"),
        ("{{ 7*7 }}", 1, 1, "no field"),
        ("{% load os %}", 1, 1, "no mark of letters"),
        ("one\x07two", 1, 4, "cannot be printed"),
        ("## Small", 1, 1, "before any larger one"),
    ],
)
def test_what_is_wrong_is_refused_with_line_and_place(text: str, line: int, place: int, said: str) -> None:
    found = marks.check(text, FIELDS)
    assert found, text
    assert (found[0].line, found[0].place) == (line, place)
    assert said in found[0].words


def test_a_value_is_words_and_never_marks() -> None:
    """What somebody once wrote on the record cannot put a field, a heading or a list into a letter."""
    hostile = "# Heading\n- point {{ case.reference }} {% x %}"
    said = marks.fill("{{ subject.label }}\n\nIn {{ case.reference }}", {"subject.label": hostile})
    assert marks.names_in(said) == ["case.reference"]
    assert [block.kind for block in marks.blocks(said)] == ["paragraph", "paragraph"]
    assert marks.blocks(said)[0].text == "# Heading - point (( case.reference )) (% x %)"
    again = marks.fill("{{{ subject.label }}}", {"subject.label": "{ case.reference }"})
    assert marks.names_in(again) == []


def test_headings_lists_and_paragraphs() -> None:
    text = "One\ntwo\r\n\r\n# Heading\n## Under it\n- a\n- b\n\n- c\n\\- no point"
    found = [(one.kind, one.level, one.lines) for one in marks.blocks(text)]
    assert found == [
        ("paragraph", 0, ("One", "two")), ("heading", 1, ("Heading",)), ("heading", 2, ("Under it",)),
        ("list", 0, ("a", "b")), ("list", 0, ("c",)), ("paragraph", 0, ("- no point",)),
    ]  # fmt: skip


def test_a_long_hostile_text_is_read_in_no_time() -> None:
    text = ("{{" * 9_000 + "}}" * 9_000)[: marks.LONGEST]
    assert marks.check(text, FIELDS)
    assert marks.check("x" * (marks.LONGEST + 1), FIELDS)[0].words.startswith("The text is longer")


@pytest.mark.parametrize("kind", LetterKind.values)
def test_what_comes_with_the_application_has_only_fields_of_its_kind(kind: str) -> None:
    text = STANDARD[kind].text
    assert marks.check(text, fields_of(kind)) == []
    assert marks.names_in(marks.fill(text, examples_of(kind))) == []
