"""Changing a force and its units."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from safeguarding.access import policies
from safeguarding.access.models import Force, Unit, User
from safeguarding.access.services.watched import information_owner_changes
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields


@transaction.atomic
def create_unit(*, by: User, force: Force, name: str, kind: str) -> Unit:
    """Add a unit to the administrator's own force."""
    policies.require_administrator(by, force_id=force.pk)
    unit = Unit(force=force, name=name, kind=kind)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Invalid({"name": ["The force already has a unit of this name."]}) from error
    record("unit.created", by=by, obj=unit, data={"name": name})
    return unit


@transaction.atomic
def change_unit(*, by: User, unit: Unit, version: int | None, **changes: Any) -> Unit:
    """Rename a unit, change its kind, or close it: roles in a closed unit count for nothing."""
    policies.require_administrator(by, force_id=unit.force_id)
    row = lock_fresh(Unit.objects.all(), pk=unit.pk, version=version)
    changed = {name: changes[name] for name in ("name", "kind", "is_active") if name in changes}
    try:
        with transaction.atomic():
            save_fields(row, **changed)
    except IntegrityError as error:
        raise Invalid({"name": ["The force already has a unit of this name."]}) from error
    record("unit.changed", by=by, obj=row, data={"name": row.name})
    return row


@transaction.atomic
def change_force(*, by: User, force: Force, version: int | None, information_owner: User | None) -> Force:
    """Name who is told at once whenever somebody opens a case in an emergency."""
    policies.require_administrator(by, force_id=force.pk)
    if information_owner is not None and information_owner.force_id != force.pk:
        raise Invalid({"information_owner": ["Choose somebody of this force."]})
    row = lock_fresh(Force.objects.all(), pk=force.pk, version=version)
    if information_owner != row.information_owner:
        information_owner_changes(row, by=by)
    save_fields(row, information_owner=information_owner)
    record("force.changed", by=by, obj=row, data={"name": row.name})
    return row
