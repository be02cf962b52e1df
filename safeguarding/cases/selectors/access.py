"""Who can see a case and why, who has looked, and who is in conflict with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import RoleAssignment, User
from safeguarding.access.policies import roles_with
from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import AccessLevel, GrantKind
from safeguarding.cases.models import Case, CaseAccess, CaseConflict, CaseGrant
from safeguarding.core import clock

WAYS: dict[str, str] = {
    GrantKind.LEAD: "Owns the case",
    GrantKind.INVESTIGATE: "Works on the case",
    GrantKind.SUPERVISE: "Supervises the case",
    GrantKind.ACCESS: "Was given access",
    GrantKind.IDENTIFY: "Gave a reason to see who is in it",
    GrantKind.BREAK_GLASS: "Opened it in an emergency",
}


@dataclass(frozen=True)
class WayIn:
    """One line of the access list in words: who comes in, why, how far, until when, and by whose decision."""

    people: tuple[User, ...]
    who: str
    why: str
    level: str
    expires_at: dt.datetime | None
    grant: CaseGrant | None
    may_end: bool

    @property
    def is_header_only(self) -> bool:
        return self.level == AccessLevel.HEADER


@dataclass(frozen=True)
class WhoSees:
    """Who can see a case and why, every emergency opening, and who is kept from it; for those who see all of it."""

    ways: list[WayIn]
    emergencies: list[CaseGrant]
    conflicts: list[CaseConflict]


def who_sees(case: Case) -> WhoSees:
    """Everybody who can see the case today and why, named people first; a role says which people hold it."""
    grants, kept_from_it = list(grants_to_show(case)), list(conflicts(case))
    rows = CaseAccess.objects.filter(case=case).exclude(expires_at__lte=clock.now())
    listed = list(rows.select_related("case", "principal__user", "principal__unit").order_by("pk"))
    holders = _holders([row for row in listed if row.principal.unit_id])
    blocked = {conflict.user_id for conflict in kept_from_it}
    by_way = {(grant.user_id, f"grant:{grant.permission.codename}"): grant for grant in grants if _is_open(grant)}
    found = [_way_in(row, holders, by_way, blocked) for row in listed]
    ways = sorted((way for way in found if way.people or way.grant is None), key=lambda way: way.grant is None)
    opened = [grant for grant in grants if grant.permission.codename == GrantKind.BREAK_GLASS]
    return WhoSees(ways, sorted(opened, key=lambda grant: (grant.granted_at, grant.pk), reverse=True), kept_from_it)


def _is_open(grant: CaseGrant) -> bool:
    return grant.expires_at is None or grant.expires_at > clock.now()


def _way_in(
    row: CaseAccess,
    holders: dict[tuple[int, str], list[User]],
    grants: dict[tuple[int, str], CaseGrant],
    blocked: set[int],
) -> WayIn:
    source, kind = row.via.split(":", 1)
    user, unit, role = row.principal.user, row.principal.unit, row.principal.role
    if source == "grant" and user is not None:
        people = (user,) if user.is_active and user.pk not in blocked else ()
        grant = grants.get((user.pk, row.via))
        return WayIn(people, str(user), WAYS.get(kind, ""), row.level, row.expires_at, grant, _may_end(row, grant))
    holding = tuple(held for held in holders[row.principal.unit_id or 0, role] if held.pk not in blocked)
    who, why = f"{Role(role).label}, {unit}", f"Their role in {unit}"
    return WayIn(holding, who, why, row.level, row.expires_at, None, False)


def _may_end(row: CaseAccess, grant: CaseGrant | None) -> bool:
    """The owner and the supervisor keep their way in for as long as they are that."""
    if grant is None:
        return False
    stays = {(GrantKind.LEAD, row.case.owner_id), (GrantKind.SUPERVISE, row.case.supervisor_id)}
    return (grant.permission.codename, grant.user_id) not in stays


def _holders(rows: list[CaseAccess]) -> dict[tuple[int, str], list[User]]:
    """Who holds each unit's role today, in one query."""
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(unit_id=row.principal.unit_id, role=row.principal.role)
    live = RoleAssignment.objects.live().filter(wanted, user__is_active=True).select_related("user")
    found: dict[tuple[int, str], list[User]] = defaultdict(list)
    for held in live.order_by("user__last_name", "user__first_name"):
        found[held.unit_id, held.role].append(held.user)
    return found


def live_grants(case: Case) -> QuerySet[CaseGrant]:
    """The named ways in that are open today."""
    return _grants(case).exclude(expires_at__lte=clock.now())


def emergencies(case: Case) -> QuerySet[CaseGrant]:
    """Every time somebody opened the case in an emergency, the latest first; each is reviewed for itself."""
    found = _grants(case).filter(is_emergency=True)
    return found.order_by("-granted_at", "-pk")


def grants_to_show(case: Case) -> QuerySet[CaseGrant]:
    """The named ways in that are open, and every emergency, which is reviewed after it has ended."""
    shown = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now()) | Q(is_emergency=True)
    return _grants(case).filter(shown)


def _grants(case: Case) -> QuerySet[CaseGrant]:
    grants = CaseGrant.objects.filter(content_object=case)
    return grants.select_related("user", "permission", "granted_by", "reviewed_by").order_by("granted_at", "pk")


def consultations(case: Case) -> QuerySet[Consultation]:
    """Who has looked at the case, the latest first."""
    return Consultation.objects.filter(object_type="case", object_id=case.pk).order_by("-pk")


def conflicts(case: Case) -> QuerySet[CaseConflict]:
    """Who is kept from the case, for those who decide on access."""
    return CaseConflict.objects.filter(case=case).select_related("user").order_by("user__last_name", "kind")


def people_to_name(case: Case, *, permission: str = "") -> QuerySet[User]:
    """Whom one may give the case to, or access: active people of the force, but nobody in conflict with it."""
    people = User.objects.filter(force_id=case.force_id, is_active=True, is_system=False)
    if permission:
        live = RoleAssignment.objects.live().filter(role__in=roles_with(permission), unit__force_id=case.force_id)
        people = people.filter(pk__in=live.values("user_id"))
    return people.exclude(pk__in=CaseConflict.objects.filter(case=case).values("user_id"))


def people_to_own(case: Case) -> QuerySet[User]:
    """Who may own the case: whoever works on cases, but not its supervisor."""
    return people_to_name(case, permission=Permission.WORK_CASE).exclude(
        pk__in=[case.owner_id, case.supervisor_id or 0]
    )


def people_to_supervise(case: Case) -> QuerySet[User]:
    """Who may supervise the case: whoever reviews cases, but not its owner."""
    people = people_to_name(case, permission=Permission.SUPERVISE_CASE)
    return people.exclude(pk__in=[case.owner_id, case.supervisor_id or 0])
