"""Files that were taken in by mistake: removed by two people, each for their part."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.evidence import states
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.models.exhibits import ExhibitFile

USER = settings.AUTH_USER_MODEL


@track()
class FileRemoval(Versioned):
    """Somebody asked that a file be removed, and what a second person decided. What the file was stays on record."""

    held = models.ForeignKey(ExhibitFile, on_delete=models.PROTECT, related_name="removals")
    reason = models.TextField(max_length=2_000)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    status = models.CharField(max_length=10, choices=RemovalStatus.choices, default=RemovalStatus.ASKED)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=2_000, help_text="Why it was decided so.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["held"], condition=Q(status__in=(RemovalStatus.ASKED, RemovalStatus.REMOVED)),
                name="one_removal_of_a_file",
            ),
            models.CheckConstraint(
                condition=Q(status=RemovalStatus.ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status=RemovalStatus.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="removal_decided_by_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=RemovalStatus.REMOVED) | ~Q(asked_by=F("decided_by")), name="removed_by_two_people"
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.REMOVAL_EDGES))
        ]

    def __str__(self) -> str:
        return f"removal of {self.held}"
