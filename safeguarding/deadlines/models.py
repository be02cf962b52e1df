"""Every clock in the system: which rule, from what start, due when, met when, extended why."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.deadlines import policies, rules
from safeguarding.deadlines.choices import Basis, ClockState


@track()
class DeadlineRule(models.Model):
    """A rule of the catalogue: how long, counted how, on whose authority. Figures marked from memory may be edited."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    starts_from = models.CharField(max_length=120, help_text="The moment the clock starts from.")
    basis = models.CharField(max_length=30, choices=Basis.choices)
    amount = models.PositiveSmallIntegerField()
    roll_to_working_day = models.BooleanField(default=False)
    warn_days = models.PositiveSmallIntegerField(default=1, help_text="How many days ahead the owner is told.")
    source = models.CharField(max_length=200)
    from_memory = models.BooleanField(
        default=False,
        help_text="A policy default, or not confirmed against its source: check the figure, then edit it here.",
    )
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["key"]
        verbose_name = "deadline rule"
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=[Basis.DAYS_AFTER, Basis.AT_ONCE, Basis.FIXED]) | Q(amount__gte=1),
                name="deadline_rule_has_an_end",
                violation_error_message="A period of none of these has no end: give at least 1.",
            ),
            models.CheckConstraint(
                condition=Q(roll_to_working_day=False) | ~Q(basis__in=[Basis.HOURS, Basis.AT_ONCE]),
                name="deadline_rule_instants_do_not_roll",
                violation_error_message="A clock that runs out at an instant does not move to a working day.",
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True, edited_by__isnull=True)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
                name="deadline_rule_edited_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the record of what was done names the rule."""
        return self.key

    @property
    def editable_fields(self) -> tuple[str, ...]:
        """What an administrator may change: when people are warned; the figure only where it is not confirmed law."""
        return ("amount", "roll_to_working_day", "source", "warn_days") if self.from_memory else ("warn_days",)

    @property
    def counted(self) -> str:
        """How the rule counts, in words: "10 working days after the notice was given"."""
        return rules.counted_in_words(self.basis, self.amount, self.starts_from, self.roll_to_working_day)


@track()
class BankHolidayOverride(models.Model):
    """A day proclaimed a bank holiday in England and Wales, or taken away as one, since the calendar was published."""

    day = models.DateField(unique=True)
    is_holiday = models.BooleanField(
        "is a bank holiday", default=True, help_text="Leave empty for a day that was taken away as a bank holiday."
    )
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = "bank holiday change"

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"

    @property
    def reference(self) -> str:
        """How the record of what was done names the day."""
        return self.day.isoformat()


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, user: User, *, kinds: Collection[str] | None = None) -> DeadlineQuerySet:
        """Clocks of what the user may see: a clock is as secret as the thing it belongs to.

        `kinds` leaves out the others: to ask who may see a kind that has no clock here costs more than the answer.
        """
        return self.filter(policies.visible_q(user, kinds=kinds))

    def running(self) -> DeadlineQuerySet:
        """Clocks neither met nor cancelled."""
        return self.filter(met_at__isnull=True, cancelled_at__isnull=True)

    def overdue(self) -> DeadlineQuerySet:
        return self.running().filter(due_at__lt=rules.late_before(clock.now()))


@track()
class Deadline(Versioned):
    """One running, met or cancelled clock. `subject` is what it belongs to, and decides who sees it.

    `source` is what started it. The basis and amount are kept as they were when it was worked out, so that a later
    change of the rule or of the calendar never moves it.
    """

    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="deadlines")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=40, help_text="The reference of what it belongs to; names nobody.")
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
    basis = models.CharField(max_length=30, choices=Basis.choices)
    amount = models.PositiveSmallIntegerField()
    roll_to_working_day = models.BooleanField(default=False)
    calendar_version = models.CharField(max_length=40)
    computed_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    extension_reason = models.TextField(blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
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
            models.Index(fields=["met_at"], condition=Q(met_at__isnull=False), name="deadline_by_met"),
            models.Index(
                fields=["cancelled_at"], condition=Q(cancelled_at__isnull=False), name="deadline_by_cancelled"
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
                condition=Q(met_at__isnull=True, met_by__isnull=True) | Q(met_at__isnull=False, met_by__isnull=False),
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
    def reference(self) -> str:
        """How the record of what was done names the clock: by what it belongs to."""
        return self.subject_label

    @property
    def counted(self) -> str:
        """How it was counted, in words: "1 working day after the concern was received"."""
        return rules.counted_in_words(self.basis, self.amount, self.rule.starts_from, self.roll_to_working_day)

    @property
    def state(self) -> ClockState:
        """Running, late, met, met late or cancelled."""
        return rules.state_of(
            due_at=self.due_at, met_at=self.met_at, cancelled_at=self.cancelled_at, now=clock.now(),
            at_once=self.basis == Basis.AT_ONCE,
        )  # fmt: skip

    @property
    def in_words(self) -> str:
        """What is left of it, or how it ended: "due tomorrow", "3 days late", "met on 20 November 2026"."""
        return rules.clock_in_words(
            due_at=self.due_at, met_at=self.met_at, cancelled_at=self.cancelled_at, now=clock.now(),
            at_once=self.basis == Basis.AT_ONCE,
        )  # fmt: skip

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def is_overdue(self) -> bool:
        return self.state == ClockState.LATE
