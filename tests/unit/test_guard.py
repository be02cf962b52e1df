"""The guard finds everybody of a case in a text, in whatever spelling; where a name is a word too, it asks."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.guard.choices import Identifier as I
from safeguarding.guard.choices import Weight
from safeguarding.guard.rules import Party, by_label, finds, needles

CHILD = Party(
    "Child A", names=(("Isabella Maeve", "O'Shaughnessy-Whitlock", "Izzy"), ("Isabella", "Thrale", "")),
    handles=("@izzy.b_2011",), phones=("07700 900461",), emails=("izzy.ow@kite.example",),
    births=(dt.date(2011, 3, 9),),
    addresses=("14 Larkspur Close, Fenwold",), schools=("Brackenfell Primary School",), schemes=("Fenwold Guardians",),
)  # fmt: skip
OFFICER = Party(
    "PCSO B", names=(("Craig", "Dunmore", ""),), handles=("craigd_77",), phones=("+44 7700 900123",),
    collar_numbers=("7715",), births=(dt.date(1984, 7, 21),), references=("SC-2026-000010",),
)  # fmt: skip
WORDS = Party("Witness D", names=(("May", "Rose", ""), ("Mark", "Young", "")))
WANTED = needles([CHILD, OFFICER, WORDS])

#: What somebody might write, and as what it is found. Each stands in a sentence of its own.
LEAKS: dict[str, tuple[str, ...]] = {
    I.NAME: (
        "Craig", "craig", "CRAIG", "Craig’s", "Dunmore", "Dunmores", "C r a i g", "C-R-A-I-G", "Cr4ig", "Craïg",
        "Сraig", "Cra\u200big", "ｃｒａｉｇ", "C\u0336r\u0336a\u0336i\u0336g", "craigdunmore", "CraigDunmore",
        "mrdunmore1", "Dun-more", "Dunmor e", "O'Shaughnessy", "OShaughnessy", "O Shaughnessy", "Whitlock", "Izzy",
        "Thrale", "Maeve", "May Rose", "Rose, May", "Dunmoreshire",
    ),
    I.NICKNAME: ("Bella", "Belle", "Bella Whitlock", "Marc Young"),
    I.SPELLING: (
        "Dunmor", "Dunmoore", "Criag", "Kraig", "Dunn More", "Isabela", "Izabella", "Izzie", "Whitlocke", "Brackenfel",
        "Shaughnessey", "Fenwald",
    ),
    I.HANDLE: ("@izzy.b_2011", "izzyb2011", "izzy b 2011", "craigd_77", "craig d 77", "IZZY.B_2011"),
    I.PHONE: (
        "07700 900461", "+44 7700 900461", "0044 7700900461", "07700-900-461", "(07700) 900 461", "07700.900.461",
        "0 7 7 0 0 9 0 0 4 6 1", "07700 900123", "oh seven seven double oh nine double oh four six one",
    ),
    I.EMAIL: ("izzy.ow@kite.example", "izzy.ow at kite.example", "izzy dot ow at kite dot example", "izzy.ow"),
    I.COLLAR: ("7715", "PCSO 7715", "seven seven one five"),
    I.BIRTH: (
        "9 March 2011", "9th of March, 2011", "09/03/2011", "9.3.11", "2011-03-09", "March 9, 2011", "21 July 1984",
        "21/7/84", "ninth of March 2011", "03/09/2011",
    ),
    I.ADDRESS: ("14 Larkspur Close", "Larkspur", "larkspur close", "Fenwold"),
    I.SCHOOL: ("Brackenfell Primary School", "Brackenfell", "brackenfell school"),
    I.SCHEME: ("Fenwold Guardians",),
    I.REFERENCE: ("SC-2026-000010", "SC 2026 000010", "sc2026000010"),
}  # fmt: skip
CLEAN = """Child A, in her early teens, had been part of a scheme while she was at primary school. PCSO B had helped to
set it up. Child A had accounts on Instagram and Snapchat. PCSO B sent her messages there and asked her to delete them.
The Crown Prosecution Service decided that there was not enough evidence. The force will tell student officers on the
third day of their training; newly promoted sergeants tell their teams. The Police Staff Council did not accept it."""


def blocked(words: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in finds({"overview": words}, WANTED) if one.blocks]


def test_every_kind_of_identifier_is_found_in_every_spelling() -> None:
    missed = [
        (kind, leak)
        for kind, leaks in LEAKS.items()
        for leak in leaks
        if not blocked(f"The officer said that {leak} was there on many days.")
    ]
    assert not missed


def test_each_find_says_what_it_is_whose_and_where() -> None:
    found = finds({"overview": "It was quiet.", "staff_outcomes": "PCSO B (collar 7715) was dismissed."}, WANTED)
    assert [(one.section, one.words, one.kind, one.labels) for one in found if one.blocks] == [
        ("staff_outcomes", "7715", I.COLLAR, ("PCSO B",))
    ]
    assert "PCSO B (collar 7715) was dismissed."[found[0].start : found[0].end] == "7715"


def test_a_clean_report_passes() -> None:
    assert finds({"overview": CLEAN}, WANTED) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("They met in May and in June.", ["May"]),
        ("A young person may mark the day.", ["young", "may", "mark"]),
        ("Officers Mark work as done.", ["Mark"]),
    ],
)
def test_a_name_that_is_a_word_is_asked_about_and_never_passed_in_silence(said: str, words: list[str]) -> None:
    found = finds({"overview": said}, WANTED)
    assert {one.words for one in found} == set(words)
    assert {one.weight for one in found} == {Weight.ASKS}


def test_an_initial_or_a_title_before_such_a_word_says_that_it_is_somebody() -> None:
    for said in ("M. Rose told them.", "They asked PC Young.", "Young, M. was there."):
        assert blocked(said), said


def test_whoever_has_a_title_is_asked_about_though_nobody_knows_them() -> None:
    for said, words in (
        ("Ask Mr Smith.", "Mr Smith"),
        ("Ask Mrs. Green.", "Mrs. Green"),
        ("Ask DS Orrell.", "DS Orrell"),
    ):
        (found,) = finds({"": said}, WANTED)
        assert (found.words, found.kind, found.weight) == (words, I.UNKNOWN, Weight.ASKS)
    assert finds({"": "The Sergeant Major came."}, WANTED) == []


def test_what_is_rare_together_is_asked_about() -> None:
    for said in (
        "The girl was 12 years old and lived in Hartlow.",
        "A sergeant came to Hartlow that evening.",
        "On 4 June 2025 they met at Hartlow.",
        "A PCSO called there on 4 June 2025.",
        "An adult, 34 years old, came to Hartlow.",
    ):
        assert I.TOGETHER in {one.kind for one in finds({"overview": said}, WANTED)}, said
    assert finds({"overview": "A PCSO spoke to a girl in her early teens."}, WANTED) == []
    assert finds({"overview": "He was a man aged 34."}, WANTED) == []
    assert [one.kind for one in finds({"overview": "She was then 12 years old."}, WANTED)] == [I.AGE]


def test_an_answer_holds_for_what_was_answered_and_not_for_what_comes_after() -> None:
    def keys(said: str) -> set[str]:
        return {one.key for one in finds({"overview": said}, WANTED)}

    assert keys("They met in May.") == keys("All is well.\nThey met in May.")
    assert not keys("They met in May.") & keys("They met May there.")
    assert not keys("He was in Hartlow at 12 years old.") & keys("He was in Hartlow on 4 June at 12 years old.")


def test_names_are_replaced_by_labels() -> None:
    said = "Craig Dunmore wrote to Izabella at Brackenfell as craigd_77 in May."
    assert by_label(said, finds({"": said}, WANTED)) == "PCSO B wrote to Child A at a school as an account in May."


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("C. Dunmore said so.", "PCSO B said so."), ("C Dunmore said so.", "PCSO B said so."),
        ("Dunmore, C. said so.", "PCSO B said so."), ("DUNMORE C said so.", "PCSO B said so."),
        ("C. Q. Dunmore said so.", "PCSO B said so."), ("Craig Q. Dunmore said so.", "PCSO B said so."),
        ("They told Dunmore, C.", "They told PCSO B."), ("Mr. Dunmore’s van", "PCSO B’s van"),
        ("PCSO C. Dunmore came.", "PCSO B came."), ("Craig  Dunmore's van", "PCSO B's van"),
        # What is somebody else's label, or a word, stays.
        ("He told Child A. Dunmore left.", "He told Child A. PCSO B left."),
        ("He told Witness C. Dunmore left.", "He told Witness C. PCSO B left."),
        ("Dunmore I think it was.", "PCSO B I think it was."),
        # The initial of a family name gives away whose first name a word is.
        ("May R. told us.", "Witness D told us."), ("Mark Y told us.", "Witness D told us."),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_goes_with_it(said: str, label: str) -> None:
    """An initial, a title or the initial of the family left beside a label would tell who it is."""
    assert by_label(said, finds({"": said}, WANTED)) == label
