"""What is known on a day of the adults of a force that decides which audiences they belong to, in a few reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, Q, QuerySet, Subquery

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.guidance.models import AudienceTag
from safeguarding.guidance.rules import Adult, Part
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person, Placement, StaffRole
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import GovernanceDecision, Scheme


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
    placements = Placement.objects.live_on(day).of_adults().filter(of_them)
    for person_id, scheme_id, role in placements.order_by("pk").values_list("person_id", "scheme_id", "role"):
        if scheme_id in is_official:
            parts[person_id].append(Part(scheme_id, role, is_official[scheme_id]))
    tags: dict[int, set[str]] = defaultdict(set)
    for person_id, tag in AudienceTag.objects.live_on(day).filter(of_them).values_list("person_id", "tag"):
        tags[person_id].add(tag)
    gone = _gone(people, day)
    there = Q(created_at__lte=clock.end_of_day(day)) | Q(pk__in=[*parts, *tags])
    # A record that was merged into another is nobody: the other stands for it.
    found = people.filter(there, kind=PersonKind.ADULT, merged_into=None).order_by("family_name", "given_name", "pk")
    kinds = _kinds_on(people, day) if day < clock.today() else {}
    adults = (
        Adult(pk, "" if pk in gone else kinds.get(pk, person_type), tuple(parts[pk]), frozenset(tags[pk]))
        for pk, person_type in found.values_list("pk", "person_type")
    )
    return [adult for adult in adults if adult.is_staff or adult.parts or adult.tags]


def _kinds_on(people: QuerySet[Person], day: dt.date) -> dict[int, str]:
    """What kind of staff each was on a past day, as the history of their record has it; else what it first had."""
    known = apps.get_model("people", "PersonEvent")._default_manager.filter(pgh_obj__in=people)
    then = known.filter(pgh_created_at__lte=clock.end_of_day(day)).order_by("pgh_obj_id", "-pgh_created_at", "-pgh_id")
    first = known.order_by("pgh_obj_id", "pgh_created_at", "pgh_id")
    found: dict[int, str] = {}
    for rows in (first, then):
        found |= dict(rows.distinct("pgh_obj_id").values_list("pgh_obj_id", "person_type"))
    return found


def _gone(people: QuerySet[Person], day: dt.date) -> set[int]:
    """Staff all of whose posts lie before or after the day: they were not in the force then."""
    posts = StaffRole.objects.filter(person__in=people).values_list("person_id", "starts_on", "ends_on")
    known: dict[int, bool] = defaultdict(bool)
    for person_id, starts_on, ends_on in posts:
        known[person_id] |= starts_on <= day and (ends_on is None or ends_on >= day)
    return {person_id for person_id, is_here in known.items() if not is_here}


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


def schemes_of(person_ids: list[int], *, day: dt.date) -> dict[int, str]:
    """By person, the names of the schemes they had a part in on the day."""
    live = Placement.objects.live_on(day).of_adults().filter(person__in=person_ids)
    names: dict[int, list[str]] = defaultdict(list)
    for person_id, name in live.order_by("scheme__name", "pk").values_list("person_id", "scheme__name"):
        if name not in names[person_id]:
            names[person_id].append(name)
    return {person_id: ", ".join(found) for person_id, found in names.items()}


def members(user: User, *, tag: str = "") -> QuerySet[AudienceTag]:
    """Who is in which group today, as far as the user may see it."""
    found = AudienceTag.objects.visible_to(user).live_on(clock.today()).select_related("person__unit")
    found = found.filter(tag=tag) if tag else found
    return found.order_by("tag", "person__family_name", "person__given_name", "pk")
