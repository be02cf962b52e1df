"""Who reads a learning report, who writes one, and who approves it.

Until it is approved it is for whoever reads the case it comes from. Once approved it names nobody, and everybody of the
force may learn from it; of which case it tells is shown to who sees that case alone.
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
    from safeguarding.learning.models import LearningReport

NOT_A_WRITER = "Only safeguarding leads and PSD supervisors who read the case do this."
WROTE_IT = "You wrote in this report. Somebody else has to approve it."


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


def may_approve(user: User, report: LearningReport) -> bool:
    return is_writer(user, report.case) and user.pk not in report.writers


def require_step(user: User, verb: str, report: LearningReport) -> None:
    """Raise NotAllowed unless the user may take this step. Nobody approves what they wrote in."""
    require_writing(user, report.case)
    if MOVES[verb].who == Who.ANOTHER and not may_approve(user, report):
        raise NotAllowed(WROTE_IT)


def may_step(user: User, verb: str, report: LearningReport) -> bool:
    try:
        require_step(user, verb, report)
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


def may_send(user: User) -> bool:
    return user.is_system or (user.is_active and has_permission(user, Permission.WRITE_LEARNING))


def require_sending(user: User) -> None:
    if not may_send(user):
        raise NotAllowed(NOT_A_SENDER)


def may_reply(user: User, scheme: Scheme) -> bool:
    return user.is_system or may_keep(user, scheme)


def require_replying(user: User, scheme: Scheme) -> None:
    if not may_reply(user, scheme):
        raise NotAllowed(NOT_OF_SCHEME)
