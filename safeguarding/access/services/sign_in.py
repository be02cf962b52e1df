"""The record of who signed in, and of who looked through the record."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """Somebody signed in."""
    record("user.signed_in", by=by, obj=by)


@transaction.atomic
def note_activity_search(*, by: User, asked: dict[str, str]) -> None:
    """Somebody looked through the record of activity; what they looked for is kept with it."""
    record("activity.searched", by=by, data={"asked": asked})
