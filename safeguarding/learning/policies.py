"""Who reads a learning report or a bulletin, who writes one, and who approves it.

Until it is approved it is for whoever reads the case it comes from; a bulletin for whoever reads all of its cases. Once
approved it names nobody, and everybody of the force may learn from it; of which case it tells is shown to who sees that
case alone. A bulletin is out of sight again when one of its reports is withdrawn. Conflict wins over everything: to
whoever is in conflict with a case, its subject and their managers first, its report is never there, approved or not,
nor a bulletin that holds it or the questions that come of it. They would know whom it is about.

A section that tells how tracks ended is, before approval, for the side that keeps those tracks: what discipline came to
is not learned from a draft. When it is handed in, by somebody who reads all of it, whoever may approve it reads it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.models import Case
from safeguarding.cases.policies import READ, cases_in_conflict, standing
from safeguarding.cases.policies import may as may_on_case
from safeguarding.core.errors import NotAllowed
from safeguarding.learning.choices import SECTIONS, ReportStatus
from safeguarding.learning.states import MOVES, Who
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import may_keep
from safeguarding.tracks import policies as track_policies

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
    seen = Q(status=ReportStatus.APPROVED) | of_case
    return Q(force_id=user.force_id) & seen & ~Q(case_id__in=cases_in_conflict(user))


def unseen(user: User) -> QuerySet[Model, Any]:
    """What was done with a report of a case that does not exist for this user is not told to them."""
    return _of_conflict("LearningReport", "case_id__in", user)


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
    seen = out | ~Q(pk__in=not_read)
    return Q(force_id=user.force_id) & seen & ~Q(pk__in=unseen_bulletins(user))


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


#: What may be kept from a reader of the case.
OF_ONE_SIDE = frozenset(section.key for section in SECTIONS if section.of_tracks)
KEPT = (
    "“{}” is kept by another side of the case until it is approved. Somebody who reads those tracks hands it in. Where "
    "nobody of that side reads the case, whoever leads it lets somebody in on its Access page."
)


def kept_from(user: User, paper: Paper) -> frozenset[str]:
    """The sections of a report that this reader does not read as it stands."""
    if user.is_system or paper.is_bulletin or paper.is_approved:
        return frozenset()
    if paper.status == ReportStatus.SUBMITTED and may_approve(user, paper):
        return frozenset()
    (case,) = paper.cases
    return kept_of_case(user, case)


def kept_of_case(user: User, case: Case) -> frozenset[str]:
    """The sections about tracks that are there in a case and that the user does not read."""
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("tracks", "Track")
    kinds = set(rows._default_manager.filter(case=case).order_by().values_list("kind", flat=True).distinct())
    asked = {kind for section in SECTIONS for kind in section.of_tracks if kind in kinds}
    if user.is_system or not asked:
        return frozenset()
    ways = standing(user, case).ways
    unread = {kind for kind in asked if not track_policies.reads(user, kind, case, ways)}
    return frozenset(section.key for section in SECTIONS if unread & {*section.of_tracks})


def require_whole(user: User, paper: Paper) -> None:
    """Who hands it in reads all of it: that is what lets whoever approves it read what one side keeps."""
    paper.read_by(user)
    if paper.kept:
        raise NotAllowed(KEPT.format(", ".join(paper.kept_headings)))


def may_approve(user: User, paper: Paper) -> bool:
    return writes(user, paper) and user.pk not in paper.writers


def require_step(user: User, verb: str, paper: Paper) -> None:
    """Raise NotAllowed unless the user may take this step. Nobody approves what they wrote in."""
    require_writing_in(user, paper)
    if MOVES[verb].who == Who.ANOTHER and not may_approve(user, paper):
        raise NotAllowed(WROTE_IT.format("bulletin" if paper.is_bulletin else "report"))
    if verb == "submit":
        require_whole(user, paper)


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
    """The one phrasing of who sees a self-assessment and what schemes answered. Of a report that was withdrawn nobody:
    its questions were taken back with it."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.SEE_SCHEMES):
        return Q(pk__in=[])
    of_report = Q(force_id=user.force_id, report__status=ReportStatus.APPROVED)
    return of_report & ~Q(report__case_id__in=cases_in_conflict(user))


def unseen_assessments(user: User) -> QuerySet[Model, Any]:
    """What was done with questions that come of a case which does not exist for this user is not told to them."""
    return _of_conflict("SelfAssessment", "report__case_id__in", user)


def unseen_replies(user: User) -> QuerySet[Model, Any]:
    """The same of what a scheme answered to them."""
    return _of_conflict("SchemeReply", "assessment__report__case_id__in", user)


def _of_conflict(model: str, path: str, user: User) -> QuerySet[Model, Any]:
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("learning", model)
    found: QuerySet[Model, Any] = rows._default_manager.filter(**{path: cases_in_conflict(user)}).values("pk")
    return found


def may_be_asked(user: User, scheme: Scheme, case: Case) -> bool:
    """Whether somebody answers for a scheme what is asked because of a case: never who is in conflict with it."""
    return may_reply(user, scheme) and not cases_in_conflict(user).filter(case_id=case.pk).exists()


def require_sending(user: User) -> None:
    if not may_write(user):
        raise NotAllowed(NOT_A_SENDER)


def may_reply(user: User, scheme: Scheme) -> bool:
    return user.is_system or may_keep(user, scheme)


def require_replying(user: User, scheme: Scheme) -> None:
    if not may_reply(user, scheme):
        raise NotAllowed(NOT_OF_SCHEME)
