"""Who may read a policy, and who keeps them: the coordinators and managers of the force.

Everybody in a force reads what was ever published in it and acknowledges for themself alone. Drafts, campaigns, and who
has not acknowledged are for keepers. Nobody puts themself into a group, and nobody records on paper that they
acknowledged themselves. That somebody was talked with about a policy is recorded by their line manager or a keeper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.core.errors import NotAllowed
from safeguarding.guidance.states import PUBLISHED

if TYPE_CHECKING:
    from safeguarding.people.models import Person

OTHER_FORCE = "Only coordinators and managers of the force keep its policies."
NOT_THEIR_TALK = "Only the line manager of somebody, and who keeps the policies, records that they were talked with."
YOUR_OWN = "This is about yourself. Somebody else has to record it."


def is_keeper(user: User) -> bool:
    """Whether the user keeps the policies of their force."""
    return user.is_active and user.force_id is not None and has_permission(user, Permission.KEEP_POLICIES)


def documents_visible_q(user: User) -> Q:
    """The one phrasing of who sees a policy: its keepers, and everybody in the force once it was published."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(force_id=user.force_id)
    return own if is_keeper(user) else own & Q(was_published=True)


def versions_visible_q(user: User) -> Q:
    """The one phrasing of who sees a version: its keepers, and everybody in the force once it was published."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(document__force_id=user.force_id)
    return own if is_keeper(user) else own & Q(status__in=PUBLISHED)


def campaigns_visible_q(user: User) -> Q:
    """The one phrasing of who sees a campaign: the keepers of the force."""
    return Q(policy_version__document__force_id=user.force_id) if is_keeper(user) else Q(pk__in=[])


def acknowledgements_visible_q(user: User) -> Q:
    """The one phrasing of who sees that somebody acknowledged: themself, and the keepers of the force."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(person__user=user)
    return own | Q(policy_version__document__force_id=user.force_id) if is_keeper(user) else own


def talks_visible_q(user: User) -> Q:
    """The one phrasing of who sees a talk about a policy: both who had it, who manages one of them, and the keepers."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(person__user=user) | Q(talked_by__user=user) | Q(person__line_manager__user=user)
    return own | Q(policy_version__document__force_id=user.force_id) if is_keeper(user) else own


def manages_somebody(user: User) -> bool:
    """Whether somebody on record is managed by the user."""
    people = apps.get_model("people", "Person")._default_manager
    return bool(user.is_active and people.filter(line_manager__user=user, merged_into=None).exists())


def require_talking(user: User) -> None:
    """Talks are recorded by keepers, and by who manages somebody."""
    if not is_keeper(user) and not manages_somebody(user):
        raise NotAllowed(NOT_THEIR_TALK)


def require_talk_with(user: User, person: Person) -> None:
    """Whether the user may record that somebody was talked with: a keeper, or their line manager. Never their own."""
    require_other(user, person)
    manager = person.line_manager
    if manager is not None and manager.user_id == user.pk:
        return
    if not is_keeper(user) or user.force_id != person.force_id:
        raise NotAllowed(NOT_THEIR_TALK)


def tags_visible_q(user: User) -> Q:
    """The one phrasing of who sees who is in a group: the keepers of the force."""
    return Q(person__force_id=user.force_id) if is_keeper(user) else Q(pk__in=[])


def require_keeping(user: User, *, force_id: int) -> None:
    """Whether the user keeps the policies of this force."""
    require_permission(user, Permission.KEEP_POLICIES)
    if user.force_id != force_id:
        raise NotAllowed(OTHER_FORCE)


def require_other(user: User, person: Person) -> None:
    """Nobody records this of themself."""
    if person.user_id == user.pk:
        raise NotAllowed(YOUR_OWN)
