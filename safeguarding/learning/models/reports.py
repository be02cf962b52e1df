"""A learning report, what was kept of it while it was typed, and what was answered about what the guard found."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core.history import track
from safeguarding.learning import policies
from safeguarding.learning.choices import SECTIONS, Section
from safeguarding.learning.models.papers import (
    REASON_MAX,
    Answered,
    Paper,
    Typed,
    follows_the_table,
    two_people,
)


class LearningReportQuerySet(models.QuerySet["LearningReport"]):
    def visible_to(self, user: User) -> LearningReportQuerySet:
        """Approved ones for everybody of the force; others for who reads their case."""
        return self.filter(policies.visible_q(user))


@track()
class LearningReport(Paper):
    """What others may learn from a case, in the sections that such reports have. It names nobody."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="learning_reports")
    early_because = models.TextField(
        blank=True, max_length=REASON_MAX, help_text="Why it cannot wait until the case is closed."
    )

    objects = LearningReportQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = two_people("report")
        triggers = [follows_the_table()]

    def get_absolute_url(self) -> str:
        return reverse("learning:report", args=[self.pk])

    @property
    def cases(self) -> list[Case]:
        return [self.case]

    @property
    def form(self) -> tuple[Section, ...]:
        return tuple(section for section in SECTIONS if section.key not in self.kept)

    @cached_property
    def kept(self) -> frozenset[str]:
        return frozenset() if self.is_approved else policies.OF_ONE_SIDE

    @property
    def kept_headings(self) -> list[str]:
        return [section.heading for section in SECTIONS if section.key in self.kept]


@track()
class GuardAnswer(Answered):
    """Why something that the guard asked about in a report may stay."""

    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="guard_answered_once")]


class ReportDraft(Typed):
    """What one writer typed in a report and has not saved yet."""

    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="drafts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "owner"], name="report_draft_once")]
