"""Who sees a recommendation, who keeps it, who approves its answer and who verifies that it was carried out.

One that stands alone is for everybody in the force who sees recommendations. One that came from a case is for whoever
reads that case, until one of them puts it on the board of the force: a header without names is not enough. Conflict
with the case wins over everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.choices import AccessLevel
from safeguarding.cases.policies import READ, cases_in_conflict, ways_in
from safeguarding.cases.policies import may as may_on_case
from safeguarding.core.errors import NotAllowed
from safeguarding.recommendations.states import Who

if TYPE_CHECKING:
    from safeguarding.recommendations.models import Recommendation, RecommendationAction

NOT_KEPT = "Only who keeps the recommendations of the force may do this."
NOT_OWNED = "Only who has it in hand, and who keeps the recommendations of the force, may do this."
WROTE_IT = "You wrote this answer. Another chief officer has to approve it."
OWNS_IT = "You have, or had, this recommendation in hand. Somebody else has to verify it."
DID_IT = "You had a part in it: the answer, something to do, or whom it reached. Somebody else has to verify it."
NOT_READ = "Only who reads the case it came from gives it to somebody."
NOT_YOURS = "Only who has it to do, and who has the recommendation in hand, says that it is done."


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a recommendation."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    seen = Q(owner=user) | Q(pk__in=user.recommendation_actions.values("recommendation_id"))
    seen |= Q(case_id__in=ways_in(user).filter(level=AccessLevel.FULL).values("case_id"))
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
    if held.drafted_by_id == user.pk or _wrote_in_this_round(user, held):
        raise NotAllowed(WROTE_IT)


def _wrote_in_this_round(user: User, held: Recommendation) -> bool:
    """Whether the user wrote at the answer since it was last empty: its history has each version."""
    events: Any = held
    empty = events.events.filter(drafted_at__isnull=True).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    found: bool = events.events.filter(drafted_by_id=user.pk, pgh_id__gt=empty or 0).exists()
    return found


def _require_verifier(user: User, held: Recommendation) -> None:
    """Somebody who keeps recommendations, never had this one in hand, did nothing of it and did not say it is done."""
    _require_keeper(user, held)
    history: Any = held
    if held.owner_id == user.pk or history.events.filter(owner_id=user.pk).exists():
        raise NotAllowed(OWNS_IT)
    if _had_a_part(user, held):
        raise NotAllowed(DID_IT)


def _had_a_part(user: User, held: Recommendation) -> bool:
    """Whether the user ever wrote the answer, said that it is carried out, or did something of it.

    An audience is told and changed more than once, and something to do is given on: the history that the database
    keeps of each row knows them all.
    """
    of_it: Any = held
    wrote = of_it.events.filter(Q(drafted_by_id=user.pk) | Q(evidenced_by_id=user.pk))
    actions: Any = apps.get_model("recommendations", "RecommendationActionEvent")
    did = actions._default_manager.filter(pgh_obj__recommendation=held).filter(
        Q(owner_id=user.pk) | Q(added_by_id=user.pk) | Q(done_by_id=user.pk) | Q(dropped_by_id=user.pk)
    )
    lines: Any = apps.get_model("recommendations", "DisseminationEvent")
    of_lines = lines._default_manager.filter(pgh_obj__recommendation=held)
    told = of_lines.filter(Q(added_by_id=user.pk) | Q(told_by_id=user.pk) | Q(changed_by_id=user.pk))
    return bool(wrote.exists() or did.exists() or told.exists())


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


def reads_case(user: User, held: Recommendation) -> bool:
    """Whether the user reads the case it came from; one that stands alone has none that could be kept from anybody."""
    return held.case is None or user.is_system or may_on_case(user, READ, held.case)


def may_assign(user: User, held: Recommendation) -> bool:
    """Who keeps it and reads its case: a list of whom it may be given to would say who is in conflict with that."""
    return is_keeper(user, held) and reads_case(user, held)


def require_assigning(user: User, held: Recommendation) -> None:
    _require_keeper(user, held)
    if not reads_case(user, held):
        raise NotAllowed(NOT_READ)


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
