"""The principals that access lists are kept by: made when a user or a role in a unit first needs one."""

from __future__ import annotations

from safeguarding.access.models import Principal, Unit, User


def principal_of(user: User) -> Principal:
    """The principal that stands for this one user."""
    principal, _ = Principal.objects.get_or_create(user=user)
    return principal


def principal_of_role(unit: Unit, role: str) -> Principal:
    """The principal that stands for everybody who holds the role in the unit."""
    principal, _ = Principal.objects.get_or_create(user=None, unit=unit, role=role)
    return principal
