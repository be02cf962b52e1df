"""Conflicts of interest. Whoever is in conflict with a case or a concern does not see that it exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from safeguarding.cases.choices import ConcernPartyRole, ConflictKind, PartyRole
from safeguarding.cases.models import Case, CaseConflict, CaseParty, Concern, ConcernConflict
from safeguarding.cases.rules.conflicts import IN_CONFLICT_ROLES
from safeguarding.people.models import Person


def rebuild_conflicts(case: Case) -> int:
    """Take the case away from its own parties and from whoever manages the subject; returns how many rows differed."""
    return len(rebuild_conflicts_of_many([case]))


def rebuild_conflicts_of_many(cases: list[Case]) -> list[int]:
    """The same for several cases at once; returns the case id of every row that differed."""
    wanted = _wanted(cases)
    derived = CaseConflict.objects.filter(case__in=cases).exclude(kind=ConflictKind.DECLARED)
    held = {(row.case_id, row.user_id, row.kind): row.pk for row in derived}
    surplus, missing = held.keys() - wanted, wanted - held.keys()
    if surplus:
        CaseConflict.objects.filter(pk__in=[held[key] for key in surplus]).delete()
    if missing:
        rows = [CaseConflict(case_id=case_id, user_id=user_id, kind=kind) for case_id, user_id, kind in missing]
        CaseConflict.objects.bulk_create(rows)
    return [key[0] for key in (*surplus, *missing)]


def _wanted(cases: list[Case]) -> set[tuple[int, int, str]]:
    parties = CaseParty.objects.filter(case__in=cases, removed_at__isnull=True, person__isnull=False)
    rows = list(parties.filter(role__in=IN_CONFLICT_ROLES).values_list("case_id", "role", "person_id", "person__user"))
    wanted = {(case_id, user_id, str(ConflictKind.PARTY)) for case_id, _, _, user_id in rows if user_id}
    subjects = [(case_id, person_id) for case_id, role, person_id, _ in rows if role == PartyRole.SUBJECT]
    managers = managers_of_each({person_id for _, person_id in subjects})
    wanted |= {
        (case_id, user_id, str(ConflictKind.LINE_MANAGER))
        for case_id, person_id in subjects
        for user_id in managers[person_id]
    }
    return wanted | _brought_along(cases)


def _brought_along(cases: list[Case]) -> set[tuple[int, int, str]]:
    """Who is in conflict with a concern of these cases because of the case that it was begun from; never of itself."""
    came = ConcernConflict.objects.filter(kind=ConflictKind.FOLLOWS, concern__case_concern__case__in=cases)
    others = came.exclude(concern__source__case=F("concern__case_concern__case"))
    rows = others.values_list("concern__case_concern__case", "user")
    return {(case_id, user_id, str(ConflictKind.FOLLOWS)) for case_id, user_id in rows}


def rebuild_concern_conflicts(concern: Concern) -> int:
    """Take the concern away from the adults it is about, whoever manages them, and whoever is in conflict with the case
    out of which it was begun; returns how many rows differed."""
    adults = concern.parties.filter(person__isnull=False).exclude(role=ConcernPartyRole.TOLD_YOU)
    about = adults.filter(role=ConcernPartyRole.ADULT_OF_CONCERN).values_list("person_id", flat=True)
    wanted = {(user_id, ConflictKind.PARTY) for user_id in _users_of(adults)}
    wanted |= {(user_id, ConflictKind.LINE_MANAGER) for user_id in managers_of(about)}
    of_source = CaseConflict.objects.filter(case__sources__concern=concern).values_list("user_id", flat=True)
    wanted |= {(user_id, ConflictKind.FOLLOWS) for user_id in of_source}
    held = {(row.user_id, row.kind): row.pk for row in ConcernConflict.objects.filter(concern=concern)}
    ConcernConflict.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    ConcernConflict.objects.bulk_create(
        [
            ConcernConflict(concern=concern, user_id=user_id, kind=kind)
            for user_id, kind in wanted
            if (user_id, kind) not in held
        ]
    )
    return len(wanted ^ held.keys())


def _users_of(parties: QuerySet[Any]) -> set[int]:
    return set(parties.filter(person__user__isnull=False).values_list("person__user_id", flat=True))


def managers_of(person_ids: Iterable[int]) -> set[int]:
    """The user ids of everybody up the line-management chain of these people; a ring in the chain ends it."""
    return set().union(*managers_of_each(set(person_ids)).values())


def managers_of_each(person_ids: set[int]) -> dict[int, set[int]]:
    """For each of these people the user ids of everybody up their line-management chain."""
    above = _chain(person_ids)
    found: dict[int, set[int]] = defaultdict(set)
    for person_id in person_ids:
        seen: set[int] = set()
        manager_id, user_id = above.get(person_id, (None, None))
        while manager_id and manager_id not in seen:
            seen.add(manager_id)
            found[person_id] |= {user_id} if user_id else set()
            manager_id, user_id = above.get(manager_id, (None, None))
    return found


def _chain(person_ids: set[int]) -> dict[int, tuple[int | None, int | None]]:
    """Each person's manager and the manager's user, for these people and everybody above them; a query a level."""
    above: dict[int, tuple[int | None, int | None]] = {}
    level = person_ids
    while level:
        rows = Person.objects.filter(pk__in=level).values_list("pk", "line_manager_id", "line_manager__user_id")
        above.update({pk: (manager_id, user_id) for pk, manager_id, user_id in rows})
        level = {manager_id for manager_id, _ in above.values() if manager_id} - above.keys()
    return above
