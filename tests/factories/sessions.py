"""Schemes with adults who have everything and young people, and sessions of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from safeguarding.activities.choices import SessionKind
from safeguarding.activities.models import Session
from safeguarding.activities.services import plan_session, set_adults
from safeguarding.activities.services.planning import AdultGiven, SessionDetails
from safeguarding.assurance.choices import About
from safeguarding.assurance.models import Requirement
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind, PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh, staff
from tests.factories.assurance import give
from tests.factories.schemes import days_ago, tolerated


@dataclass
class Group:
    """A scheme with two leaders who sign in, a helper, a teacher and some young people."""

    scheme: Scheme
    pat: Person
    nora: Person
    helper: Person
    teacher: Person
    young: list[Person]


def a_group(cast: Cast, *conditions: Any, children: int = 3, age: int = 14) -> Group:
    scheme = tolerated(cast, "Oakfield club", *conditions, ago=60)
    pat = staff(cast, "Pat", "Example", PersonType.PCSO, user=cast.pat)
    nora = staff(cast, "Nora", "Example", PersonType.PCSO, user=cast.nora)
    helper = staff(cast, "Hal", "Hughes", PersonType.PCSO)
    teacher = staff(cast, "Tess", "Turner", PersonType.TEACHER_PARTNER)
    for person, role in (
        (pat, PlacementRole.LEADER), (nora, PlacementRole.HELPER), (helper, PlacementRole.HELPER),
        (teacher, PlacementRole.TEACHER),
    ):  # fmt: skip
        placed(person, scheme, role)
    young = [a_child(cast, f"Young{number}", age) for number in range(children)]
    for child in young:
        placed(child, scheme, PlacementRole.YOUNG_PERSON)
    for person in (pat, helper):
        has_everything(cast, person)
    return Group(scheme, pat, nora, helper, teacher, young)


def placed(person: Person, scheme: Scheme, role: str, ago: int = 50) -> Placement:
    return Placement.objects.create(person=person, scheme=scheme, role=role, starts_on=days_ago(ago))


def a_child(cast: Cast, given: str, age: int | None) -> Person:
    born = None if age is None else clock.today() - dt.timedelta(days=int(age * 365.25) + 90)
    return Person.objects.create(
        force=cast.force, unit=cast.cadets, kind=PersonKind.YOUNG_PERSON, given_name=given, family_name="Example",
        date_of_birth=born, created_by=cast.adam,
    )  # fmt: skip


def has_everything(cast: Cast, person: Person) -> None:
    for requirement in Requirement.objects.filter(about=About.PERSON, ended_on__isnull=True):
        give(cast, requirement.key, person, ago=40)


def details(
    kind: str = SessionKind.SESSION, *, days: int = 7, title: str = "First aid", **given: Any
) -> SessionDetails:
    """On a day to come, or past with a minus, from six to half past seven."""
    day = clock.today() + dt.timedelta(days=days)
    start = dt.datetime.combine(day, dt.time(18), tzinfo=clock.LONDON)
    return SessionDetails(
        **{"kind": kind, "title": title, "starts_at": start, "ends_at": start + dt.timedelta(minutes=90), **given}
    )


def a_session(cast: Cast, group: Group, *, days: int = -1, kind: str = SessionKind.SESSION, **given: Any) -> Session:
    """A session that pat plans; yesterday, unless another day is given."""
    return plan_session(group.scheme, details(kind, days=days, **given), by=fresh(cast.pat))


def with_adults(cast: Cast, session: Session, *adults: AdultGiven) -> Session:
    return set_adults(session, adults, version=None, by=fresh(cast.pat))


def led(person: Person) -> AdultGiven:
    return AdultGiven("led", person)


def helped(person: Person) -> AdultGiven:
    return AdultGiven("helped", person)
