"""Named reads over users and principals."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from safeguarding.access.models import Principal, RoleAssignment, Unit, User
from safeguarding.access.policies import roles_with


def principal_of(user: User) -> Principal:
    """The principal that stands for this one user."""
    principal, _ = Principal.objects.get_or_create(user=user)
    return principal


def principal_of_role(unit: Unit, role: str) -> Principal:
    """The principal that stands for everybody who holds the role in the unit."""
    principal, _ = Principal.objects.get_or_create(user=None, unit=unit, role=role)
    return principal


def users_with(permission: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold the permission in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role__in=roles_with(permission))
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))


def users_in_role(role: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold this very role in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role=role)
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))
