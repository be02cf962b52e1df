"""A track, and one brought along its table by the services themselves."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.tracks import services
from safeguarding.tracks.models import Track
from tests.cast import fresh


def a_track(by: User, case: Case, kind: str, **more: Any) -> Track:
    """Opened by this person, who owns it."""
    return services.open_track(case=case, kind=kind, by=fresh(by), **{"reason": "One set of facts", **more})


def along(track: Track, by: User, *verbs: str) -> Track:
    """The track after these steps, today; the one handed in says so too."""
    for verb in verbs:
        services.step(track=track, verb=verb, by=fresh(by), reason="Because")
    track.refresh_from_db()
    return track


def to_outcome(track: Track, by: User, end: str) -> Track:
    """A misconduct track with its outcome recorded, from wherever it began."""
    along(track, by, "take_no_action")
    services.step(track=track, verb="outcome", by=fresh(by), reason="Found", end=end)
    track.refresh_from_db()
    return track
