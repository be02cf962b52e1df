"""Marks as a phone makes them."""

from __future__ import annotations

import uuid
from typing import Any

from safeguarding.activities.services.marking import NewMark
from safeguarding.core import clock
from safeguarding.people.models import Person


def mark(child: Person, what: str, *, after: uuid.UUID | None = None, **given: Any) -> NewMark:
    return NewMark(given.get("client_id") or uuid.uuid4(), child.pk, what, given.get("made_at") or clock.now(), after)
