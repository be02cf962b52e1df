"""Setting up a force: its first unit and its first administrator, in one act."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, User
from safeguarding.access.services.roles import assign_role
from safeguarding.access.services.units import create_unit
from safeguarding.access.services.users import create_user, system_user
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid


@transaction.atomic
def start_force(
    *, name: str, slug: str, nation: str, unit_name: str, email: str, first_name: str, last_name: str, password: str
) -> User:
    """A force, a safeguarding unit, and somebody who may give everybody else their accounts and roles."""
    by = system_user()
    force = _save(Force(name=name, slug=slug, nation=nation))
    record("force.created", by=by, obj=force, data={"name": name})
    unit = create_unit(by=by, force=force, name=unit_name, kind=UnitKind.SAFEGUARDING)
    user = create_user(
        by=by, email=email, first_name=first_name, last_name=last_name, home_unit=unit, password=password
    )
    assign_role(by=by, user=user, unit=unit, role=Role.ADMINISTRATOR)
    return user


def _save(force: Force) -> Force:
    try:
        with transaction.atomic():
            force.save()
    except IntegrityError as error:
        raise Invalid({"name": ["There is a force of this name already."]}) from error
    return force
