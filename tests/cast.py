"""One named cast, used by every test: two forces, their units, and a person for each way of standing to a case.

| name | who |
|---|---|
| pat | practitioner in Cadets; reports concerns |
| cora | scheme coordinator in Cadets |
| lena, leo | safeguarding leads of the Hub |
| sam | supervisor of the Hub |
| lars | safeguarding lead of another unit of the same force |
| ivy, piers | PSD investigator and PSD supervisor |
| mona | manager over all units of the force |
| aud, adam | auditor, administrator |
| brian | PCSO, practitioner with a sign-in: the subject in conflict tests |
| bella | lead of the Hub who line-manages brian |
| nora | signs in, holds no role |
| ines | a lead whose account was switched off |
| root | superuser of the force |
| wes, walt | lead and practitioner of the other force |
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, Principal, RoleAssignment, Unit, User
from safeguarding.access.services import principal_of, principal_of_role
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person

PASSWORD = "correct horse battery staple"
SINCE = dt.date(2024, 1, 1)


@dataclass
class Cast:
    force: Force
    other_force: Force
    cadets: Unit
    hub: Unit
    south: Unit
    psd: Unit
    other_hub: Unit
    system: User
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["users"][name]
        except KeyError:
            raise AttributeError(name) from None


def fresh(user: User) -> User:
    """The user as the next request loads them: nothing remembered about roles."""
    return User.objects.get(pk=user.pk)


def build() -> Cast:
    force = Force.objects.create(name="Northshire Police", slug="northshire")
    other = Force.objects.create(name="Westmoor Police", slug="westmoor")
    cast = Cast(
        force=force,
        other_force=other,
        cadets=Unit.objects.create(force=force, name="Cadets and Schools", kind=UnitKind.CADETS),
        hub=Unit.objects.create(force=force, name="Safeguarding Hub", kind=UnitKind.SAFEGUARDING),
        south=Unit.objects.create(force=force, name="Safeguarding South", kind=UnitKind.SAFEGUARDING),
        psd=Unit.objects.create(force=force, name="Professional Standards", kind=UnitKind.PSD),
        other_hub=Unit.objects.create(force=other, name="Westmoor Safeguarding", kind=UnitKind.SAFEGUARDING),
        system=User.objects.create(
            username="system", email="system@example.org", first_name="System", is_system=True, force=None
        ),
    )
    _users(cast)
    _people(cast)
    return cast


def _users(cast: Cast) -> None:
    there: list[tuple[str, Unit, list[tuple[Unit, str]]]] = [
        ("pat", cast.cadets, [(cast.cadets, Role.PRACTITIONER)]),
        ("cora", cast.cadets, [(cast.cadets, Role.COORDINATOR)]),
        ("lena", cast.hub, [(cast.hub, Role.LEAD)]),
        ("leo", cast.hub, [(cast.hub, Role.LEAD)]),
        ("bella", cast.hub, [(cast.hub, Role.LEAD)]),
        ("ines", cast.hub, [(cast.hub, Role.LEAD)]),
        ("sam", cast.hub, [(cast.hub, Role.SUPERVISOR)]),
        ("lars", cast.south, [(cast.south, Role.LEAD)]),
        ("ivy", cast.psd, [(cast.psd, Role.PSD_INVESTIGATOR)]),
        ("piers", cast.psd, [(cast.psd, Role.PSD_SUPERVISOR)]),
        ("mona", cast.hub, [(u, Role.MANAGER) for u in (cast.cadets, cast.hub, cast.south, cast.psd)]),
        ("aud", cast.hub, [(cast.hub, Role.AUDITOR)]),
        ("adam", cast.hub, [(cast.hub, Role.ADMINISTRATOR)]),
        ("brian", cast.cadets, [(cast.cadets, Role.PRACTITIONER)]),
        ("nora", cast.cadets, []),
        ("root", cast.hub, []),
        ("wes", cast.other_hub, [(cast.other_hub, Role.LEAD)]),
        ("walt", cast.other_hub, [(cast.other_hub, Role.PRACTITIONER)]),
    ]
    made = User.objects.bulk_create([_user(name, unit) for name, unit, _ in there])
    cast.users.update(zip((name for name, _, _ in there), made, strict=True))
    held = [(cast.users[name], where, role) for name, _, roles in there for where, role in roles]
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, unit=where, role=role, starts_on=SINCE) for user, where, role in held
    )
    Principal.objects.bulk_create(
        [
            *(Principal(user=user) for user in made),
            *(Principal(unit=where, role=role) for where, role in dict.fromkeys((w, r) for _, w, r in held)),
        ]
    )
    User.objects.filter(pk=cast.ines.pk).update(is_active=False)
    User.objects.filter(pk=cast.root.pk).update(is_superuser=True, is_staff=True)
    for name in ("ines", "root"):
        cast.users[name] = fresh(cast.users[name])
    Force.objects.filter(pk=cast.force.pk).update(information_owner=cast.aud)
    cast.force.refresh_from_db()


def _user(name: str, unit: Unit) -> User:
    return User(
        username=name,
        email=f"{name}@{unit.force.slug}.example",
        password=make_password(PASSWORD),
        first_name=name.capitalize(),
        last_name="Example",
        force=unit.force,
        home_unit=unit,
    )


def add_user(name: str, unit: Unit, roles: list[tuple[Unit, str]]) -> User:
    """Somebody who works in the unit and holds these roles since 2024."""
    user = _user(name, unit)
    user.save()
    principal_of(user)
    for where, role in roles:
        RoleAssignment.objects.create(user=user, unit=where, role=role, starts_on=SINCE)
        principal_of_role(where, role)
    return user


def _people(cast: Cast) -> None:
    cast.people["bella"] = staff(cast, "Bella", "Bright", PersonType.POLICE_OFFICER, user=cast.bella)
    cast.people["brian"] = staff(
        cast, "Brian", "Baker", PersonType.PCSO, user=cast.brian, line_manager=cast.people["bella"]
    )
    cast.people["carl"] = staff(cast, "Carl", "Cooper", PersonType.PCSO)
    cast.people["ann"] = child(cast, "Ann", "Archer", dt.date(2013, 5, 4))
    cast.people["fay"] = child(cast, "Fay", "Fletcher", None)


def staff(cast: Cast, given: str, family: str, person_type: str, **more: Any) -> Person:
    """A member of staff in Cadets."""
    return Person.objects.create(
        force=cast.force, unit=cast.cadets, kind=PersonKind.ADULT, person_type=person_type, given_name=given,
        family_name=family, age_band=AgeBand.ADULT, created_by=cast.adam, **more,
    )  # fmt: skip


def child(cast: Cast, given: str, family: str, born: dt.date | None) -> Person:
    """A young person known to the Hub."""
    return Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.YOUNG_PERSON, given_name=given, family_name=family,
        date_of_birth=born, age_band=AgeBand.FROM_12_TO_13, created_by=cast.lena,
    )  # fmt: skip
