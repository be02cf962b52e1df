"""Keeping the access list and the conflicts of a case in step with grants, roles, ownership and parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission as AuthPermission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission
from safeguarding.access.selectors import principal_of, principal_of_role
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.choices import AccessLevel, ConcernPartyRole, ConflictKind, GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseAccess, CaseConflict, CaseGrant, Concern, ConcernConflict
from safeguarding.cases.policies import CaseAction
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.notices.services import tell
from safeguarding.people.models import Person

BREAK_GLASS_MINUTES = 60
IDENTIFY_MINUTES = 60
IN_CONFLICT_ROLES = (PartyRole.SUBJECT, PartyRole.COMPLAINANT, PartyRole.WITNESS, PartyRole.ASSOCIATE)

Row = tuple[int, str]


def rebuild_access(case: Case) -> int:
    """Make the access list say what grants, roles and ownership say now; returns how many rows differed."""
    wanted = {**_rows_by_grant(case), **_rows_by_role(case)}
    held = {(row.principal_id, row.via): row for row in CaseAccess.objects.filter(case=case)}
    surplus = [row.pk for key, row in held.items() if key not in wanted]
    changed = [
        row
        for key, row in held.items()
        if key in wanted and (row.level, row.expires_at, row.case_updated_at) != (*wanted[key], case.updated_at)
    ]
    missing = [key for key in wanted if key not in held]
    CaseAccess.objects.filter(pk__in=surplus).delete()
    for row in changed:
        row.level, row.expires_at = wanted[(row.principal_id, row.via)]
        row.case_updated_at = case.updated_at
    CaseAccess.objects.bulk_update(changed, ["level", "expires_at", "case_updated_at"])
    CaseAccess.objects.bulk_create([_row(case, key, *wanted[key]) for key in missing])
    return len(surplus) + len(changed) + len(missing)


def _row(case: Case, key: Row, level: str, expires_at: dt.datetime | None) -> CaseAccess:
    principal_id, via = key
    return CaseAccess(
        case=case, principal_id=principal_id, via=via, level=level, expires_at=expires_at,
        case_updated_at=case.updated_at,
    )  # fmt: skip


def _rows_by_grant(case: Case) -> dict[Row, tuple[str, dt.datetime | None]]:
    live = case_grants(case).exclude(expires_at__lte=clock.now()).select_related("user", "permission")
    return {
        (principal_of(grant.user).pk, f"grant:{grant.permission.codename}"): (AccessLevel.FULL, grant.expires_at)
        for grant in live
    }


def case_grants(case: Case) -> QuerySet[CaseGrant]:
    """The ledger of one case: everybody who was given a way in by name."""
    return CaseGrant.objects.filter(content_object=case)


def _rows_by_role(case: Case) -> dict[Row, tuple[str, dt.datetime | None]]:
    if case.is_restricted:
        return {}
    rows = _unit_rows(case, case.unit, policies.UNIT_ROLES)
    if case.psd_unit:
        rows |= _unit_rows(case, case.psd_unit, policies.PSD_UNIT_ROLES)
    return rows


def _unit_rows(case: Case, unit: Unit, roles: dict[str, frozenset[str]]) -> dict[Row, tuple[str, dt.datetime | None]]:
    return {
        (principal_of_role(unit, role).pk, f"role:{role}"): (policies.level_of(role), None)
        for role, stages in roles.items()
        if case.stage in stages
    }


def rebuild_conflicts(case: Case) -> int:
    """Take the case away from its own parties and from whoever manages the subject; returns how many rows differed."""
    parties = case.parties.filter(removed_at__isnull=True, person__isnull=False)
    wanted = {(user_id, ConflictKind.PARTY) for user_id in _users_of(parties.filter(role__in=IN_CONFLICT_ROLES))}
    subjects = parties.filter(role=PartyRole.SUBJECT).values_list("person_id", flat=True)
    wanted |= {(user_id, ConflictKind.LINE_MANAGER) for user_id in managers_of(subjects)}
    derived = CaseConflict.objects.filter(case=case).exclude(kind=ConflictKind.DECLARED)
    held = {(row.user_id, row.kind): row.pk for row in derived}
    CaseConflict.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    CaseConflict.objects.bulk_create(
        [CaseConflict(case=case, user_id=user_id, kind=kind) for user_id, kind in wanted if (user_id, kind) not in held]
    )
    return len(wanted ^ held.keys())


def rebuild_concern_conflicts(concern: Concern) -> int:
    """Take the concern away from the adults it is about and from whoever manages them."""
    adults = concern.parties.filter(person__isnull=False).exclude(role=ConcernPartyRole.TOLD_YOU)
    about = adults.filter(role=ConcernPartyRole.ADULT_OF_CONCERN).values_list("person_id", flat=True)
    wanted = {(user_id, ConflictKind.PARTY) for user_id in _users_of(adults)}
    wanted |= {(user_id, ConflictKind.LINE_MANAGER) for user_id in managers_of(about)}
    held = {(row.user_id, row.kind): row.pk for row in ConcernConflict.objects.filter(concern=concern)}
    ConcernConflict.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    ConcernConflict.objects.bulk_create(
        [
            ConcernConflict(concern=concern, user_id=user_id, kind=kind)
            for user_id, kind in wanted
            if (user_id, kind) not in held
        ]
    )
    return len(wanted ^ held.keys())


def _users_of(parties: QuerySet[Any]) -> set[int]:
    return set(parties.filter(person__user__isnull=False).values_list("person__user_id", flat=True))


def managers_of(person_ids: Iterable[int]) -> set[int]:
    """The user ids of everybody up the line-management chain of these people; a ring in the chain ends it."""
    seen: set[int] = set()
    users: set[int] = set()
    level = set(person_ids)
    while level:
        rows = Person.objects.filter(line_reports__in=level).exclude(pk__in=seen).values_list("pk", "user_id")
        found = dict(rows)
        users |= {user_id for user_id in found.values() if user_id}
        seen |= found.keys()
        level = set(found)
    return users


@transaction.atomic
def grant(
    *, case: Case, user: User, kind: str, reason: str, by: User, expires_at: dt.datetime | None = None
) -> CaseGrant:
    """Give a named person a way into the case. Named access always has an end; nobody in conflict gets in."""
    policies.require(by, CaseAction.GRANT, case)
    if kind not in {GrantKind.LEAD, GrantKind.INVESTIGATE, GrantKind.SUPERVISE, GrantKind.ACCESS}:
        raise Invalid({"kind": ["Choose what the person does on the case."]})
    if kind == GrantKind.ACCESS and expires_at is None:
        raise Invalid({"expires_at": ["Named access needs an end date."]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why this person needs to see the case."]})
    if user.force_id != case.force_id or not user.is_active:
        raise Invalid({"user": ["Choose somebody of this force."]})
    if CaseConflict.objects.filter(case=case, user=user).exists():
        raise Conflict("This person is in conflict with the case and cannot be given access.")
    given = put_grant(case=case, user=user, kind=kind, reason=reason, by=by, expires_at=expires_at)
    record("case.access_granted", by=by, obj=case, reason=reason, data={"user_id": user.pk, "kind": kind})
    tell(
        recipients=[user],
        key=f"grant:{given.pk}:{given.granted_at.timestamp()}",
        title=f"You have been given access to {case.reference}",
        url=case.get_absolute_url(),
        subject_type="case",
        subject_id=case.pk,
    )
    return given


def put_grant(
    *, case: Case, user: User, kind: str, reason: str, by: User, expires_at: dt.datetime | None = None
) -> CaseGrant:
    """Write the ledger row and the access list. For services that have already decided that it may be."""
    permission = AuthPermission.objects.get(codename=kind, content_type__app_label="cases")
    given, _ = CaseGrant.objects.update_or_create(
        content_object=case,
        user=user,
        permission=permission,
        defaults={
            "granted_by": by, "granted_at": clock.now(), "reason": reason, "expires_at": expires_at,
            "reviewed_at": None, "reviewed_by": None, "review_note": "",
        },
    )  # fmt: skip
    rebuild_access(case)
    return given


@transaction.atomic
def revoke(*, case: Case, grant: CaseGrant, reason: str, by: User) -> None:
    """Take a named person's way in away, at once."""
    policies.require(by, CaseAction.GRANT, case)
    if grant.content_object_id != case.pk:
        raise Invalid("That access does not belong to this case.")
    if grant.permission.codename == GrantKind.LEAD and grant.user_id == case.owner_id:
        raise Conflict("The owner keeps access. Give the case to somebody else first.")
    data = {"user_id": grant.user_id, "kind": grant.permission.codename}
    grant.delete()
    rebuild_access(case)
    record("case.access_revoked", by=by, obj=case, reason=reason, data=data)


@transaction.atomic
def break_glass(*, case: Case, reason: str, by: User) -> CaseGrant:
    """Open a case in an emergency for 60 minutes; the information owner is told, and it is reviewed after."""
    require_permission(by, Permission.BREAK_GLASS)
    if case.force_id != by.force_id or CaseConflict.objects.filter(case=case, user=by).exists():
        raise Case.DoesNotExist
    if len(reason.strip()) < 10:
        raise Invalid({"reason": ["Say what the emergency is."]})
    until = clock.now() + dt.timedelta(minutes=BREAK_GLASS_MINUTES)
    given = put_grant(case=case, user=by, kind=GrantKind.BREAK_GLASS, reason=reason, by=by, expires_at=until)
    record("case.glass_broken", by=by, obj=case, reason=reason)
    tell(
        recipients=_watchers(case, besides=by),
        key=f"glass:{case.pk}:{by.pk}:{given.granted_at.timestamp()}",
        title=f"{case.reference} was opened in an emergency",
        body=f"{by} opened it for {BREAK_GLASS_MINUTES} minutes. Review whether that was right.",
        url=reverse("cases:case_access", args=[case.reference]),
        subject_type="case",
        subject_id=case.pk,
        urgent=True,
    )
    return given


@transaction.atomic
def review_break_glass(*, case: Case, grant: CaseGrant, note: str, by: User) -> None:
    """Somebody other than the one who broke the glass says whether it was right."""
    policies.require(by, CaseAction.GRANT, case)
    if grant.user_id == by.pk:
        raise Conflict("Somebody else must review this.")
    if grant.reviewed_at:
        raise Conflict("This emergency access has been reviewed already.")
    grant.reviewed_at, grant.reviewed_by, grant.review_note = clock.now(), by, note
    grant.save(update_fields=["reviewed_at", "reviewed_by", "review_note"])
    record("case.glass_reviewed", by=by, obj=case, reason=note)


@transaction.atomic
def identify(*, case: Case, reason: str, by: User) -> CaseGrant:
    """A manager who sees only the header gives a reason and sees identities for 60 minutes."""
    if policies.standing(by, case).ways == frozenset():
        raise Case.DoesNotExist
    if len(reason.strip()) < 10:
        raise Invalid({"reason": ["Say why you need to see who is in this case."]})
    until = clock.now() + dt.timedelta(minutes=IDENTIFY_MINUTES)
    given = put_grant(case=case, user=by, kind=GrantKind.IDENTIFY, reason=reason, by=by, expires_at=until)
    record("case.identities_opened", by=by, obj=case, reason=reason)
    return given


@transaction.atomic
def declare_conflict(*, case: Case, user: User, reason: str, by: User) -> None:
    """Record that somebody is in conflict with the case: from now on it does not exist for them."""
    if by.pk != user.pk:
        policies.require(by, CaseAction.GRANT, case)
    if user.pk == case.owner_id:
        raise Conflict("Give the case to somebody else before you take it away from its owner.")
    CaseConflict.objects.update_or_create(
        case=case, user=user, kind=ConflictKind.DECLARED, defaults={"reason": reason, "declared_at": clock.now()}
    )
    record("case.conflict_declared", by=by, obj=case, reason=reason, data={"user_id": user.pk})


def _watchers(case: Case, *, besides: User) -> list[User]:
    """The information owner and the supervisor, but not who acts and nobody in conflict."""
    in_conflict = CaseConflict.objects.filter(case=case).values("user_id")
    wanted = Q(pk=case.force.information_owner_id) | Q(pk=case.supervisor_id) | Q(pk=case.owner_id)
    return list(User.objects.filter(wanted, is_active=True).exclude(pk=besides.pk).exclude(pk__in=in_conflict))
