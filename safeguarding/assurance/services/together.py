"""Recording one thing for several people at once, such as a course that they took together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.services.credentials import NewCredential, record_for_people
from safeguarding.core.clock import date_words
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person


@dataclass(frozen=True)
class Recording:
    """What would happen to the record of one person."""

    person: Person
    is_new: bool
    words: str


def recordings(requirement: Requirement, new: NewCredential, people: Sequence[Person]) -> list[Recording]:
    """What recording it for each of them would do; nothing is changed."""
    same_day = Credential.objects.filter(requirement=requirement, achieved_on=new.achieved_on, withdrawn_on=None)
    have = set(same_day.filter(person__in=people).values_list("person_id", flat=True))
    day = date_words(new.achieved_on)
    return [
        Recording(person, False, f"Stays: it is on record for {day} already")
        if person.pk in have
        else Recording(person, True, f"Will be recorded from {day}")
        for person in people
    ]


@transaction.atomic
def record_together(requirement: Requirement, new: NewCredential, *, people: Sequence[Person], by: User) -> int:
    """Record one thing for several people, for all of them or for none. Returns for how many it was new.

    Raises Invalid when it is on record for all of them already, and as soon as one of them cannot have it recorded.
    """
    wanted = [one.person for one in recordings(requirement, new, people) if one.is_new]
    if not wanted:
        raise Invalid({"people": ["This is on record for all of them already"]})
    record_for_people([(requirement, new, person) for person in sorted(wanted, key=lambda one: one.pk)], by=by)
    return len(wanted)
