"""Labels of people in a case, and the case's name made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.rules.labels import label, letters, title
from safeguarding.people.choices import PersonKind, PersonType


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (702, "AAA")],
)
def test_letters_go_on_after_z(number: int, expected: str) -> None:
    assert letters(number) == expected


@given(st.lists(st.integers(0, 20_000), unique=True, max_size=50))
def test_no_letter_is_given_twice(numbers: list[int]) -> None:
    assert len({letters(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("kind", "person_type", "expected"),
    [
        (PersonKind.YOUNG_PERSON, "", "Child A"),
        (PersonKind.ADULT, PersonType.PCSO, "PCSO A"),
        (PersonKind.ADULT, PersonType.SPECIAL_CONSTABLE, "Officer A"),
        (PersonKind.ADULT, PersonType.POLICE_STAFF, "Staff member A"),
        (PersonKind.ADULT, PersonType.TEACHER_PARTNER, "Teacher A"),
        (PersonKind.ADULT, PersonType.PARENT_CARER, "Parent A"),
        (PersonKind.ADULT, PersonType.OTHER, "Adult A"),
        (PersonKind.ADULT, "", "Adult A"),
    ],
)
def test_labels_say_what_somebody_is(kind: str, person_type: str, expected: str) -> None:
    assert label(0, kind=kind, person_type=person_type, is_identified=True) == expected
    assert label(0, kind=kind, person_type=person_type, is_identified=False) == "Unidentified A"


YOUNG, SUBJECT = PartyRole.YOUNG_PERSON, PartyRole.SUBJECT


@pytest.mark.parametrize(
    ("people", "is_contact", "expected"),
    [
        ([(YOUNG, "Child A"), (SUBJECT, "PCSO B")], True, "Contact with Child A by PCSO B"),
        ([(YOUNG, "Child A"), (SUBJECT, "PCSO B")], False, "Concern for Child A involving PCSO B"),
        (
            [(YOUNG, "Child A"), (YOUNG, "Child B"), (SUBJECT, "PCSO C"), (SUBJECT, "PCSO D")], True,
            "Contact with Child A and Child B by PCSO C and PCSO D",
        ),
        ([(YOUNG, f"Child {n}") for n in "ABC"] + [(SUBJECT, "PCSO D")], True,
         "Contact with Child A and 2 others by PCSO D"),
        ([(YOUNG, "Child A")], True, "Concern for Child A"),
        ([(SUBJECT, "Teacher A")], False, "Concern about Teacher A"),
        ([(PartyRole.UNIDENTIFIED, "Unidentified A")], False, "Concern about people not yet identified"),
    ],
)  # fmt: skip
def test_a_case_is_named_by_labels(people: list[tuple[str, str]], is_contact: bool, expected: str) -> None:
    assert title(people, is_contact=is_contact) == expected
