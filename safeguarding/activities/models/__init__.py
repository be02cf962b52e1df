"""Sessions of schemes, and how many adults they need."""

from safeguarding.activities.models.ratios import ForceRatio, RatioBand
from safeguarding.activities.models.sessions import (
    TEXT_MAX,
    Attendance,
    Session,
    SessionAdult,
    SessionBreach,
    TripConsent,
    TripDecision,
)

__all__ = [
    "TEXT_MAX", "Attendance", "ForceRatio", "RatioBand", "Session", "SessionAdult", "SessionBreach", "TripConsent",
    "TripDecision",
]  # fmt: skip
