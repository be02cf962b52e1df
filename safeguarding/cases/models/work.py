"""The work on a case: chronology, decisions, tasks, referrals, reviews, protective measures, the DBS duty."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.cases import states
from safeguarding.cases.choices import (
    DutyDecision,
    EntryKind,
    MeasureKind,
    ReferralKind,
    ReferralStatus,
    TaskStatus,
    TimePrecision,
)
from safeguarding.cases.models.cases import Case
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.models.guards import status_guards
from safeguarding.cases.models.parties import CaseParty
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned

USER = settings.AUTH_USER_MODEL
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


@track()
class ChronologyEntry(models.Model):
    """One thing that happened, as known when written. Never changed: a correction is a new entry that points here."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="chronology")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    text = models.TextField(max_length=NARRATIVE_MAX)
    is_opinion = models.BooleanField(default=False)
    happened_at = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=TimePrecision.choices)
    recorded_at = models.DateTimeField(default=clock.now)
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    correction_reason = models.TextField(blank=True, max_length=5000)

    class Meta:
        ordering = ["happened_at", "recorded_at", "pk"]
        verbose_name_plural = "chronology entries"
        indexes = [models.Index(fields=["case", "-recorded_at"], name="chronology_by_case")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"entry {self.pk} of {self.case}"


@track()
class Decision(models.Model):
    """One numbered line of the policy log: the options, the decision, the reason, by whom. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    options = models.TextField(max_length=NARRATIVE_MAX)
    decision = models.TextField(max_length=NARRATIVE_MAX)
    reason = models.TextField(max_length=NARRATIVE_MAX)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="decision_number_once")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"decision {self.number} of {self.case}"


@track()
class Task(Versioned):
    """Something to do on a case, by somebody, by a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="case_tasks")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=TaskStatus.choices, default=TaskStatus.OPEN)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True, max_length=NARRATIVE_MAX)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="task_ended_at_by",
            ),
        ]
        triggers = status_guards(states.TASK_MOVES, first=states.FIRST_TASK_STATUS)

    def __str__(self) -> str:
        return self.title


@track()
class Referral(Versioned):
    """A referral to another body: to be sent, sent, answered, outcome."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=20, choices=ReferralKind.choices)
    status = models.CharField(max_length=12, choices=ReferralStatus.choices, default=ReferralStatus.TO_SEND)
    agency = models.CharField(max_length=200, blank=True, help_text="Which area, board or school.")
    contact = models.CharField(max_length=200, blank=True)
    why = models.TextField(max_length=NARRATIVE_MAX)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    their_reference = models.CharField(max_length=100, blank=True)
    late_reason = models.TextField(blank=True, max_length=5000)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    concluded_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, max_length=NARRATIVE_MAX)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="referral_sent_at_by",
            ),
        ]
        triggers = status_guards(states.REFERRAL_MOVES, first=states.FIRST_REFERRAL_STATUS)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} referral of {self.case}"


@track()
class Review(models.Model):
    """A supervisor's review of a case: progress, next steps and the next date. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    progress = models.TextField(max_length=NARRATIVE_MAX)
    next_steps = models.TextField(max_length=NARRATIVE_MAX)
    next_review_on = models.DateField(null=True, blank=True, help_text="Empty for the last review before closing.")
    held_at = models.DateTimeField(default=clock.now)
    held_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_at", "-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"review {self.pk} of {self.case}"


@track()
class ProtectiveMeasure(Versioned):
    """Something done at once to keep children safe, with the day it is looked at again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="measures")
    kind = models.CharField(max_length=20, choices=MeasureKind.choices)
    detail = models.TextField(max_length=NARRATIVE_MAX)
    starts_on = models.DateField()
    review_on = models.DateField()
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True, max_length=5000)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="measure_ended_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.case}"


@track()
class DbsDuty(Versioned):
    """The duty to consider a DBS referral (SVGA 2006 s.35): opened by a removal, decided yes or no with reasons."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dbs_duties")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="dbs_duties")
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="dbs_duties",
        help_text="What a yes put on the case.",
    )  # fmt: skip
    opened_because = models.CharField(max_length=300)
    opened_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=12, choices=DutyDecision.choices, blank=True)
    reasons = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["opened_at", "pk"]
        verbose_name = "DBS duty"
        verbose_name_plural = "DBS duties"
        constraints = [
            models.UniqueConstraint(fields=["case", "party"], name="dbs_duty_once_per_party"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="dbs_duty_decided_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"DBS duty {self.pk} of {self.case}"
