"""Who reads a learning report or a bulletin, who writes one, and who approves it.

Until it is approved it is for whoever reads the case it comes from; a bulletin for whoever reads all of its cases. Once
approved it names nobody, and everybody of the force may learn from it; of which case it tells is shown to who sees that
case alone. A bulletin is out of sight again when one of its reports is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.models import Case
from safeguarding.cases.policies import READ, cases_in_conflict
from safeguarding.cases.policies import may as may_on_case
from safeguarding.core.errors import NotAllowed
from safeguarding.learning.choices import ReportStatus
from safeguarding.learning.states import MOVES, Who
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import may_keep

if TYPE_CHECKING:
    from safeguarding.learning.models.papers import Paper

NOT_A_WRITER = "Only safeguarding leads and PSD supervisors who read the case do this."
NOT_OF_ALL = "Only safeguarding leads and PSD supervisors who read every case of the bulletin do this."
WROTE_IT = "You wrote in this {}. Somebody else has to approve it."


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a learning report."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    of_case = Q(case__in=Case.objects.fully_visible_to(user))
    return Q(force_id=user.force_id) & (Q(status=ReportStatus.APPROVED) | of_case)


def unseen(user: User) -> QuerySet[Model, Any]:
    """What was done with a report of a case that does not exist for this user is not told to them."""
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("learning", "LearningReport")
    found: QuerySet[Model, Any] = rows._default_manager.filter(case_id__in=cases_in_conflict(user)).values("pk")
    return found


def bulletin_visible_q(user: User) -> Q:
    """The one phrasing of who sees a bulletin."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    lines = _lines()
    not_read = lines.exclude(report__case__in=Case.objects.fully_visible_to(user)).values("bulletin")
    broken = lines.exclude(report__status=ReportStatus.APPROVED).values("bulletin")
    out = Q(status=ReportStatus.APPROVED) & ~Q(pk__in=broken)
    return Q(force_id=user.force_id) & (out | ~Q(pk__in=not_read))


def unseen_bulletins(user: User) -> QuerySet[Model, Any]:
    """What was done with a bulletin is not told to whom one of its cases does not exist for."""
    found: QuerySet[Model, Any] = _lines().filter(report__case__in=cases_in_conflict(user)).values("bulletin")
    return found


def _lines() -> Any:
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("learning", "BulletinReport")
    return rows._default_manager.order_by()


def is_writer(user: User, case: Case) -> bool:
    """Leads and PSD supervisors who read the case."""
    if user.is_system:
        return True
    return has_permission(user, Permission.WRITE_LEARNING) and may_on_case(user, READ, case)


def require_writing(user: User, case: Case) -> None:
    if not user.is_system:
        require_permission(user, Permission.WRITE_LEARNING)
    if not is_writer(user, case):
        raise NotAllowed(NOT_A_WRITER)


def writes(user: User, paper: Paper) -> bool:
    """Leads and PSD supervisors who read every case that it tells of."""
    return may_write(user) and all(is_writer(user, case) for case in paper.cases)


def may_write(user: User) -> bool:
    """Whether the user writes reports and bulletins at all."""
    return user.is_system or (user.is_active and has_permission(user, Permission.WRITE_LEARNING))


def require_writing_in(user: User, paper: Paper) -> None:
    if not user.is_system:
        require_permission(user, Permission.WRITE_LEARNING)
    if not writes(user, paper):
        raise NotAllowed(NOT_OF_ALL if paper.is_bulletin else NOT_A_WRITER)


def may_approve(user: User, paper: Paper) -> bool:
    return writes(user, paper) and user.pk not in paper.writers


def require_step(user: User, verb: str, paper: Paper) -> None:
    """Raise NotAllowed unless the user may take this step. Nobody approves what they wrote in."""
    require_writing_in(user, paper)
    if MOVES[verb].who == Who.ANOTHER and not may_approve(user, paper):
        raise NotAllowed(WROTE_IT.format("bulletin" if paper.is_bulletin else "report"))


def may_step(user: User, verb: str, paper: Paper) -> bool:
    try:
        require_step(user, verb, paper)
    except NotAllowed:
        return False
    return True


# -- self-assessments -----------------------------------------------------------------------------------------------

NOT_A_SENDER = "Only safeguarding leads and PSD supervisors send questions to schemes."
NOT_OF_SCHEME = "Only who keeps the scheme answers for it."


def assessment_visible_q(user: User) -> Q:
    """The one phrasing of who sees a self-assessment and what schemes answered."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.SEE_SCHEMES):
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def require_sending(user: User) -> None:
    if not may_write(user):
        raise NotAllowed(NOT_A_SENDER)


def may_reply(user: User, scheme: Scheme) -> bool:
    return user.is_system or may_keep(user, scheme)


def require_replying(user: User, scheme: Scheme) -> None:
    if not may_reply(user, scheme):
        raise NotAllowed(NOT_OF_SCHEME)
