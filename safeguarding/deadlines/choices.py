"""The ways a period is counted (domain: deadline arithmetic)."""

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
