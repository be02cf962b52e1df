"""Who may see what meets the requirements, and who may record it: whoever keeps the register of schemes."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.core.errors import NotAllowed
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeper, require_keeping


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a credential: who may see the register, in the own force; and one's own."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(person__user=user)
    if not has_permission(user, Permission.SEE_SCHEMES):
        return own
    people = Person.objects.visible_to(user)
    return own | Q(scheme__force_id=user.force_id) | Q(person__in=people)


def clearances_visible_q(user: User) -> Q:
    """The one phrasing of who sees a clearance: who may see the register, in the own force."""
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.SEE_SCHEMES):
        return Q(pk__in=[])
    return Q(placement__scheme__force_id=user.force_id)


def may_read_catalogue(user: User) -> bool:
    """Whoever sees the register, and whoever may change what is asked."""
    return has_permission(user, Permission.SEE_SCHEMES) or has_permission(user, Permission.CHANGE_CATALOGUE)


def may_change_catalogue(user: User) -> bool:
    """Administrators and managers. Coordinators, who are measured by it, read it."""
    return has_permission(user, Permission.CHANGE_CATALOGUE)


def require_reading_catalogue(user: User) -> None:
    if not may_read_catalogue(user):
        require_permission(user, Permission.SEE_SCHEMES)


def require_recorder(user: User, *, person: Person | None, scheme: Scheme | None) -> None:
    """Who may record, or withdraw, what this person or this scheme has."""
    if scheme is not None:
        require_keeper(user, scheme)
    if person is not None:
        require_other(user, person)


def require_other(user: User, person: Person) -> None:
    """Somebody who keeps the register of the person's force, and is not that person."""
    require_keeping(user)
    if user.is_system:
        return
    if person.force_id != user.force_id:
        raise NotAllowed("This person is of another force.")
    if person.user_id == user.pk:
        raise NotAllowed("Somebody else has to record what you have yourself.")
