"""Venues, each on the list once."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid
from safeguarding.risk.models import Venue
from safeguarding.risk.policies import require_writer
from safeguarding.schemes.models import Scheme


@transaction.atomic
def add_venue(scheme: Scheme, *, name: str, place: str = "", by: User) -> Venue:
    """Put a place where a scheme meets on the list: whoever writes the scheme's risk assessments may."""
    require_writer(by, scheme)
    if not name.strip():
        raise Invalid({"name": ["Enter the name of the venue"]})
    try:
        with transaction.atomic():
            made = Venue.objects.create(
                force_id=scheme.force_id, name=name.strip(), place=place.strip(), added_by=by
            )  # fmt: skip
    except IntegrityError as error:
        raise Invalid({"name": ["This venue is on the list already: choose it there"]}) from error
    record("venue.added", by=by, obj=made)
    return made
