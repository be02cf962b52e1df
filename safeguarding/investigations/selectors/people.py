"""Who may investigate, supervise or sit: people of professional standards, and nobody with a link to the subject."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import users_in_role
from safeguarding.cases.models import CaseConflict, CaseParty
from safeguarding.cases.selectors.work import psd_units
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.rules.conflicts import Lines, conflict_words
from safeguarding.people.models import Carer, Person

#: A line of management longer than this is a loop in the record.
LONGEST_LINE = 20


def people_to_name(held: Investigation) -> QuerySet[User]:
    """Whom one can name: investigators and supervisors of professional standards in the case's force."""
    units = list(psd_units(held.case).values_list("pk", flat=True))
    found = users_in_role(Role.PSD_INVESTIGATOR, unit_ids=units) | users_in_role(Role.PSD_SUPERVISOR, unit_ids=units)
    return found.distinct().order_by("last_name", "first_name", "pk")


def people_to_sit(held: Investigation) -> QuerySet[User]:
    """Who of the force can sit on a panel: anybody in it who signs in, but the two who investigated."""
    there = User.objects.filter(force_id=held.case.force_id, is_active=True, is_system=False)
    there = there.exclude(pk__in=[pk for pk in (held.investigator_id, held.supervisor_id) if pk])
    return there.order_by("last_name", "first_name", "pk")


def conflict_of(held: Investigation, user: User) -> str:
    """Why this user can have no part in deciding about the person, in words after their name; empty when they can."""
    party = held.track.party
    subject = party.person if party else None
    other = Person.objects.filter(user=user).first()
    if subject is None:
        return "is in conflict with this case" if _declared(held, user) else ""
    lines = Lines(
        subject.pk, above(subject), other.pk if other else None, above(other) if other else ()
    )  # fmt: skip
    parties = CaseParty.objects.filter(case_id=held.case_id, removed_at__isnull=True, person__isnull=False)
    ids = set(parties.values_list("person_id", flat=True))
    return conflict_words(lines, parties=ids, relatives=_carers(ids), declared=_declared(held, user))


def above(person: Person) -> tuple[int, ...]:
    """Everybody above a person, the nearest first."""
    found: list[int] = []
    at = person.line_manager_id
    while at is not None and at not in found and len(found) < LONGEST_LINE:
        found.append(at)
        at = Person.objects.filter(pk=at).values_list("line_manager_id", flat=True).first()
    return tuple(found)


def _carers(ids: set[int]) -> set[int]:
    """Who cares for, or is cared for by, somebody of the case."""
    rows = Carer.objects.filter(Q(young_person_id__in=ids) | Q(adult_id__in=ids))
    return {pk for row in rows.values_list("young_person_id", "adult_id") for pk in row} - ids


def _declared(held: Investigation, user: User) -> bool:
    return CaseConflict.objects.filter(case_id=held.case_id, user=user).exists()
