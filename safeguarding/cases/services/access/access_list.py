"""The access list: what grants, roles and ownership say, written down once for every page to read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from safeguarding.access.models import Principal, Unit, User
from safeguarding.access.services.principals import principal_of, principal_of_role
from safeguarding.cases import policies
from safeguarding.cases.choices import AccessLevel
from safeguarding.cases.models import Case, CaseAccess, CaseGrant
from safeguarding.core import clock

Key = tuple[int, str]
Says = tuple[str, dt.datetime | None]


@dataclass
class Differences:
    """What an access list had wrong: rows that were missing, that should not be there, or that said something else.

    `ran_out` counts rows whose end had come. They let nobody in, so they are tidied away and are no difference.
    """

    missing: int = 0
    surplus: int = 0
    changed: int = 0
    ran_out: int = 0
    case_ids: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        return self.missing + self.surplus + self.changed

    def __iadd__(self, other: Differences) -> Differences:
        self.missing += other.missing
        self.surplus += other.surplus
        self.changed += other.changed
        self.ran_out += other.ran_out
        self.case_ids |= other.case_ids
        return self


def rebuild_access(case: Case) -> int:
    """Make the access list of the case say what grants, roles and ownership say now; returns how many rows differed."""
    return rebuild_many([case]).count


def rebuild_many(cases: list[Case]) -> Differences:
    """The same for several cases, in as many queries as for one."""
    grants = _live_grants(cases)
    principals = _Principals(cases, grants)
    held = _held(cases)
    found = Differences()
    for case in cases:
        wanted = _wanted(case, grants[case.pk], principals)
        found += _bring_into_line(case, wanted, held[case.pk])
    return found


def case_grants(case: Case) -> QuerySet[CaseGrant]:
    """The ledger of one case: everybody who was given a way in by name."""
    return CaseGrant.objects.filter(content_object=case)


def _live_grants(cases: list[Case]) -> dict[int, list[CaseGrant]]:
    live = CaseGrant.objects.filter(content_object__in=cases).exclude(expires_at__lte=clock.now())
    found: dict[int, list[CaseGrant]] = defaultdict(list)
    for grant in live.select_related("user", "permission"):
        found[grant.content_object_id].append(grant)
    return found


def _held(cases: list[Case]) -> dict[int, dict[Key, CaseAccess]]:
    found: dict[int, dict[Key, CaseAccess]] = defaultdict(dict)
    for row in CaseAccess.objects.filter(case__in=cases):
        found[row.case_id][(row.principal_id, row.via)] = row
    return found


def _wanted(case: Case, grants: Iterable[CaseGrant], principals: _Principals) -> dict[Key, Says]:
    wanted: dict[Key, Says] = {
        (principals.of_user(grant.user), f"grant:{grant.permission.codename}"): (AccessLevel.FULL, grant.expires_at)
        for grant in grants
    }
    if not case.is_restricted:
        wanted |= _by_role(case, case.unit, policies.UNIT_ROLES, principals)
        if case.psd_unit:
            wanted |= _by_role(case, case.psd_unit, policies.PSD_UNIT_ROLES, principals)
    return wanted


def _by_role(case: Case, unit: Unit, roles: dict[str, frozenset[str]], principals: _Principals) -> dict[Key, Says]:
    return {
        (principals.of_role(unit, role), f"role:{role}"): (policies.level_of(role), None)
        for role, stages in roles.items()
        if case.stage in stages
    }


def _bring_into_line(case: Case, wanted: dict[Key, Says], held: dict[Key, CaseAccess]) -> Differences:
    surplus = [row for key, row in held.items() if key not in wanted]
    changed = [
        row
        for key, row in held.items()
        if key in wanted and (row.level, row.expires_at, row.case_updated_at) != (*wanted[key], case.updated_at)
    ]
    missing = [key for key in wanted if key not in held]
    _write(case, wanted, surplus, changed, missing)
    now = clock.now()
    ran_out = sum(1 for row in surplus if row.expires_at and row.expires_at <= now)
    differs = bool(len(surplus) - ran_out or changed or missing)
    return Differences(len(missing), len(surplus) - ran_out, len(changed), ran_out, {case.pk} if differs else set())


def _write(
    case: Case, wanted: dict[Key, Says], surplus: list[CaseAccess], changed: list[CaseAccess], missing: list[Key]
) -> None:
    if surplus:
        CaseAccess.objects.filter(pk__in=[row.pk for row in surplus]).delete()
    for row in changed:
        row.level, row.expires_at = wanted[(row.principal_id, row.via)]
        row.case_updated_at = case.updated_at
    if changed:
        CaseAccess.objects.bulk_update(changed, ["level", "expires_at", "case_updated_at"])
    if missing:
        CaseAccess.objects.bulk_create([_row(case, key, *wanted[key]) for key in missing])


def _row(case: Case, key: Key, level: str, expires_at: dt.datetime | None) -> CaseAccess:
    principal_id, via = key
    return CaseAccess(
        case=case, principal_id=principal_id, via=via, level=level, expires_at=expires_at,
        case_updated_at=case.updated_at,
    )  # fmt: skip


class _Principals:
    """The principals that the access lists of some cases can name, read at once; one that is missing is made."""

    def __init__(self, cases: list[Case], grants: dict[int, list[CaseGrant]]) -> None:
        users = {grant.user_id for of_case in grants.values() for grant in of_case}
        units = {unit_id for case in cases for unit_id in (case.unit_id, case.psd_unit_id) if unit_id}
        rows = Principal.objects.filter(Q(user_id__in=users) | Q(unit_id__in=units))
        found = list(rows.values_list("pk", "user_id", "unit_id", "role"))
        self._users = {user_id: pk for pk, user_id, _, _ in found if user_id}
        self._roles = {(unit_id, role): pk for pk, _, unit_id, role in found if unit_id}

    def of_user(self, user: User) -> int:
        if user.pk not in self._users:
            self._users[user.pk] = principal_of(user).pk
        return self._users[user.pk]

    def of_role(self, unit: Unit, role: str) -> int:
        if (unit.pk, role) not in self._roles:
            self._roles[unit.pk, role] = principal_of_role(unit, role).pk
        return self._roles[unit.pk, role]
