"""Who sees an investigation: professional standards of its case. To everybody else it is a track with a stage."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.tracks import policies as track_policies


def visible_q(user: User) -> Q:
    """The investigations whose track the user reads: never the subject, never who is in conflict with the case."""
    return track_policies.content_q(user, "track__")
