"""Concerns as a reporter tells them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from safeguarding.cases.choices import ConcernPartyRole, InDanger, Indicator, LearnedHow, WhenKind
from safeguarding.cases.services.concerns import ConcernAnswers, PartyAnswers
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson

TOLD = (
    "A mother rang the school. Her daughter gets messages late in the evening from an officer she knows from the club."
)

ADULT = PartyAnswers(
    role=ConcernPartyRole.ADULT_OF_CONCERN, description="An officer who comes to the school on Thursdays",
    person_type=PersonType.PCSO,
)  # fmt: skip
CHILD = PartyAnswers(
    role=ConcernPartyRole.YOUNG_PERSON,
    added=NewPerson(
        kind=PersonKind.YOUNG_PERSON, given_name="Tess", family_name="Thorne", date_of_birth=dt.date(2013, 5, 4),
        age_band=AgeBand.FROM_12_TO_13, school="Oakfield Primary",
    ),
)  # fmt: skip


def answers(*parties: PartyAnswers, **changes: Any) -> ConcernAnswers:
    """A whole concern, right in every part, with what the test changes."""
    whole = ConcernAnswers(
        in_danger=InDanger.NO, what_happened=TOLD, child_words="“He said not to tell anyone.”",
        when_kind=WhenKind.PERIOD, happened_on=dt.date(2026, 3, 2), happened_until=dt.date(2026, 3, 20),
        learned_how=LearnedHow.PARENT_TOLD, is_online=True, platforms="Instagram",
        indicators=(Indicator.ASKS_SECRECY, Indicator.DELETES_MESSAGES), parties=parties or (ADULT, CHILD),
    )  # fmt: skip
    return replace(whole, **changes)


def about(person: Person, role: str = ConcernPartyRole.ADULT_OF_CONCERN) -> PartyAnswers:
    """Somebody on record, named in a concern."""
    return PartyAnswers(role=role, person_id=person.pk)
