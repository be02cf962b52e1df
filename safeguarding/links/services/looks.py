"""Writing down who looked at what is linked, of the young people whose names stand in it too."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from safeguarding.access.models import User
from safeguarding.audit.services import consult, consult_many
from safeguarding.links.selectors.opening import young_in
from safeguarding.links.selectors.picture import Picture

PAGE = "links"


def note_look(picture: Picture, record: Model | None, *, by: User, told: dict[str, str], page: str = PAGE) -> None:
    """Write down that a picture was opened, and each young person whose name stands in it."""
    why: dict[str, Any] = {"by": by, "page": page, "purpose": told["purpose"], "purpose_text": told["text"]}
    if record is not None:
        consult(record, **why)
    young = young_in(picture)
    if young:
        consult_many(young, **why)
