"""Who of the police is too near to the subjects of a case to sit at a strategy discussion about it."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case
from safeguarding.people.models import Person
from safeguarding.tracks.rules.chain import are_in_one_chain


def subject_in_chain_of(case: Case, user: User) -> str:
    """The label of the subject in whose chain of command the user is; empty where they are in none."""
    person = Person.objects.filter(user=user, merged_into__isnull=True).values_list("pk", flat=True).first()
    if person is None:
        return ""
    parties = case.parties.filter(role=PartyRole.SUBJECT, removed_at__isnull=True, person__isnull=False)
    subjects = list(parties.values_list("person_id", "label"))
    managers = managers_over({person, *(pk for pk, _ in subjects if pk)})
    return next((label for pk, label in subjects if pk and are_in_one_chain(person, pk, managers)), "")


def managers_over(people: set[int]) -> dict[int, int | None]:
    """Who manages each of these, and who manages those, up to the top: a query for each storey of the force."""
    found: dict[int, int | None] = {}
    wanted = people
    while wanted:
        found |= dict(Person.objects.filter(pk__in=wanted).values_list("pk", "line_manager_id"))
        wanted = {manager for manager in found.values() if manager is not None and manager not in found}
    return found
