"""Laying the ground: forces, units, sign-ins, staff, young people and schemes.

Forces, staff records, young people and placements are set up here row by row: no service makes them all at once.
Units, accounts, roles and schemes go through their services.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from safeguarding.access.models import Force, Unit, User
from safeguarding.access.services import assign_role, change_force, create_unit, create_user, system_user
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.cast import CADETS, FORCES, INFORMATION_OWNERS, SIGN_INS, STAFF_BY_KEY
from safeguarding.dashboards.management.demo.schemes import SCHEMES, Condition, Decided, SchemeSpec
from safeguarding.people.choices import AgeBand, PersonKind, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import add_scheme, check_condition, decide
from safeguarding.schemes.services.conditions import Finding, NewCondition
from safeguarding.schemes.services.decisions import NewDecision
from safeguarding.schemes.services.register import SchemeDetails

YEAR_DAYS = 365.25
#: Everybody has their role since before the first case that is on record.
IN_ROLE_DAYS = 9 * 366


@dataclass
class World:
    """What the stories are told with."""

    now: dt.datetime
    system: User
    forces: dict[str, Force] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)

    def day(self, days_ago: int) -> dt.date:
        return clock.london_date(self.now) - dt.timedelta(days=days_ago)

    def noon(self, days_ago: int) -> dt.datetime:
        return dt.datetime.combine(self.day(days_ago), dt.time(12), tzinfo=self.now.tzinfo)


def lay(*, now: dt.datetime, password: str | None) -> World:
    """Make both forces as they stood before the first story."""
    world = World(now=now, system=system_user())
    for slug, (name, units) in FORCES.items():
        world.forces[slug] = Force.objects.create(name=name, slug=slug)
        for key, (title, kind) in units.items():
            unit = create_unit(by=world.system, force=world.forces[slug], name=title, kind=kind)
            world.units[slug, key] = unit
    _sign_ins(world, password)
    _staff(world)
    for spec in SCHEMES:
        _scheme(world, spec)
    return world


def born(age: int, *, name: str, today: dt.date) -> dt.date:
    """A date of birth that makes somebody this old today; the day depends on the name, so that all differ."""
    return today - dt.timedelta(days=int(age * YEAR_DAYS) + 20 + sum(map(ord, name)) % 300)


def _sign_ins(world: World, password: str | None) -> None:
    starts = world.day(IN_ROLE_DAYS)
    for member in SIGN_INS:
        user = create_user(
            by=world.system, email=member.email, first_name=member.given_name, last_name=member.family_name,
            home_unit=world.units[member.force, member.unit],
        )  # fmt: skip
        for unit, role in member.roles:
            at = world.units[member.force, unit]
            assign_role(by=world.system, user=user, unit=at, role=role, starts_on=starts)
        world.users[member.key] = user
    if password:
        # A strong hash takes its time on purpose, and this is one password: it is worked out once.
        User.objects.filter(pk__in=[user.pk for user in world.users.values()]).update(password=make_password(password))
    for slug, key in INFORMATION_OWNERS.items():
        change_force(
            by=world.system, force=world.forces[slug], version=None, information_owner=world.users[key]
        )  # fmt: skip


def _staff(world: World) -> None:
    """Everybody on the staff directory, whoever manages them before them."""
    waiting = list(STAFF_BY_KEY.values())
    while waiting:
        ready = [member for member in waiting if not member.manager or member.manager in world.people]
        waiting = [member for member in waiting if member not in ready]
        for member in ready:
            world.people[member.key] = Person.objects.create(
                force=world.forces[member.force], unit=world.units[member.force, member.unit], kind=PersonKind.ADULT,
                person_type=member.person_type, given_name=member.given_name, family_name=member.family_name,
                age_band=AgeBand.ADULT, role_description=member.does, line_manager=world.people.get(member.manager),
                user=world.users.get(member.key), created_by=world.system,
            )  # fmt: skip


def _scheme(world: World, spec: SchemeSpec) -> None:
    """A scheme with what was decided about it and looked at, each on its day."""
    unit, begun = world.units[spec.force, spec.unit], spec.started + 30
    with clock.standing_at(world.noon(begun)):
        details = SchemeDetails(
            name=spec.name, kind=spec.kind, unit=unit, place=spec.place, starts_on=world.day(spec.started),
            ends_on=None if spec.ended is None else world.day(spec.ended),
        )  # fmt: skip
        scheme = add_scheme(details, by=world.system)
        first = Decided(spec.status, begun, spec.reason, spec.review)
        _decided(world, scheme, spec, first, *(_condition(world, spec, one) for one in spec.conditions))
    for condition, one in zip(scheme.conditions.order_by("pk"), spec.conditions, strict=True):
        if one.checked is not None:
            with clock.standing_at(world.noon(one.checked)):
                kept = Finding(is_kept=True, finding="Seen at a visit, and said by the teacher.")
                check_condition(condition, kept, version=None, by=world.system)
    for later in spec.later:
        with clock.standing_at(world.noon(later.days_ago)):
            _decided(world, scheme, spec, later)
    scheme.refresh_from_db()
    world.schemes[spec.name] = scheme
    for key, role in spec.adults:
        place(world, world.people[key], scheme, role, spec.started - 10)
    for number, name in enumerate(spec.young):
        _young(world, spec, scheme, name, age=13 + number % 4)


def _decided(world: World, scheme: Scheme, spec: SchemeSpec, what: Decided, *conditions: NewCondition) -> None:
    decision = NewDecision(
        outcome=what.status, reason=what.reason, decided_by=spec.decided_by, decided_as=spec.decided_as,
        decided_on=world.day(what.days_ago),
        review_on=None if what.review is None else world.day(what.review),
    )  # fmt: skip
    decide(scheme, decision, version=None, by=world.system, conditions=conditions)


def _condition(world: World, spec: SchemeSpec, one: Condition) -> NewCondition:
    return NewCondition(
        kind=one.kind, text=one.text, word=one.word, set_by=spec.set_by,
        due_on=None if one.due is None else world.day(one.due),
    )  # fmt: skip


def place(world: World, person: Person, scheme: Scheme, role: str, days_ago: int, until: int | None = None) -> None:
    """Put somebody's part in a scheme on record."""
    Placement.objects.create(
        person=person, scheme=scheme, role=role, starts_on=world.day(days_ago),
        ends_on=None if until is None else world.day(until),
    )  # fmt: skip


def _young(world: World, spec: SchemeSpec, scheme: Scheme, name: str, *, age: int) -> None:
    given, family = name.split(" ")
    person = Person.objects.create(
        force=scheme.force, unit=world.units[spec.force, CADETS], kind=PersonKind.YOUNG_PERSON, given_name=given,
        family_name=family, date_of_birth=born(age, name=name, today=world.day(0)), created_by=world.system,
    )  # fmt: skip
    world.people[name] = person
    place(world, person, scheme, PlacementRole.YOUNG_PERSON, 700)
