"""Named reads over users, their roles and their keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import ApiToken, RoleAssignment, Unit, User
from safeguarding.access.policies import roles_with
from safeguarding.audit import events
from safeguarding.core import clock


def users_with(permission: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold the permission in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role__in=roles_with(permission))
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))


def users_in_role(role: str, *, unit_ids: Iterable[int]) -> QuerySet[User]:
    """The active users who hold this very role in any of the units today."""
    live = RoleAssignment.objects.live().filter(unit_id__in=list(unit_ids), role=role)
    return User.objects.filter(is_active=True, is_system=False, pk__in=live.values("user_id"))


def unit_ids_of(force_id: int) -> QuerySet[Unit, int]:
    """The units that a force has today, by number: to ask who holds a role anywhere in it."""
    return Unit.objects.filter(force_id=force_id, is_active=True).values_list("pk", flat=True)


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


def record_words(viewer: User, rows: Sequence[Any]) -> dict[int, str]:
    """How each row of the record of activity calls its record: colleagues and teams by name, nobody on record by one.

    Where the sentence keeps back who did something, the name does not come in by this door.
    """
    colleagues = User.objects.filter(force_id=viewer.force_id, pk__in=_ids_of(rows, "user"))
    teams = Unit.objects.visible_to(viewer).filter(pk__in=_ids_of(rows, "unit"))
    names = {("user", user.pk): str(user) for user in colleagues} | {("unit", unit.pk): str(unit) for unit in teams}
    return {row.pk: _words_of(row, names.get((row.object_type, row.object_id), "")) for row in rows}


def _ids_of(rows: Iterable[Any], kind: str) -> set[int]:
    open_verbs = events.naming_the_actor()
    return {
        row.object_id for row in rows if row.object_type == kind and getattr(row, "verb", None) in {None, *open_verbs}
    }


def _words_of(row: Any, name: str) -> str:
    if row.object_type == "person":
        return f"A person on record (number {row.object_id})"
    label = row.object_label
    return name or f"{label[:1].upper()}{label[1:]}"


def who_sees_to_it(record: Any, by: User) -> User | None:
    """Whose a clock of a record of the register is: whoever wrote it down; for the system, a coordinator.

    The one of the record's unit, or else one of its force.
    """
    if not by.is_system:
        return by
    near = users_in_role(Role.COORDINATOR, unit_ids=[record.unit_id])
    anywhere = users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(record.force_id))
    return near.order_by("pk").first() or anywhere.order_by("pk").first()
