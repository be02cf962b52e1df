"""How the people of a case are called where no name may stand: Child A, PCSO B, Officer C."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from safeguarding.cases.choices import PartyRole
from safeguarding.people.choices import PersonKind, PersonType

NOUNS = {
    PersonType.POLICE_OFFICER: "Officer",
    PersonType.SPECIAL_CONSTABLE: "Officer",
    PersonType.PCSO: "PCSO",
    PersonType.POLICE_STAFF: "Staff member",
    PersonType.VOLUNTEER: "Volunteer",
    PersonType.TEACHER_PARTNER: "Teacher",
    PersonType.CONTRACTOR: "Contractor",
    PersonType.PARENT_CARER: "Parent",
}


def letters(number: int) -> str:
    """The letter of the nth label, counted from 0: A to Z, then AA, AB and so on."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        found = ascii_uppercase[rest] + found
    return found


def noun(*, kind: str, person_type: str, is_identified: bool) -> str:
    """What somebody is called before the letter."""
    if not is_identified:
        return "Unidentified"
    if kind == PersonKind.YOUNG_PERSON:
        return "Child"
    return NOUNS.get(PersonType(person_type), "Adult") if person_type else "Adult"


def label(number: int, *, kind: str, person_type: str, is_identified: bool) -> str:
    """The label that the nth person of a case is given, once and for good."""
    return f"{noun(kind=kind, person_type=person_type, is_identified=is_identified)} {letters(number)}"


def title(parties: Sequence[tuple[str, str]], *, is_contact: bool) -> str:
    """What a case is called, from the roles and labels of its people: "Contact with Child A by PCSO B"."""
    young = [name for role, name in parties if role == PartyRole.YOUNG_PERSON]
    subjects = [name for role, name in parties if role == PartyRole.SUBJECT]
    if young and subjects:
        verb, link = ("Contact with", "by") if is_contact else ("Concern for", "involving")
        return f"{verb} {_listed(young)} {link} {_listed(subjects)}"
    if young or subjects:
        return f"Concern {'for' if young else 'about'} {_listed(young or subjects)}"
    return "Concern about people not yet identified"


def _listed(names: list[str]) -> str:
    """One or two by label; of more, the first and how many others."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"
