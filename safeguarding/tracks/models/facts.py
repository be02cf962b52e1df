"""What belongs to some kinds of track: the offences considered, and the meetings with partners."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.tracks.choices import ChargeDecision, ChargeReason, CourtResult, MeetingKind
from safeguarding.tracks.models.tracks import Track
from safeguarding.tracks.rules.offences import BY_CODE, Offence

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


@track()
class OffenceConsidered(Versioned):
    """One offence of a criminal track: for what was done when, what was decided about it and why, and the result."""

    of = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="offences")
    code = models.CharField(max_length=50)
    conduct_from = models.DateField()
    conduct_until = models.DateField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20, choices=ChargeDecision.choices, blank=True)
    decision_reason = models.CharField(max_length=20, choices=ChargeReason.choices, blank=True)
    decision_note = models.TextField(blank=True, max_length=TEXT_MAX)
    decided_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=20, choices=CourtResult.choices, blank=True)
    result_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "offences considered"
        constraints = [
            models.UniqueConstraint(fields=["of", "code"], name="offence_considered_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True) | ~Q(decision="") & Q(decided_on__isnull=False),
                name="offence_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | ~Q(result="") & Q(result_on__isnull=False, decision=ChargeDecision.CHARGED),
                name="offence_result_of_a_charge",
            ),
        ]

    def __str__(self) -> str:
        return self.offence.label

    @property
    def offence(self) -> Offence:
        return BY_CODE[self.code]


@track()
class Meeting(models.Model):
    """A meeting with partners that a step of a track recorded: who was there and what was decided. Never changed."""

    of = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    held_on = models.DateField()
    attended = models.TextField(max_length=2000, help_text="Which bodies, and by whom.")
    police_attendee = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided = models.TextField(max_length=TEXT_MAX)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.of}"
