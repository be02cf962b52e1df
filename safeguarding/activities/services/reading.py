"""Writing down who looked at a register."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.activities.models import Session
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult


@transaction.atomic
def note_reading(session: Session, *, page: str, by: User) -> None:
    """Somebody read who came to a session."""
    consult(session, by=by, page=page, purpose=Purpose.OTHER, purpose_text="Running or overseeing a scheme")
