"""Kinds of session, how each stands, who is there, and how many young people one adult may look after."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class SessionKind(models.TextChoices):
    SESSION = "session", "Session"
    OFFSITE = "offsite", "Off-site activity"
    RESIDENTIAL = "residential", "Residential"


#: What takes young people away from where the scheme meets.
AWAY = (SessionKind.OFFSITE, SessionKind.RESIDENTIAL)


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    ASKED = "asked", "Waiting for approval"
    APPROVED = "approved", "Approved, not yet confirmed"
    REFUSED = "refused", "Not approved"
    CONFIRMED = "confirmed", "Confirmed"
    HELD = "held", "Held"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class Part(models.TextChoices):
    """What an adult does in a session."""

    LED = "led", "Leads"
    HELPED = "helped", "Helps"
    TEACHER = "teacher", "Teacher in attendance"
    GUEST = "guest", "Guest"


#: Whose presence counts towards the adults that are needed.
SUPERVISES = (Part.LED, Part.HELPED)


class Presence(models.TextChoices):
    PLANNED = "planned", "Expected"
    PRESENT = "present", "Was there"
    AWAY = "away", "Was not there"


class Mark(models.TextChoices):
    PRESENT = "present", "Present"
    LATE = "late", "Late"
    LEFT_EARLY = "left_early", "Left early"
    ABSENT = "absent", "Absent"
    ABSENT_TOLD = "absent_told", "Absent, we were told"


#: Those who were there at some time, and so had to be looked after.
CAME = (Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY)


class SetAside(models.TextChoices):
    """What became of a mark that was not kept."""

    DISMISSED = "dismissed", "Set aside"
    CORRECTED = "corrected", "Marked again"


class MarkStanding(models.TextChoices):
    """Every mark is kept; one of a young person stands, and those that contradict it wait for a choice."""

    STANDS = "stands", "Stands"
    EARLIER = "earlier", "Replaced or agreed with"
    OPEN = "open", "Contradicts another mark"


class ConsentState(models.TextChoices):
    ASKED = "asked", "Asked for"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Not given"


class Verdict(models.TextChoices):
    """What was decided about an off-site activity."""

    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Not approved"


@dataclass(frozen=True)
class CatalogueBand:
    """How many young people of an age one adult may look after."""

    key: str
    from_age: int
    to_age: int
    children_per_adult: int
    source: str = "NSPCC: recommended adult to child ratios for working with children"

    @property
    def label(self) -> str:
        return f"{self.from_age} to {self.to_age}"


BANDS = (
    CatalogueBand("0_2", 0, 2, 3),
    CatalogueBand("2_3", 2, 3, 4),
    CatalogueBand("4_8", 4, 8, 6),
    CatalogueBand("9_12", 9, 12, 8),
    CatalogueBand("13_18", 13, 18, 10),
)
