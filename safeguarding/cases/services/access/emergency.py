"""Seeing more for an hour, for a reason: in an emergency, or as a manager who must know who is in a case."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case, CaseConflict, CaseGrant
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.access.grants import put_grant
from safeguarding.cases.services.access.watchers import watchers
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.notices.services import tell

BREAK_GLASS_MINUTES = 60
IDENTIFY_MINUTES = 60
SHORTEST_REASON = 10
NOT_THERE = "There is no case with this reference that can be opened in an emergency."


@transaction.atomic
def open_in_emergency(*, reference: str, reason: str, by: User) -> Case:
    """Open the case with this reference for 60 minutes.

    A reference that does not exist, a case of another force and a case the person is in conflict with answer the same.
    """
    require_permission(by, Permission.BREAK_GLASS)
    require(len(reason.strip()) >= SHORTEST_REASON, "reason", "Say what the emergency is.")
    case = Case.objects.filter(_may_be_opened_by(by), reference=reference.strip().upper()).first()
    if case is None:
        raise Invalid({"reference": [NOT_THERE]})
    break_glass(case=case, reason=reason, by=by)
    return case


@transaction.atomic
def break_glass(*, case: Case, reason: str, by: User) -> CaseGrant:
    """Open a case in an emergency for 60 minutes; the information owner is told, and it is reviewed after."""
    require_permission(by, Permission.BREAK_GLASS)
    require(len(reason.strip()) >= SHORTEST_REASON, "reason", "Say what the emergency is.")
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(_may_be_opened_by(by), pk=case.pk)
    if policies.standing(by, case).may(policies.READ):
        raise Conflict("You can see this case already. There is no need to open it in an emergency.")
    until = clock.now() + dt.timedelta(minutes=BREAK_GLASS_MINUTES)
    given = put_grant(case=case, user=by, kind=GrantKind.BREAK_GLASS, reason=reason, by=by, expires_at=until)
    record("case.glass_broken", by=by, obj=case, reason=reason)
    tell(
        recipients=watchers(case, besides=by, always_information_owner=True),
        key=f"glass:{case.pk}:{by.pk}:{given.granted_at.timestamp()}",
        title=f"{case.reference} was opened in an emergency",
        body=f"{by} opened it for {BREAK_GLASS_MINUTES} minutes. Review whether that was right.",
        url=reverse("cases:case_access", args=[case.reference]),
        subject_type="case",
        subject_id=case.pk,
        urgent=True,
    )
    return given


def _may_be_opened_by(user: User) -> Q:
    """Cases of the own force that the user is not in conflict with: whatever else is, is not there."""
    in_conflict = CaseConflict.objects.filter(user=user).values("case_id")
    return Q(force_id=user.force_id) & ~Q(pk__in=in_conflict)


@transaction.atomic
def review_break_glass(*, case: Case, grant: CaseGrant, note: str, by: User) -> None:
    """Somebody other than the one who broke the glass says whether it was right."""
    case = take(case, by=by, action=CaseAction.GRANT, even_if_closed=True)
    locked = CaseGrant.objects.select_for_update(of=("self",), no_key=True).get(
        pk=grant.pk, content_object=case, is_emergency=True
    )
    note = required(note, field="note", message="Say whether it was right, and why.")
    if locked.user_id == by.pk:
        raise Conflict("Somebody else must review this.")
    if locked.reviewed_at:
        raise Conflict("This emergency access has been reviewed already.")
    locked.reviewed_at, locked.reviewed_by, locked.review_note = clock.now(), by, note
    locked.save(update_fields=["reviewed_at", "reviewed_by", "review_note"])
    record("case.glass_reviewed", by=by, obj=case, reason=note)


@transaction.atomic
def identify(*, case: Case, reason: str, by: User) -> CaseGrant:
    """A manager who sees only the header gives a reason and sees identities for 60 minutes."""
    standing = policies.standing(by, case)
    if not standing.ways:
        raise Case.DoesNotExist
    if standing.may(policies.READ):
        raise Conflict("You can see who is in this case already.")
    require(len(reason.strip()) >= SHORTEST_REASON, "reason", "Say why you need to see who is in this case.")
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    until = clock.now() + dt.timedelta(minutes=IDENTIFY_MINUTES)
    given = put_grant(case=case, user=by, kind=GrantKind.IDENTIFY, reason=reason, by=by, expires_at=until)
    record("case.identities_opened", by=by, obj=case, reason=reason)
    return given
