"""Saying which staff are apprentices, school officers and the like: groups that policies are sent to."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.guidance.choices import Tag
from safeguarding.guidance.models import AudienceTag
from safeguarding.guidance.policies import require_keeping, require_other
from safeguarding.people.choices import STAFF_TYPES
from safeguarding.people.models import Person


@transaction.atomic
def join_group(person: Person, *, tag: str, starts_on: dt.date, by: User) -> AudienceTag:
    """A member of staff is in a group from a day. Nobody puts themself into one."""
    require_keeping(by, force_id=person.force_id)
    require_other(by, person)
    errors: dict[str, list[str]] = {}
    if person.person_type not in STAFF_TYPES:
        errors["person"] = ["Choose a member of staff"]
    if tag not in Tag.values:
        errors["tag"] = ["Select a group"]
    if starts_on > clock.today():
        errors["starts_on"] = ["The day must be today or in the past"]
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            made = AudienceTag.objects.create(person=person, tag=tag, starts_on=starts_on, recorded_by=by)
    except IntegrityError as error:
        raise Invalid({"tag": ["They are in this group already"]}) from error
    record("audience.joined", by=by, obj=person, data={"tag": tag})
    return made


@transaction.atomic
def leave_group(held: AudienceTag, *, ends_on: dt.date, version: int | None, by: User) -> AudienceTag:
    """A member of staff is no longer in a group after a day."""
    row = lock_fresh(AudienceTag.objects.select_related("person"), pk=held.pk, version=version)
    require_keeping(by, force_id=row.person.force_id)
    require_other(by, row.person)
    if row.ends_on is not None:
        raise Conflict("They have left this group already.")
    if ends_on > clock.today():
        raise Invalid({"ends_on": ["The last day must be today or in the past"]})
    if ends_on < row.starts_on:
        raise Invalid({"ends_on": [f"They were in the group from {clock.date_words(row.starts_on)}"]})
    save_fields(row, ends_on=ends_on)
    record("audience.left", by=by, obj=row.person, data={"tag": row.tag})
    return row
