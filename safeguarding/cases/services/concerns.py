"""Sending a concern: what was told becomes a record with a reference, a team and a clock, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.cases.choices import ConcernPartyRole, InDanger, WhenKind
from safeguarding.cases.models import (
    CaseConflict,
    Concern,
    ConcernConflict,
    ConcernDraft,
    ConcernIndicator,
    ConcernParty,
    ConcernSource,
    ReporterIdentity,
)
from safeguarding.cases.rules import concerns as rules
from safeguarding.cases.selectors.routing import Team, last_resort, team_for
from safeguarding.cases.services.access import managers_of, rebuild_concern_conflicts
from safeguarding.cases.services.clocks import start_triage_clock
from safeguarding.cases.services.drafts import lock_for_sending, mark_sent, source_of
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import next_reference
from safeguarding.notices.services import tell
from safeguarding.people import selectors as people
from safeguarding.people.choices import STAFF_TYPES, AgeBand, PersonKind
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson, add_person, person_errors
from safeguarding.schemes.models import Scheme

MOST_PARTIES = 30
NAMESAKE = "Somebody of this name is on record. Choose them, or say that this is somebody else"


@dataclass(frozen=True)
class PartyAnswers:
    """Somebody the reporter named: on record (`person_id`), to be put on record (`added`), or only described."""

    role: str
    person_id: int | None = None
    added: NewPerson | None = None
    not_on_record: bool = False
    kind: str = PersonKind.ADULT
    person_type: str = ""
    age_band: str = AgeBand.UNKNOWN
    description: str = ""


@dataclass(frozen=True)
class ConcernAnswers:
    """Everything a reporter said, checked for shape."""

    in_danger: str
    what_happened: str
    when_kind: str
    learned_how: str
    parties: tuple[PartyAnswers, ...]
    indicators: tuple[str, ...] = ()
    danger_detail: str = ""
    opinion: str = ""
    child_words: str = ""
    happened_on: dt.date | None = None
    happened_time: dt.time | None = None
    happened_until: dt.date | None = None
    when_text: str = ""
    place: str = ""
    learned_detail: str = ""
    is_online: bool = False
    platforms: str = ""
    handles: str = ""
    still_visible: str = ""
    actions_taken: str = ""
    who_knows: str = ""
    scheme_id: int | None = None


# What goes into the concern's own row, word for word.
TOLD = (
    "in_danger", "danger_detail", "what_happened", "opinion", "child_words", "when_kind", "happened_on",
    "happened_time", "happened_until", "when_text", "place", "learned_how", "learned_detail", "is_online", "platforms",
    "handles", "still_visible", "actions_taken", "who_knows", "scheme_id",
)  # fmt: skip


@transaction.atomic
def log_concern(answers: ConcernAnswers, *, by: User, draft: ConcernDraft | None = None) -> Concern:
    """Send a concern. A draft makes one concern, however often it is sent."""
    locked = lock_for_sending(draft, by=by) if draft else None
    if locked and locked.concern:
        return locked.concern
    require_permission(by, Permission.LOG_CONCERN)
    known = _check(answers, by)
    source = source_of(locked)
    in_conflict = set(CaseConflict.objects.filter(case=source).values_list("user_id", flat=True)) if source else set()
    team = _team(answers, known, by, besides=in_conflict)
    persons = [_person(party, known, team.unit, by) for party in answers.parties]
    concern = _write(answers, persons, team.unit, by, source=source)
    _set_going(concern, team, by)
    if locked:
        mark_sent(locked, concern=concern)
    return concern


def _check(answers: ConcernAnswers, by: User) -> dict[int, Person]:
    """Refuse what cannot be; returns the people on record who were named, of those the reporter may see."""
    wanted = {party.person_id for party in answers.parties if party.person_id is not None}
    known = {person.pk: person for person in Person.objects.visible_to(by).filter(pk__in=wanted)}
    errors: dict[str, list[str]] = {name: [words] for name, words in when_errors(answers).items()}
    if not answers.parties:
        errors["parties"] = ["Say who is involved, or that you do not know who"]
    if len(answers.parties) > MOST_PARTIES:
        errors["parties"] = [f"Name {MOST_PARTIES} people at most, and describe the others in what happened"]
    incident_on = answers.happened_until or answers.happened_on
    for number, party in enumerate(answers.parties):
        for name, words in party_errors(party, incident_on=incident_on, known=known, by=by).items():
            errors[f"parties.{number}.{name}"] = words
    if answers.scheme_id and not Scheme.objects.visible_to(by).filter(pk=answers.scheme_id).exists():
        errors["scheme"] = ["Choose a scheme from the list"]
    if errors:
        raise Invalid(errors)
    return known


def when_errors(answers: ConcernAnswers) -> dict[str, str]:
    """What is missing or impossible about when it happened, by field."""
    return rules.when_errors(
        answers.when_kind, happened_on=answers.happened_on, happened_time=answers.happened_time,
        happened_until=answers.happened_until, when_text=answers.when_text,
        now=clock.now().astimezone(clock.LONDON).replace(tzinfo=None),
    )  # fmt: skip


def party_errors(
    party: PartyAnswers, *, incident_on: dt.date | None, known: Container[int], by: User
) -> dict[str, list[str]]:
    """What is wrong with one of the people named, by field."""
    if party.person_id is not None:
        return {} if party.person_id in known else {"person": ["Choose somebody from the list, or add them"]}
    if party.added is None:
        return {} if party.description.strip() else {"description": ["Describe the person as well as you can"]}
    # Somebody on record is not held against the day: the answer would give away when they were born.
    errors = person_errors(party.added, in_a_matter=True, incident_on=incident_on)
    if not party.not_on_record and people.likely(by, by_name(party.added)):
        errors["given_name"] = [NAMESAKE]
    return errors


def by_name(new: NewPerson) -> NewPerson:
    """Somebody new by their names alone: who reports does not learn a birthday from whom they are offered."""
    return replace(new, date_of_birth=None)


def _team(answers: ConcernAnswers, known: dict[int, Person], by: User, *, besides: set[int]) -> Team:
    """Who takes it. A concern is taken even when everybody is in conflict: then the information owner is told."""
    in_conflict = users_in_conflict((party.role, known.get(party.person_id or 0)) for party in answers.parties)
    team = team_for(by, in_conflict=in_conflict | besides)
    if team is not None:
        return team
    unit = last_resort(by)
    if unit is None:
        raise Invalid("Your force has no team that could take the concern. Tell an administrator.")
    return Team(unit, frozenset())


def users_in_conflict(named: Iterable[tuple[str, Person | None]]) -> set[int]:
    """The user ids of the people in the matter, and of whoever manages the adults it is about."""
    on_record = [(role, person) for role, person in named if person is not None]
    users = {person.user_id for role, person in on_record if role != ConcernPartyRole.TOLD_YOU and person.user_id}
    about = [person.pk for role, person in on_record if role == ConcernPartyRole.ADULT_OF_CONCERN]
    return users | managers_of(about)


def _person(party: PartyAnswers, known: dict[int, Person], unit: Unit, by: User) -> Person | None:
    """The person on record, or put on record now; None when they are only described."""
    if party.person_id is not None:
        return known[party.person_id]
    if party.added is None:
        return None
    added = party.added
    if added.person_type in STAFF_TYPES:
        # Staff stand in a directory that everybody searches: somebody a concern is about would find themself there,
        # newly added. What they are to the force is kept with the concern, and put on their record by who knows them.
        added = replace(added, person_type="")
    return add_person(added, unit=unit, by=by, in_a_matter=True)


def _write(
    answers: ConcernAnswers, persons: list[Person | None], unit: Unit, by: User, *, source: int | None
) -> Concern:  # fmt: skip
    """Write the concern and what belongs to it. The reference locks its counter, so nothing slow comes after it."""
    told: dict[str, Any] = {name: getattr(answers, name) for name in TOLD}
    concern = Concern.objects.create(
        reference=next_reference("C"), force_id=unit.force_id, unit=unit,
        is_urgent=answers.in_danger == InDanger.YES, **told,
    )  # fmt: skip
    ReporterIdentity.objects.create(concern=concern, user=by)
    ConcernParty.objects.bulk_create(
        [_party(concern, party, person) for party, person in zip(answers.parties, persons, strict=True)]
    )
    ConcernIndicator.objects.bulk_create(
        [ConcernIndicator(concern=concern, indicator=name) for name in dict.fromkeys(answers.indicators)]
    )
    if source is not None:
        ConcernSource.objects.create(concern=concern, case_id=source)
    rebuild_concern_conflicts(concern)
    return concern


def _party(concern: Concern, party: PartyAnswers, person: Person | None) -> ConcernParty:
    said = party.added or party
    if party.person_id is not None and person is not None:
        kind, person_type, band = person.kind, person.person_type, people.age_band_of(person)
    else:
        kind, person_type, band = said.kind, said.person_type, said.age_band
    return ConcernParty(
        concern=concern, role=party.role, person=person, kind=kind,
        person_type=person_type if kind == PersonKind.ADULT else "", age_band=band, description=party.description,
    )  # fmt: skip


def _set_going(concern: Concern, team: Team, by: User) -> None:
    """Start the clock, tell the team and record that it was logged."""
    start_triage_clock(concern, why="The concern was received", by=by)
    _tell_team(concern, team, by)
    record(
        "concern.logged", by=by, obj=concern,
        data={"unit_id": concern.unit_id, "is_urgent": concern.is_urgent, "when_kind": WhenKind(concern.when_kind)},
    )  # fmt: skip


def _tell_team(concern: Concern, team: Team, by: User) -> None:
    """Tell who decides that a concern waits for them; never somebody in conflict with it, and naming nobody.

    When nobody is left to decide, the force's information owner is told, without the way to it.
    """
    title, url = f"{concern.reference} is waiting for a decision", concern.get_absolute_url()
    if concern.is_urgent:
        title = f"Urgent: {concern.reference}. Somebody may be in danger now"
    told: set[int | None] = {user_id for user_id in team.deciders if user_id != by.pk}
    if not team.deciders:
        title, url, told = f"Nobody can decide about {concern.reference}", "", {concern.force.information_owner_id}
    in_conflict = ConcernConflict.objects.filter(concern=concern).values("user_id")
    tell(
        recipients=User.objects.filter(pk__in=told, is_active=True).exclude(pk__in=in_conflict),
        key=f"concern:{concern.pk}:logged", title=title, url=url, subject_type="concern", subject_id=concern.pk,
        urgent=concern.is_urgent,
    )  # fmt: skip
