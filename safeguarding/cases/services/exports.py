"""Taking what the system holds out of it: recorded as a disclosure (DPA 2018 s.62(1)(d))."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record


@transaction.atomic
def note_list_export(*, by: User, count: int) -> None:
    """A list of cases left the system as a file."""
    record("case.list_exported", by=by, data={"count": count})
