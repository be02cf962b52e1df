"""Every clock in the system: which rule, from what start, due when, met when, extended why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.deadlines import policies
from safeguarding.deadlines.choices import Basis


@track()
class DeadlineRule(models.Model):
    """A rule of the catalogue: how long, counted how, on whose authority. Figures marked from memory may be edited."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    starts_from = models.CharField(
        max_length=60, help_text="The moment the clock starts from."
    )
    basis = models.CharField(max_length=30, choices=Basis.choices)
    amount = models.PositiveSmallIntegerField()
    roll_to_working_day = models.BooleanField(default=False)
    warn_days = models.PositiveSmallIntegerField(
        default=1, help_text="How many days ahead the owner is told."
    )
    source = models.CharField(max_length=200)
    from_memory = models.BooleanField(
        default=False,
        help_text="The figure has not been confirmed against its source: check it, then edit it here.",
    )

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


@track()
class BankHolidayOverride(models.Model):
    """A day proclaimed a bank holiday in England and Wales, or taken away as one, since the calendar was published."""

    day = models.DateField(unique=True)
    is_holiday = models.BooleanField(default=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, user: User) -> DeadlineQuerySet:
        """Clocks of what the user may see: a clock is as secret as the thing it belongs to."""
        return self.filter(policies.visible_q(user))

    def running(self) -> DeadlineQuerySet:
        """Clocks neither met nor cancelled."""
        return self.filter(met_at__isnull=True, cancelled_at__isnull=True)

    def overdue(self) -> DeadlineQuerySet:
        return self.running().filter(due_at__lt=clock.now())


@track()
class Deadline(models.Model):
    """One running, met or cancelled clock. `subject` is what it belongs to and who sees it; `source` is what started it."""

    rule = models.ForeignKey(
        DeadlineRule, on_delete=models.PROTECT, related_name="deadlines"
    )
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(
        max_length=40, help_text="The reference of what it belongs to; names nobody."
    )
    source_type = models.CharField(max_length=20, blank=True)
    source_id = models.BigIntegerField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="deadlines",
    )
    start_at = models.DateTimeField()
    start_why = models.CharField(max_length=200, blank=True)
    calendar_version = models.CharField(max_length=40)
    computed_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    extension_reason = models.TextField(blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancel_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="deadline_running_by_due",
            ),
            models.Index(
                fields=["subject_type", "subject_id", "due_at"],
                name="deadline_by_subject",
            ),
            models.Index(
                fields=["owner", "due_at"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="deadline_running_by_owner",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "rule",
                    "subject_type",
                    "subject_id",
                    "source_type",
                    "source_id",
                ],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                nulls_distinct=False,
                name="deadline_runs_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, met_by__isnull=True)
                | Q(met_at__isnull=False, met_by__isnull=False),
                name="deadline_met_at_by",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="deadline_cancelled_at_by",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, extended_by__isnull=True)
                | Q(extended_at__isnull=False, extended_by__isnull=False),
                name="deadline_extended_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.title}, {self.subject_label}"

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_running and self.due_at < clock.now()
