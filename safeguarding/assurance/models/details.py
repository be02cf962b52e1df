"""What is recorded of a DBS check and of a vetting decision: levels, dates and names. Never what was found."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from safeguarding.assurance.choices import DbsLevel, VettingLevel, VettingStatus, Workforce
from safeguarding.assurance.models.credentials import Credential
from safeguarding.core.history import track


# The history would keep the number sealed with keys that were taken away long ago.
@track(exclude=["sealed_number"])
class DbsCheck(models.Model):
    """One DBS certificate that was seen. Its content is not kept; its number is sealed, and four digits are shown.

    The day of issue is the day since which the credential counts, and the day of the next check the day it runs out.
    """

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="dbs")
    level = models.CharField(max_length=20, choices=DbsLevel.choices)
    workforce = models.CharField(max_length=10, choices=Workforce.choices)
    barred_list_checked = models.BooleanField(help_text="Whether the children's barred list was checked.")
    sealed_number = models.TextField(blank=True, editable=False)
    last_four = models.CharField(max_length=4, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)
    on_update_service = models.BooleanField(default=False)
    last_status_check_on = models.DateField(null=True, blank=True)
    result_reviewed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=DbsLevel.ENHANCED_BARRED) | Q(barred_list_checked=False),
                name="only_one_level_has_the_barred_list",
            ),
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True, seen_by="") | (Q(seen_on__isnull=False) & ~Q(seen_by="")),
                name="certificate_seen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(on_update_service=True) | Q(last_status_check_on__isnull=True),
                name="status_check_needs_the_update_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} check"

    @property
    def issued_on(self) -> dt.date:
        return self.credential.achieved_on


@track()
class VettingDecision(models.Model):
    """One decision of force vetting: the level, where it stands since when, and who decided. Never what was found."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="vetting")
    level = models.CharField(max_length=20, choices=VettingLevel.choices)
    status = models.CharField(max_length=10, choices=VettingStatus.choices)
    status_since = models.DateField()
    decided_by = models.CharField(max_length=120, blank=True)
    review_due_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.get_status_display().lower()}"
