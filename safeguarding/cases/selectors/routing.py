"""Which team a new concern goes to: never one in which everybody who could decide about it is in conflict."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.access.choices import Permission, UnitKind
from safeguarding.access.models import RoleAssignment, Unit, User
from safeguarding.access.policies import roles_with
from safeguarding.cases.models import Concern

KINDS_IN_ORDER = (UnitKind.SAFEGUARDING, UnitKind.PSD)


@dataclass(frozen=True)
class Team:
    """A unit that could take a concern, and who in it decides."""

    unit: Unit
    deciders: frozenset[int]


def team_for(user: User, *, in_conflict: set[int]) -> Team | None:
    """The first team with somebody who decides and is not in conflict, and those people; None when there is none."""
    for team in teams_in_order(user):
        free = team.deciders - in_conflict
        if free:
            return Team(team.unit, frozenset(free))
    return None


def teams_in_order(user: User) -> list[Team]:
    """The reporter's own unit if it triages; then the safeguarding units of the force by name; last professional
    standards, whose own concerns too go to safeguarding first."""
    units = _units(user)
    home = [unit for unit in units if unit.pk == user.home_unit_id and unit.kind != UnitKind.PSD]
    others = [unit for kind in KINDS_IN_ORDER for unit in units if unit.kind == kind and unit not in home]
    triage = _holders(Permission.TRIAGE, units)
    found = [Team(unit, frozenset(triage.get(unit.pk, ()))) for unit in [*home, *others]]
    return [team for team in found if team.deciders]


def is_routed_past_somebody(concern: Concern, *, reporter: User) -> bool:
    """Whether the concern went to another team than the reporter's concerns usually do."""
    usual = team_for(reporter, in_conflict=set())
    return usual is not None and usual.unit.pk != concern.unit_id


def last_resort(user: User) -> Unit | None:
    """The unit that keeps a concern about which nobody can decide: professional standards before safeguarding."""
    units = _units(user)
    ranked = [unit for kind in reversed(KINDS_IN_ORDER) for unit in units if unit.kind == kind]
    return next(iter([*ranked, *units]), None)


def deciders_in(unit: Unit) -> set[int]:
    """The user ids of everybody who decides about concerns in the unit."""
    return _holders(Permission.TRIAGE, [unit]).get(unit.pk, set())


def _units(user: User) -> list[Unit]:
    return list(Unit.objects.filter(force=user.force, is_active=True).order_by("name", "pk"))


def _holders(permission: str, units: list[Unit]) -> dict[int, set[int]]:
    live = RoleAssignment.objects.live().filter(unit__in=units, role__in=roles_with(permission))
    active = live.filter(user__is_active=True, user__is_system=False)
    holders: dict[int, set[int]] = {}
    for unit_id, user_id in active.values_list("unit_id", "user_id"):
        holders.setdefault(unit_id, set()).add(user_id)
    return holders
