"""The numbers that the rules go by are set for a force from a day on; the earlier ones stay."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.communications import policies
from safeguarding.communications.models import Threshold
from safeguarding.communications.selectors.numbers import BY_NAME, read
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid


@transaction.atomic
def set_number(*, name: str, value: str, since: dt.date, reason: str, by: User) -> Threshold:
    """From that day on the force goes by this number. Contacts before it are judged as they were."""
    policies.require_setting_numbers(by)
    force = by.force
    if force is None:
        raise Invalid({"name": ["Only somebody of a force sets its numbers"]})
    errors = _errors(name, value, since, reason)
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            made = Threshold.objects.create(
                force=force, name=name, value=value.strip(), since=since, set_by=by, set_at=clock.now(),
                reason=reason.strip(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This number was set for that day already. Choose a later day.") from None
    record("threshold.set", by=by, obj=made, data={"name": name, "since": since.isoformat()})
    return made


def _errors(name: str, value: str, since: dt.date, reason: str) -> dict[str, list[str]]:
    if name not in BY_NAME:
        return {"name": ["Select a number"]}
    errors: dict[str, list[str]] = {}
    number = BY_NAME[name]
    try:
        read(name, value.strip())
    except ValueError:
        span = f"from {number.smallest} to {number.largest}"
        errors["value"] = ["Enter a time, such as 21:00" if number.is_time else f"Enter a whole number {span}"]
    if since < clock.today():
        errors["since"] = ["Choose today or a later day: what was judged before stays as it was"]
    if not reason.strip():
        errors["reason"] = ["Say why"]
    return errors
