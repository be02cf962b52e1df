"""Who may investigate, supervise or sit: people of professional standards, and nobody with a link to the subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import users_in_role
from safeguarding.cases.models import CaseConflict, CaseParty
from safeguarding.cases.selectors.work import psd_units
from safeguarding.investigations.models import Investigation, PanelMember
from safeguarding.investigations.rules.conflicts import Lines, conflict_words
from safeguarding.people.models import Carer, Person, Placement
from safeguarding.tracks.rules.chain import above
from safeguarding.tracks.selectors.chain import managers_over, once_over


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


def people_sitting(held: Investigation) -> QuerySet[PanelMember]:
    """Who sits on the panel and did not stand down."""
    return PanelMember.objects.filter(proceedings__investigation=held, stood_down_on__isnull=True)


def conflict_of(held: Investigation, user: User) -> str:
    """Why this user can have no part in deciding about the person, in words after their name; empty when they can."""
    return conflicts_of(held, [user])[user.pk]


def conflicts_of(held: Investigation, users: Iterable[User]) -> dict[int, str]:
    """The same for several users at once, in a fixed number of queries but one for each storey of the force."""
    wanted = {user.pk for user in users}
    declared = set(CaseConflict.objects.filter(case_id=held.case_id, user__in=wanted).values_list("user_id", flat=True))
    subject = held.track.party.person_id if held.track.party else None
    if subject is None:
        return {pk: "is in conflict with this case" if pk in declared else "" for pk in wanted}
    persons = dict(Person.objects.filter(user__in=wanted).values_list("user_id", "pk"))
    lines = _lines(subject, set(persons.values()))
    parties = CaseParty.objects.filter(case_id=held.case_id, removed_at__isnull=True, person__isnull=False)
    ids = set(parties.values_list("person_id", flat=True))
    relatives = _carers(ids)
    apart = Lines(subject, (), None)
    return {
        pk: conflict_words(
            lines.get(persons.get(pk, 0), apart), parties=ids, relatives=relatives, declared=pk in declared
        )
        for pk in wanted
    }  # fmt: skip


@dataclass(frozen=True)
class Linked:
    """Somebody with a part in it who was found to have a link to the subject after they were named."""

    part: str
    name: str
    words: str


def links_and_conflict(held: Investigation, user: User) -> tuple[list[Linked], str]:
    """Who has a part in it and should not, and why this user can have none; both are looked up together.

    A link can come to be, or be found, after the naming.
    """
    parts = [("Investigates", held.investigator), ("Supervises", held.supervisor)]
    heard = getattr(held, "proceedings", None)
    sitting = [one for one in heard.panel.all() if one.stood_down_on is None] if heard else []
    parts += [(one.get_role_display(), one.user) for one in sitting]
    named = [(part, one) for part, one in parts if one is not None]
    words = conflicts_of(held, [user, *(one for _, one in named)])
    return [Linked(part, str(one), words[one.pk]) for part, one in named if words[one.pk]], words[user.pk]


def _lines(subject: int, others: set[int]) -> dict[int, Lines]:
    """Where each of the others stands to the subject: today, at any time before, and in the schemes that they lead."""
    everybody = {subject, *others}
    managers = managers_over(everybody)
    once = once_over(everybody)
    together = _led_with(subject, others)
    over = {person: tuple(above(person, managers)) for person in everybody}
    return {
        other: Lines(
            subject, over[subject], other, over[other], once_over_subject=once[subject], once_over_other=once[other],
            led_together=other in together,
        )
        for other in others
    }  # fmt: skip


def _led_with(subject: int, others: set[int]) -> set[int]:
    """Which of the others had a part as an adult in a scheme while the subject had one there."""
    parts = Placement.objects.of_adults().filter(person__in={subject, *others})
    rows = list(parts.values_list("person_id", "scheme_id", "starts_on", "ends_on"))
    mine = [row for row in rows if row[0] == subject]
    return {row[0] for row in rows for own in mine if row[0] != subject and _meet(row, own)}


def _meet(one: tuple[int, int, dt.date, dt.date | None], other: tuple[int, int, dt.date, dt.date | None]) -> bool:
    """Whether two parts are in the same scheme and share a day."""
    (_, scheme, begins, ends), (_, of, began, ended) = one, other
    return scheme == of and (ends is None or began <= ends) and (ended is None or begins <= ended)


def _carers(ids: set[int]) -> set[int]:
    """Who cares for, or is cared for by, somebody of the case."""
    rows = Carer.objects.filter(Q(young_person_id__in=ids) | Q(adult_id__in=ids))
    return {pk for row in rows.values_list("young_person_id", "adult_id") for pk in row} - ids
