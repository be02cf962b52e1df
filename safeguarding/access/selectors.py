"""Named reads over users, their roles and their keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from safeguarding.access.models import ApiToken, RoleAssignment, User
from safeguarding.access.policies import roles_with
from safeguarding.core import clock


def users_with(permission: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold the permission in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role__in=roles_with(permission))
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))


def users_in_role(role: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold this very role in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role=role)
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))


def with_held_roles(users: QuerySet[User]) -> QuerySet[User]:
    """The users, each with the roles held now in `held_now`."""
    live = RoleAssignment.objects.live().select_related("unit")
    return users.prefetch_related(Prefetch("role_assignments", queryset=live, to_attr="held_now"))


def key_hash(key: str) -> str:
    """What is kept of a key to the API. The key is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


def token_behind(key: str) -> ApiToken | None:
    """The live key to the API that this text is, of an active user; None for anything else."""
    return (
        ApiToken.objects.select_related("user", "user__force")
        .filter(token_hash=key_hash(key), revoked_at__isnull=True, expires_at__gt=clock.now(), user__is_active=True)
        .first()
    )


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The keys to the API that the user made, newest first."""
    return ApiToken.objects.filter(user=user)


def roles_of(user: User) -> QuerySet[RoleAssignment]:
    """The roles the user holds now."""
    return RoleAssignment.objects.live().filter(user=user).select_related("unit")
