"""A conflict of interest that somebody says there is, and its taking back."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.choices import ConflictKind
from safeguarding.cases.models import Case, CaseConflict
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.access.handover import follow_conflicts
from safeguarding.cases.services.access.watchers import tell_watchers
from safeguarding.cases.services.rows import required
from safeguarding.cases.services.taking import take
from safeguarding.cases.services.tasks import hand_over
from safeguarding.core import clock
from safeguarding.core.errors import Conflict


@transaction.atomic
def declare_conflict(*, case: Case, user: User, reason: str, by: User) -> None:
    """Record that somebody is in conflict with the case: from now on it does not exist for them.

    Anybody who sees the case may say so of themself; of somebody else, only who decides on access. What they had to
    do on it goes to its owner. Who watches over the case is told.
    """
    action = CaseAction.GRANT if by.pk != user.pk else None
    case = _take(case, by=by, action=action)
    reason = required(reason, field="reason", message="Say what the conflict is.")
    if user.pk in (case.owner_id, case.supervisor_id):
        raise Conflict("Give the case to somebody else before you take it away from its owner or supervisor.")
    CaseConflict.objects.update_or_create(
        case=case, user=user, kind=ConflictKind.DECLARED, defaults={"reason": reason, "declared_at": clock.now()}
    )
    hand_over(case, former=[user.pk], to=case.owner, by=by)
    follow_conflicts(case, by=by)
    record("case.conflict_declared", by=by, obj=case, reason=reason, data={"user_id": user.pk})
    tell_watchers(case, "conflict", f"A conflict of interest was recorded on {case.reference}", besides=by)


@transaction.atomic
def withdraw_conflict(*, case: Case, user: User, reason: str, by: User) -> None:
    """Take back a conflict that was declared by mistake. One that follows from who is in the case stays."""
    case = _take(case, by=by, action=CaseAction.GRANT)
    reason = required(reason, field="reason", message="Say why there is no conflict.")
    declared = CaseConflict.objects.filter(case=case, user=user, kind=ConflictKind.DECLARED)
    if not declared.exists():
        raise Conflict("No conflict was declared for this person.")
    declared.delete()
    follow_conflicts(case, by=by)
    record("case.conflict_withdrawn", by=by, obj=case, reason=reason, data={"user_id": user.pk})
    tell_watchers(case, "no-conflict", f"A conflict of interest was taken back on {case.reference}", besides=by)


def _take(case: Case, *, by: User, action: CaseAction | None) -> Case:
    if action is not None:
        return take(case, by=by, action=action, even_if_closed=True)
    if not policies.standing(by, case).ways:
        raise Case.DoesNotExist
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
