"""How a period is counted, and what state its clock is in."""

from django.db import models


class Basis(models.TextChoices):
    WORKING_DAYS_AFTER = "wd_after", "working days after"
    WORKING_DAYS_BEGINNING_WITH = "wd_beginning_with", "working days beginning with"
    DAYS_AFTER = "days_after", "days after"
    DAYS_BEGINNING_WITH = "days_beginning_with", "days beginning with"
    CALENDAR_NEXT_DAY = "calendar_next_day", "end of a following day"
    MONTHS_AFTER = "months_after", "months after"
    MONTHS_BEGINNING_WITH = "months_beginning_with", "months beginning with"
    CORRESPONDING_MONTH = (
        "corresponding_month",
        "calendar months, to the corresponding date",
    )
    HOURS = "hours", "hours after"
    AT_ONCE = "at_once", "at once"
    FIXED = "fixed", "a day that was set"


# These run out at an instant, not at the end of a day, so they never roll to a working day.
EXACT = frozenset({Basis.HOURS, Basis.AT_ONCE})

# A period of none of these is nothing: "0 days beginning with" has no last day.
NEEDS_AMOUNT = frozenset(Basis) - {Basis.DAYS_AFTER, Basis.AT_ONCE, Basis.FIXED}


class ClockState(models.TextChoices):
    RUNNING = "running", "Running"
    LATE = "late", "Late"
    MET = "met", "Met"
    MET_LATE = "met_late", "Met late"
    CANCELLED = "cancelled", "Cancelled"


class Urgency(models.TextChoices):
    """How near a running clock is, for ordering and for the colour of its tag."""

    LATE = "late", "Late"
    TODAY = "today", "Due today"
    SOON = "soon", "Due soon"
    LATER = "later", "Due later"


class IopcDayBasis(models.TextChoices):
    """How "the end of the following day" is read for a referral to the IOPC: the setting IOPC_REFERRAL_DAY_BASIS."""

    CALENDAR = "calendar", "the next calendar day"
    WORKING = "working", "the next working day"
