"""The record of who signed in."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """Somebody signed in."""
    record("user.signed_in", by=by, obj=by)
