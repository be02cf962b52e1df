"""Who sees that a case is due, held or disposed of, and who decides.

Reviews, holds and disposals are for who works on the case and keeps records; managers see them with its header, and the
auditor those of the force. For somebody in conflict with a case none of them is there, after its disposal either.

How long a case is kept tells of a dismissal: of a case with a misconduct track that somebody does not read they are
told neither the rule nor the days that follow from it, whatever its end was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.models import Case
from safeguarding.cases.policies import SUPERVISE, WORK, cases_in_conflict
from safeguarding.cases.policies import may as may_on_case
from safeguarding.core.errors import NotAllowed
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.states import MOVES, Who
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track

if TYPE_CHECKING:
    from safeguarding.records.models import Disposal

NOT_A_KEEPER = "Only who keeps records and works on the case does this."
NOT_A_SECOND = "Only a supervisor of the case who keeps records decides this."
PROPOSED_IT = (
    "You proposed this disposal. Somebody else has to decide it: two people dispose of a record "
    "(Police Information and Records Management Code of Practice)."
)
NOT_YOURS = "Only who proposed it withdraws it."


def of_case_q(user: User) -> Q:
    """The one phrasing of who sees reviews and holds of cases."""
    if user.is_system:
        return Q()
    if not sees_records(user):
        return Q(pk__in=[])
    seen = Q(case__in=Case.objects.visible_to(user))
    if has_permission(user, Permission.SEE_ACTIVITY):
        seen |= Q(force_id=user.force_id)
    return seen & ~Q(case_id__in=cases_in_conflict(user))


def disposal_q(user: User) -> Q:
    """Once a case is gone, its disposal is for who sees records of the force, but for those in conflict."""
    if user.is_system:
        return Q()
    if not sees_records(user):
        return Q(pk__in=[])
    gone = Q(force_id=user.force_id, status__in=(DisposalStatus.APPROVED, DisposalStatus.ERASED))
    return of_case_q(user) | (gone & ~Q(case_id__in=cases_in_conflict(user)))


def unseen(user: User) -> QuerySet[Model, Any]:
    """What was done about the retention of a case that does not exist for this user is not told to them."""
    return _unseen("RetentionReview", user)


def _unseen(name: str, user: User) -> QuerySet[Model, Any]:
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("records", name)
    found: QuerySet[Model, Any] = rows._default_manager.filter(case_id__in=cases_in_conflict(user)).values("pk")
    return found


def unseen_holds(user: User) -> QuerySet[Model, Any]:
    return _unseen("LegalHold", user)


def unseen_disposals(user: User) -> QuerySet[Model, Any]:
    return _unseen("Disposal", user)


def untold(user: User, case: str = "case") -> Combinable:
    """Whether the rule of a case and its days are kept from the user; to be asked for beside rows of cases."""
    if user.is_system:
        return Value(False)
    of_case = Track.objects.filter(case=OuterRef(case), kind=TrackKind.MISCONDUCT)
    return Exists(of_case.exclude(pk__in=Track.objects.fully_visible_to(user)))


def untold_disposal(user: User) -> Combinable:
    """The same of disposals: of a case that is gone nobody can say any more who it was about."""
    gone = Q(status__in=(DisposalStatus.APPROVED, DisposalStatus.ERASED))
    return Value(False) if user.is_system else ExpressionWrapper(Q(untold(user)) & ~gone, BooleanField())


def may_be_told(user: User, case: Case) -> bool:
    """Whether the user is told by which rule this case is kept, and until when."""
    return user.is_system or not Case.objects.filter(untold(user, "pk"), pk=case.pk).exists()


def sees_records(user: User) -> bool:
    return user.is_system or (
        user.is_active and user.force_id is not None and has_permission(user, Permission.SEE_RECORDS)
    )


def require_seeing(user: User) -> None:
    if not user.is_system:
        require_permission(user, Permission.SEE_RECORDS)


def may_keep(user: User, case: Case) -> bool:
    """Whether the user reviews this case, holds it and proposes its disposal."""
    if user.is_system:
        return True
    return has_permission(user, Permission.KEEP_RECORDS) and may_on_case(user, WORK, case)


def require_keeping(user: User, case: Case) -> None:
    if not may_keep(user, case):
        raise NotAllowed(NOT_A_KEEPER)


def keeps_records(user: User) -> bool:
    return user.is_system or has_permission(user, Permission.KEEP_RECORDS)


def require_keeping_records(user: User) -> None:
    if not user.is_system:
        require_permission(user, Permission.KEEP_RECORDS)


def may_supervise(user: User, case: Case) -> bool:
    if user.is_system:
        return True
    return has_permission(user, Permission.KEEP_RECORDS) and may_on_case(user, SUPERVISE, case)


def require_supervising(user: User, case: Case) -> None:
    if not may_supervise(user, case):
        raise NotAllowed(NOT_A_SECOND)


def require_step(user: User, verb: str, disposal: Disposal) -> None:
    """Raise NotAllowed unless the user may take this step. Nobody decides what they proposed."""
    who = MOVES[verb].who
    if who == Who.PROPOSER:
        if disposal.proposed_by_id != user.pk:
            raise NotAllowed(NOT_YOURS)
        return
    require_supervising(user, disposal.case)
    if disposal.proposed_by_id == user.pk:
        raise NotAllowed(PROPOSED_IT)


def may_step(user: User, verb: str, disposal: Disposal) -> bool:
    try:
        require_step(user, verb, disposal)
    except NotAllowed:
        return False
    return True


def may_change_rules(user: User) -> bool:
    return user.is_system or has_permission(user, Permission.CHANGE_RETENTION)


def require_changing_rules(user: User) -> None:
    if not user.is_system:
        require_permission(user, Permission.CHANGE_RETENTION)
