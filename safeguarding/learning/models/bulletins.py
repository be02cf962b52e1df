"""A bulletin: what several reports have shown, in one text that names nobody of any of their cases."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core.history import track
from safeguarding.learning import policies
from safeguarding.learning.choices import Section, bulletin_form
from safeguarding.learning.models.papers import Answered, Paper, Typed, follows_the_table, two_people
from safeguarding.learning.models.reports import LearningReport

HEADING = "_heading"


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def visible_to(self, user: User) -> BulletinQuerySet:
        """Approved ones for everybody of the force, with every report in them; others for who reads all the cases."""
        return self.filter(policies.bulletin_visible_q(user))


@track()
class Bulletin(Paper):
    """What several approved reports have shown together. Guarded as one text, with everybody of all their cases."""

    PAGES = "bulletin_"

    reports = models.ManyToManyField(LearningReport, through="BulletinReport", related_name="bulletins")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = two_people("bulletin")
        triggers = [follows_the_table()]

    def get_absolute_url(self) -> str:
        return reverse("learning:bulletin", args=[self.pk])

    @cached_property
    def listed(self) -> list[LearningReport]:
        """Its reports in their order, with their cases."""
        lines = self.lines.select_related("report__case").order_by("number")
        return [line.report for line in lines]

    @property
    def cases(self) -> list[Case]:
        return list({report.case_id: report.case for report in self.listed}.values())

    @property
    def form(self) -> tuple[Section, ...]:
        return bulletin_form([(report.pk, report.title) for report in self.listed])

    def texts(self) -> list[tuple[str, str]]:
        """With the titles of the reports, which stand in it as headings and are changed in the reports alone."""
        titles = [(f"{section.key}{HEADING}", section.heading) for section in self.form if section.is_of_report]
        return [*super().texts(), *titles]

    def headings(self) -> dict[str, str]:
        titles = {f"{one.key}{HEADING}": f"Title of the report: {one.heading}" for one in self.form if one.is_of_report}
        return {**super().headings(), **titles}


@track()
class BulletinReport(models.Model):
    """A report that stands in a bulletin."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="lines")
    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "report"], name="bulletin_report_once"),
            models.UniqueConstraint(fields=["bulletin", "number"], name="bulletin_report_number_once"),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of a bulletin"


@track()
class BulletinAnswer(Answered):
    """Why something that the guard asked about in a bulletin may stay."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "key"], name="bulletin_answered_once")]


class BulletinDraft(Typed):
    """What one writer typed in a bulletin and has not saved yet."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="drafts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "owner"], name="bulletin_draft_once")]
