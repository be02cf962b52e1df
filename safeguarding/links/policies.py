"""Who sees links, and who is told that there is one.

A link is shown to who may see both its ends, each by the rule of what it is. Whoever may not see one end is not told
that there is a link: not by a number, not by a gap. That a case has a link which its owner may not see is told to who
supervises, and to nobody who is in conflict with either end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, unit_ids_where
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.policies import cases_in_conflict, concerns_kept_from
from safeguarding.core.errors import NotAllowed

if TYPE_CHECKING:
    from safeguarding.links.models import ToldLink

NOT_THEIRS = "Only who works with people or on cases looks at links."
NOT_TO_JUDGE = "Who triages in the unit of this concern judges what it is linked with."


def may_look(user: User) -> bool:
    """Whether a role of the user's works with people or on cases: nobody else needs to know what is linked."""
    return has_permission(user, Permission.SEE_PEOPLE) or has_permission(user, Permission.WORK_CASE)


def require_to_look(user: User) -> None:
    if not may_look(user):
        raise NotAllowed(NOT_THEIRS)


def readable_concerns(user: User) -> QuerySet[Concern]:
    """Concerns of which the user reads what was told: as who triages in the unit, or as who reads the case."""
    waits = Q(case_concern__isnull=True, unit_id__in=unit_ids_where(user, Permission.TRIAGE))
    # Asked of each concern by itself: as one list of all cases that the user reads it was made anew each time.
    in_case = Exists(Case.objects.fully_visible_to(user).filter(pk=OuterRef("case_concern__case_id")))
    return Concern.objects.visible_to(user).filter(waits | Q(in_case))


def told_visible_q(user: User) -> Q:
    """The one phrasing of who sees that there is a link they were told of.

    Whoever was told, as long as they still supervise, still read one end, and came into conflict with neither.
    """
    if not (has_permission(user, Permission.SUPERVISE_CASE) or has_permission(user, Permission.TRIAGE)):
        return Q(pk__in=[])
    seen = Case.objects.fully_visible_to(user).values("pk")
    told = Q(pk__in=_told().filter(user=user).values("link"))
    reads_one = Q(case__in=seen) | Q(other__in=seen) | Q(concern__in=readable_concerns(user).values("pk"))
    return told & reads_one & ~Q(pk__in=links_in_conflict(user))


def links_in_conflict(user: User) -> QuerySet[ToldLink, Any]:
    """The ids of links of which one end does not exist for this user."""
    hidden = Q(case__in=cases_in_conflict(user)) | Q(other__in=cases_in_conflict(user))
    hidden |= Q(concern__in=concerns_kept_from(user))
    return _links().filter(hidden).values("pk")


def links_unseen(user: User) -> QuerySet[ToldLink, Any]:
    """The ids of links that this user may not see any more: what they were told of them goes too."""
    return _links().exclude(told_visible_q(user)).values("pk")


def _told() -> QuerySet[Any]:
    return apps.get_model("links", "Told")._default_manager.all()


def _links() -> QuerySet[Any]:
    return apps.get_model("links", "ToldLink")._default_manager.all()
