"""What is known on a day of the adults of a force that decides which audiences they belong to: in four reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from safeguarding.core import clock
from safeguarding.guidance.models import AudienceTag
from safeguarding.guidance.rules import Adult, Part
from safeguarding.people.choices import PersonKind, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import GovernanceDecision, Scheme


def live_on(day: dt.date) -> Q:
    """Begun by the day and not over before it."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def adults_of(force_id: int, *, day: dt.date) -> list[Adult]:
    """The staff of a force and the adults of its schemes, as the record knew them on the day."""
    return _adults(Person.objects.filter(force_id=force_id), force_id, day)


def adult_of(person: Person, *, day: dt.date | None = None) -> Adult:
    """One adult; somebody who is neither staff nor in a scheme belongs to no audience."""
    found = _adults(Person.objects.filter(pk=person.pk), person.force_id, day or clock.today())
    return found[0] if found else Adult(person.pk)


def _adults(people: QuerySet[Person], force_id: int, day: dt.date) -> list[Adult]:
    of_them = Q(person__in=people)
    is_official = _open_schemes(force_id, day)
    parts: dict[int, list[Part]] = defaultdict(list)
    placements = Placement.objects.filter(of_them, live_on(day)).exclude(role=PlacementRole.YOUNG_PERSON)
    for person_id, scheme_id, role in placements.order_by("pk").values_list("person_id", "scheme_id", "role"):
        if scheme_id in is_official:
            parts[person_id].append(Part(scheme_id, role, is_official[scheme_id]))
    tags: dict[int, set[str]] = defaultdict(set)
    for person_id, tag in AudienceTag.objects.filter(of_them, live_on(day)).values_list("person_id", "tag"):
        tags[person_id].add(tag)
    there = Q(created_at__lte=clock.end_of_day(day)) | Q(pk__in=[*parts, *tags])
    found = people.filter(there, kind=PersonKind.ADULT).order_by("family_name", "given_name", "pk")
    adults = (
        Adult(pk, person_type, tuple(parts[pk]), frozenset(tags[pk]))
        for pk, person_type in found.values_list("pk", "person_type")
    )
    return [adult for adult in adults if adult.is_staff or adult.parts or adult.tags]


def _open_schemes(force_id: int, day: dt.date) -> dict[int, bool]:
    """The schemes of the force that were not closed on the day, and whether each was an official cadet unit then.

    A unit that is called official and was never made so by a decision counts as outside: nobody has looked at it.
    """
    decided = GovernanceDecision.objects.filter(scheme=OuterRef("pk"), decided_on__lte=day).order_by("-number")
    schemes: Any = Scheme.objects.filter(force_id=force_id).annotate(stood=Subquery(decided.values("outcome")[:1]))
    return {
        pk: kind == SchemeKind.OFFICIAL_CADETS and stood == SchemeStatus.OFFICIAL
        for pk, kind, stood in schemes.values_list("pk", "kind", "stood")
        if stood != SchemeStatus.CLOSED
    }
