"""Giving, changing and ending roles. What a role may do is in `policies`; a change counts from the next request."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access import policies
from safeguarding.access.choices import Role
from safeguarding.access.models import RoleAssignment, Unit, User
from safeguarding.access.services.principals import principal_of, principal_of_role
from safeguarding.access.services.watched import role_given
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields


@transaction.atomic
def assign_role(
    *, by: User, user: User, unit: Unit, role: str, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> RoleAssignment:
    """Give a user a role in a unit of their force. Nobody gives a role to themself."""
    _require(by, user=user)
    _check(user=user, unit=unit, role=role)
    begins = starts_on or clock.today()
    _check_days(begins, ends_on)
    assignment = RoleAssignment(user=user, unit=unit, role=role, starts_on=begins, ends_on=ends_on)
    _save(assignment)
    principal_of(user)
    principal_of_role(unit, role)
    record("role.assigned", by=by, obj=assignment, data=_told(assignment))
    role_given(user, role, by=by)
    return assignment


@transaction.atomic
def change_role(
    *, by: User, assignment: RoleAssignment, version: int | None, ends_on: dt.date | None
) -> RoleAssignment:
    """Set or take away the day a role runs out."""
    _require(by, user=assignment.user)
    row = lock_fresh(RoleAssignment.objects.all(), pk=assignment.pk, version=version)
    if row.ended_at is not None:
        raise Conflict("This role has already been ended.")
    if row.ends_on != ends_on:
        _check_days(row.starts_on, ends_on)
        save_fields(row, ends_on=ends_on)
        record("role.changed", by=by, obj=row, data=_told(row))
    return row


@transaction.atomic
def end_role(*, by: User, assignment: RoleAssignment, version: int | None = None) -> RoleAssignment:
    """End a role now, whatever day it was to run out."""
    _require(by, user=assignment.user)
    row = lock_fresh(RoleAssignment.objects.all(), pk=assignment.pk, version=version)
    if row.ended_at is not None:
        raise Conflict("This role has already been ended.")
    save_fields(row, ended_at=clock.now(), ended_by=by)
    record("role.ended", by=by, obj=row, data=_told(row))
    return row


def _require(by: User, *, user: User) -> None:
    policies.require_administrator(by, force_id=user.force_id)
    if by.pk == user.pk:
        raise NotAllowed("You cannot change your own roles: another administrator has to.")


def _check(*, user: User, unit: Unit, role: str) -> None:
    if role not in Role.values:
        raise Invalid({"role": ["Choose a role from the list."]})
    if user.is_system:
        raise Invalid({"user": ["Background work holds no role."]})
    if unit.force_id != user.force_id:
        raise Invalid({"unit": ["Choose a unit of the person's own force."]})


def _check_days(starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid({"ends_on": ["The last day must not be before the first."]})


def _save(assignment: RoleAssignment) -> None:
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        raise Conflict("They already have this role in this unit from that day.") from error


def _told(assignment: RoleAssignment) -> dict[str, object]:
    return {
        "user": assignment.user_id,
        "unit": assignment.unit.name,
        "role": Role(assignment.role).label,
        "from": assignment.starts_on,
        "until": assignment.ends_on,
    }
