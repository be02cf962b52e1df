"""Named people's ways into one case: given with a reason, taken away at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import Permission as AuthPermission
from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case, CaseConflict, CaseGrant
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.access.access_list import rebuild_access
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.notices.services import tell

BY_HAND = (GrantKind.LEAD, GrantKind.INVESTIGATE, GrantKind.SUPERVISE, GrantKind.ACCESS)
# What decides on access or reviews is not for a grant alone: the role must include it too.
NEEDS_ROLE: dict[str, str] = {
    GrantKind.LEAD: Permission.WORK_CASE,
    GrantKind.SUPERVISE: Permission.SUPERVISE_CASE,
}


@transaction.atomic
def grant(
    *, case: Case, user: User, kind: str, reason: str, by: User, expires_at: dt.datetime | None = None
) -> CaseGrant:
    """Give a named person a way into the case. Named access always has an end; nobody in conflict gets in.

    Nobody gives themself anything, and who owns or supervises by a grant must hold a role that includes it. Somebody
    who is not of PSD investigates until a day.
    """
    case = take(case, by=by, action=CaseAction.GRANT, even_if_closed=True)
    if user.pk == by.pk:
        raise NotAllowed("Somebody else must give you access.")
    require(kind in BY_HAND, "kind", "Choose what the person does on the case.")
    require(kind != GrantKind.ACCESS or expires_at is not None, "expires_at", "Named access needs an end date.")
    require(expires_at is None or expires_at > clock.now(), "expires_at", "The end must be in the future.")
    reason = required(reason, field="reason", message="Say why this person needs to see the case.")
    require_may_be_named(case, user, field="user")
    needed = NEEDS_ROLE.get(kind)
    require(needed is None or has_permission(user, needed), "user", "Choose somebody whose role includes this work.")
    may_stay = kind != GrantKind.INVESTIGATE or expires_at is not None or policies.investigates_by_role(user)
    require(may_stay, "expires_at", "Give a last day: only PSD investigators and PSD supervisors work without one.")
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


def require_may_be_named(case: Case, user: User, *, field: str) -> None:
    """Only somebody of the force whose account is open, and never somebody in conflict."""
    if user.force_id != case.force_id or not user.is_active or user.is_system:
        raise Invalid({field: ["Choose somebody of this force."]})
    if CaseConflict.objects.filter(case=case, user=user).exists():
        raise Conflict("This person is in conflict with the case and cannot be given access.")


def put_grant(
    *, case: Case, user: User, kind: str, reason: str, by: User, expires_at: dt.datetime | None = None
) -> CaseGrant:
    """Write the ledger row and the access list. For services that have already decided that it may be.

    Giving the same again writes the row anew, but each emergency has its own: each is reviewed for itself.
    """
    permission = AuthPermission.objects.get(codename=kind, content_type__app_label="cases")
    way: dict[str, Any] = {"content_object": case, "user": user, "permission": permission}
    says = {"granted_by": by, "granted_at": clock.now(), "reason": reason, "expires_at": expires_at}
    if kind == GrantKind.BREAK_GLASS:
        given = CaseGrant.objects.create(**way, **says, is_emergency=True)
    else:
        given, _ = CaseGrant.objects.update_or_create(**way, defaults=says)
    rebuild_access(case)
    return given


def drop_grant(*, case: Case, user: User, kind: str) -> None:
    """Take one way in off the ledger and the list. For services that have already decided that it may be."""
    CaseGrant.objects.filter(content_object=case, user=user, permission__codename=kind).delete()
    rebuild_access(case)


@transaction.atomic
def revoke(*, case: Case, grant: CaseGrant, reason: str, by: User) -> None:
    """Take a named person's way in away, at once. What was opened in an emergency stays to be reviewed."""
    case = take(case, by=by, action=CaseAction.GRANT, even_if_closed=True)
    if grant.content_object_id != case.pk:
        raise Invalid("That access does not belong to this case.")
    reason = required(reason, field="reason", message="Say why the access ends.")
    kind = grant.permission.codename
    if (kind, grant.user_id) in {(GrantKind.LEAD, case.owner_id), (GrantKind.SUPERVISE, case.supervisor_id)}:
        raise Conflict("The owner and the supervisor keep access. Give the case to somebody else first.")
    data = {"user_id": grant.user_id, "kind": kind}
    if kind == GrantKind.BREAK_GLASS:
        _end_now(grant)
    else:
        grant.delete()
    rebuild_access(case)
    record("case.access_revoked", by=by, obj=case, reason=reason, data=data)


def _end_now(grant: CaseGrant) -> None:
    now = clock.now()
    if grant.expires_at is None or grant.expires_at > now:
        grant.expires_at = now
        grant.save(update_fields=["expires_at"])
