"""Who of the police is too near to the subjects of a case to sit at a strategy discussion about it."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.tracks.rules.chain import are_in_one_chain, stood


def subject_in_chain_of(case: Case, user: User) -> str:
    """The label of the subject in whose chain of command the user is, or was: a line that ended is a line still."""
    person = Person.objects.filter(user=user, merged_into__isnull=True).values_list("pk", flat=True).first()
    if person is None:
        return ""
    parties = case.parties.filter(role=PartyRole.SUBJECT, removed_at__isnull=True, person__isnull=False)
    subjects = list(parties.values_list("person_id", "label"))
    everybody = {person, *(pk for pk, _ in subjects if pk)}
    managers, once = managers_over(everybody), once_over(everybody)
    near = (
        label
        for pk, label in subjects
        if pk and (are_in_one_chain(person, pk, managers) or person in once[pk] or pk in once[person])
    )
    return next(near, "")


def managers_over(people: set[int]) -> dict[int, int | None]:
    """Who manages each of these, and who manages those, up to the top: a query for each storey of the force."""
    found: dict[int, int | None] = {}
    wanted = people
    while wanted:
        found |= dict(Person.objects.filter(pk__in=wanted).values_list("pk", "line_manager_id"))
        wanted = {manager for manager in found.values() if manager is not None and manager not in found}
    return found


def once_over(people: set[int]) -> dict[int, frozenset[int]]:
    """Who managed each of these at some time, as their records said: an acting line manager was one."""
    history = Person.pgh_event_model.objects  # type: ignore[attr-defined]  # made by @track
    rows = history.filter(pgh_obj_id__in=people).order_by("pgh_id")
    versions: dict[int, list[tuple[int | None, dt.datetime]]] = {person: [] for person in people}
    for person, manager, since in rows.values_list("pgh_obj_id", "line_manager_id", "pgh_created_at"):
        versions[person].append((manager, since))
    return {person: stood(found, clock.now()) for person, found in versions.items()}
