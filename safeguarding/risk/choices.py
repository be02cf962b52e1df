"""What is assessed, where an assessment and an entry may stand, and how likelihood and impact make a risk."""

from __future__ import annotations

from django.db import models


class AssessmentKind(models.TextChoices):
    SCHEME = "scheme", "The scheme"
    VENUE = "venue", "A venue of the scheme"
    ACTIVITY = "activity", "An activity of the scheme"


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for approval"
    APPROVED = "approved", "Approved"
    SUPERSEDED = "superseded", "Replaced by a newer one"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended with the scheme"


class Source(models.TextChoices):
    """Where an entry of the risk register came from."""

    PERSON = "person", "Somebody raised it"
    INSPECTION = "inspection", "An inspection or review"
    ASSESSMENT = "assessment", "A risk assessment"
    INCIDENT = "incident", "An incident"
    CONTACT_REPORT = "contact_report", "A report of contact"


class EntryStatus(models.TextChoices):
    OPEN = "open", "Open"
    CONTROLLED = "controlled", "Controlled"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"


class Likelihood(models.IntegerChoices):
    RARE = 1, "1 – Rare"
    UNLIKELY = 2, "2 – Unlikely"
    POSSIBLE = 3, "3 – Possible"
    LIKELY = 4, "4 – Likely"
    ALMOST_CERTAIN = 5, "5 – Almost certain"


class Impact(models.IntegerChoices):
    NEGLIGIBLE = 1, "1 – Negligible"
    MINOR = 2, "2 – Minor"
    MODERATE = 3, "3 – Moderate"
    MAJOR = 4, "4 – Major"
    SEVERE = 5, "5 – Severe"


class Band(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    VERY_HIGH = "very_high", "Very high"


_L, _M, _H, _V = Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH
#: The band of each pair: a row for each likelihood from 1 to 5, in it a column for each impact from 1 to 5.
MATRIX: tuple[tuple[Band, ...], ...] = (
    (_L, _L, _L, _L, _M),
    (_L, _L, _M, _M, _H),
    (_L, _M, _M, _H, _H),
    (_L, _M, _H, _V, _V),
    (_M, _H, _H, _V, _V),
)
MATRIX_SOURCE = "House policy: no law and no national guidance sets these bands"
#: What is left over at this band or above is only approved with a written reason.
NEEDS_A_REASON = frozenset({Band.HIGH, Band.VERY_HIGH})
#: The longest time until an assessment is made again and until an entry is looked at again (house policy; a regular
#: venue yearly is the practice of the cadet programme).
LONGEST_MONTHS = 12
