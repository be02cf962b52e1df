"""What a person is told inside the application. Written in the same transaction as what it tells of."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.notices import policies
from safeguarding.notices.choices import Step


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User, *, kinds: Collection[str] | None = None) -> NoticeQuerySet:
        """A notice is its recipient's alone, and hides what does not exist for them any more.

        `kinds` leaves out notices about anything else, and with them the question what of it is hidden.
        """
        return self.filter(policies.visible_q(user, kinds=kinds))

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing one person is told once. An email says only that there is something; the words stay here."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(
        max_length=120,
        help_text="What it tells of; the same key is told to a person once.",
    )
    deadline = models.ForeignKey(
        Deadline,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
    )
    step = models.CharField(max_length=20, choices=Step.choices, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="The moment it told of: a moved clock is told anew.")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    email_due = models.BooleanField(default=True)
    emailed_at = models.DateTimeField(null=True, blank=True)
    email_attempts = models.PositiveSmallIntegerField(default=0)
    email_after = models.DateTimeField(default=clock.now, help_text="When the email is tried, or tried again.")
    message_id = models.CharField(max_length=120, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_told_once"),
            models.UniqueConstraint(
                fields=["deadline", "step", "due_at", "recipient"],
                condition=Q(deadline__isnull=False),
                name="notice_once_per_deadline_step",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_by_recipient"),
            models.Index(
                fields=["id"],
                condition=Q(email_due=True, emailed_at__isnull=True),
                name="notice_waiting_for_email",
            ),
        ]

    def __str__(self) -> str:
        return self.title
