"""A learning report, what was kept of it while it was typed, and what was answered about what the guard found."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.learning import policies, states
from safeguarding.learning.choices import SECTIONS, ReportStatus, Section

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 100_000
REASON_MAX = 5_000


def together(*names: str) -> Q:
    """All of these are there, or none."""
    return Q(**{f"{name}__isnull": True for name in names}) | Q(**{f"{name}__isnull": False for name in names})


class LearningReportQuerySet(models.QuerySet["LearningReport"]):
    def visible_to(self, user: User) -> LearningReportQuerySet:
        """Approved ones for everybody of the force; others for who reads their case."""
        return self.filter(policies.visible_q(user))


@track()
class LearningReport(Versioned):
    """What others may learn from a case, in the sections that such reports have. It names nobody."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="learning_reports")
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    sections = models.JSONField(default=dict, help_text="The text of each section by its key.")
    status = models.CharField(max_length=20, choices=ReportStatus.choices, default=states.FIRST_STATUS)
    begun_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    early_because = models.TextField(
        blank=True, max_length=REASON_MAX, help_text="Why it cannot wait until the case is closed."
    )
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any of it.")
    submitted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True, max_length=REASON_MAX)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=REASON_MAX)

    objects = LearningReportQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=together("submitted_by", "submitted_at"), name="report_submitted_by_at"),
            models.CheckConstraint(condition=together("approved_by", "approved_at"), name="report_approved_by_at"),
            models.CheckConstraint(condition=together("withdrawn_by", "withdrawn_at"), name="report_withdrawn_by_at"),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.APPROVED) | Q(approved_by__isnull=False),
                name="report_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("begun_by")),
                name="report_approved_by_another",
            ),
        ]
        triggers = [pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES))]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("learning:report", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.status == ReportStatus.APPROVED

    def parts(self) -> list[tuple[Section, str]]:
        """Each section that the form has, with what stands in it."""
        return [(section, self.sections.get(section.key, "")) for section in SECTIONS]

    def texts(self) -> list[tuple[str, str]]:
        """All that goes out, by the key of its section; the title first."""
        return [("title", self.title), *((section.key, text) for section, text in self.parts())]


@track()
class GuardAnswer(models.Model):
    """Why something that the guard asked about may stay. It holds for those words in that sentence alone."""

    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="guard_answered_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ReportDraft(models.Model):
    """What one writer typed and has not saved yet."""

    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="drafts")
    owner = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    of_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "owner"], name="report_draft_once")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
