"""What is to be told of a clock, and the secret calendar addresses."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.choices import Step


class Reminder(models.Model):
    """One step of one clock, at the moment it was due, told once. The row is the truth; a task only looks for it."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=20, choices=Step.choices)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0, help_text="How many people were told.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "step", "due_at"], name="reminder_once")]
        indexes = [models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="reminder_to_tell")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.deadline}"


@track(exclude=["token_hash", "last_read_at"])
class CalendarFeed(models.Model):
    """A secret address at which a calendar program reads its owner's clocks. One at a time; it can be taken back."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(revoked_at__isnull=True), name="one_live_calendar_address"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar address {self.pk}"
