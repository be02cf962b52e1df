"""Who sees a recommendation, who keeps it, who approves its answer and who verifies that it was carried out.

One that stands alone is for everybody in the force who sees recommendations. One that came from a case is for whoever
sees that case, until somebody who reads the case puts it on the board of the force. Conflict with the case wins over
everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.policies import cases_in_conflict, ways_in
from safeguarding.core.errors import NotAllowed
from safeguarding.recommendations.states import Who

if TYPE_CHECKING:
    from safeguarding.recommendations.models import Recommendation, RecommendationAction

NOT_KEPT = "Only who keeps the recommendations of the force may do this."
NOT_OWNED = "Only who has it in hand, and who keeps the recommendations of the force, may do this."
WROTE_IT = "You wrote this answer. Another chief officer has to approve it."
OWNS_IT = "You have, or had, this recommendation in hand. Somebody else has to verify it."
DID_IT = "You had something to do about it, or said that it is carried out. Somebody else has to verify it."
NOT_YOURS = "Only who has it to do, and who has the recommendation in hand, says that it is done."


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a recommendation."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    seen = Q(owner=user) | Q(pk__in=user.recommendation_actions.values("recommendation_id"))
    seen |= Q(case_id__in=ways_in(user).values("case_id"))
    if has_permission(user, Permission.SEE_RECOMMENDATIONS):
        seen |= Q(case__isnull=True) | Q(released_at__isnull=False)
    return Q(force_id=user.force_id) & seen & ~Q(case_id__in=cases_in_conflict(user))


def unseen(user: User) -> QuerySet[Model, Any]:
    """The ids of those that do not exist for this user: what they were told of them goes too."""
    # The models import this room; it reaches them by name.
    rows: Any = apps.get_model("recommendations", "Recommendation")
    found: QuerySet[Model, Any] = rows._default_manager.filter(case_id__in=cases_in_conflict(user)).values("pk")
    return found


def is_keeper(user: User, recommendation: Recommendation | None = None) -> bool:
    """Whether the user keeps the recommendations of their force, and of this one's."""
    if user.is_system:
        return True
    if not user.is_active or not has_permission(user, Permission.KEEP_RECOMMENDATIONS):
        return False
    return recommendation is None or recommendation.force_id == user.force_id


def has_board(user: User) -> bool:
    """Whether the board is for the user at all: by role, or because something on it is theirs."""
    if not user.is_active or user.force_id is None:
        return False
    if has_permission(user, Permission.SEE_RECOMMENDATIONS):
        return True
    return user.owned_recommendations.exists() or user.recommendation_actions.exists()


def require_board(user: User) -> None:
    if not has_board(user):
        require_permission(user, Permission.SEE_RECOMMENDATIONS)


def require_keeping(user: User) -> None:
    if not is_keeper(user):
        require_permission(user, Permission.KEEP_RECOMMENDATIONS)


def _require_keeper(user: User, held: Recommendation) -> None:
    if not is_keeper(user, held):
        raise NotAllowed(NOT_KEPT)


def _require_owner(user: User, held: Recommendation) -> None:
    if held.owner_id != user.pk and not is_keeper(user, held):
        raise NotAllowed(NOT_OWNED)


def _require_chief_officer(user: User, held: Recommendation) -> None:
    if user.is_system or user.force_id != held.force_id:
        raise NotAllowed(NOT_KEPT)
    require_permission(user, Permission.APPROVE_RECOMMENDATIONS)
    if held.drafted_by_id == user.pk:
        raise NotAllowed(WROTE_IT)


def _require_verifier(user: User, held: Recommendation) -> None:
    """Somebody who keeps recommendations, never had this one in hand, did nothing of it and did not say it is done."""
    _require_keeper(user, held)
    history: Any = held
    if held.owner_id == user.pk or history.events.filter(owner_id=user.pk).exists():
        raise NotAllowed(OWNS_IT)
    if held.evidenced_by_id == user.pk or held.actions.filter(owner=user).exists():
        raise NotAllowed(DID_IT)


_REQUIRED: dict[Who, Callable[[User, Any], None]] = {
    Who.KEEPER: _require_keeper,
    Who.OWNER: _require_owner,
    Who.CHIEF_OFFICER: _require_chief_officer,
    Who.VERIFIER: _require_verifier,
}


def require(user: User, who: Who, held: Recommendation) -> None:
    """Raise NotAllowed unless the user may take a step of this kind with a recommendation that they see."""
    _REQUIRED[who](user, held)


def require_part(user: User, held: Recommendation) -> None:
    """Who takes any step at all: keepers, who has it in hand, and chief officers. Others read."""
    _require_owner(user, held)


def may(user: User, who: Who, held: Recommendation) -> bool:
    try:
        require(user, who, held)
    except NotAllowed:
        return False
    return True


def may_act(user: User, action: RecommendationAction) -> bool:
    """Whether the user may say that an action is done: who has it to do, and who has the recommendation in hand."""
    return action.owner_id == user.pk or may(user, Who.OWNER, action.recommendation)


def require_acting(user: User, action: RecommendationAction) -> None:
    if not may_act(user, action):
        raise NotAllowed(NOT_YOURS)
