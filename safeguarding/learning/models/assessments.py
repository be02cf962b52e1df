"""The questions of a report, sent to the schemes of the force, and what each answers with its evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned, together
from safeguarding.files.models import StoredFile
from safeguarding.learning import policies
from safeguarding.learning.choices import Standing
from safeguarding.learning.models.reports import LearningReport
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def visible_to(self, user: User) -> SelfAssessmentQuerySet:
        """For who sees the schemes of the force."""
        return self.filter(policies.assessment_visible_q(user))


@track()
class SelfAssessment(Versioned):
    """The questions of an approved report as they were sent, and by when they are to be answered."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(LearningReport, on_delete=models.PROTECT, related_name="self_assessments")
    questions = models.JSONField(help_text="Each question in its order.")
    due_on = models.DateField()
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    reminded_on = models.DateField(null=True, blank=True, help_text="When those who have not answered were told last.")
    reminded_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=together("reminded_on", "reminded_by"), name="self_assessment_reminded"),
        ]

    def __str__(self) -> str:
        return f"self-assessment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("learning:assessment", args=[self.pk])


class SchemeReplyQuerySet(models.QuerySet["SchemeReply"]):
    def visible_to(self, user: User) -> SchemeReplyQuerySet:
        """For whoever sees the self-assessment."""
        return self.filter(assessment__in=SelfAssessment.objects.visible_to(user))

    def waiting(self) -> SchemeReplyQuerySet:
        """Those that are asked still and not answered."""
        return self.filter(answered_at=None, ended_on=None)


@track()
class SchemeReply(Versioned):
    """What one scheme answers. It is there from the sending on, so that who has not answered is seen."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="replies")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=list, help_text="To each question yes, in part or no, and what shows it.")
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Since when it is not asked any more.")
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=120, blank=True)

    objects = SchemeReplyQuerySet.as_manager()

    class Meta:
        ordering = ["scheme__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "scheme"], name="scheme_replies_once"),
            models.CheckConstraint(condition=together("answered_by", "answered_at"), name="scheme_reply_by_at"),
            models.CheckConstraint(condition=together("ended_on", "ended_by"), name="scheme_reply_ended"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False, answered_at__isnull=True) & ~Q(ended_because="")),
                name="scheme_reply_ended_unanswered_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("learning:reply", args=[self.assessment_id, self.pk])

    @property
    def standing(self) -> str:
        if self.answered_at is not None:
            return Standing.ANSWERED
        if self.ended_on is not None:
            return Standing.ENDED
        return Standing.LATE if self.is_late else Standing.WAITING

    @property
    def waits(self) -> bool:
        """Whether it is asked still and not answered."""
        return self.answered_at is None and self.ended_on is None

    @property
    def is_late(self) -> bool:
        return self.waits and self.assessment.due_on < clock.today()


class ReplyFileQuerySet(models.QuerySet["ReplyFile"]):
    def visible_to(self, user: User) -> ReplyFileQuerySet:
        """For whoever reads what the scheme answered."""
        return self.filter(reply__in=SchemeReply.objects.visible_to(user))


@track()
class ReplyFile(models.Model):
    """A file that shows what a scheme answered to one of the questions. One that was removed stays as a line."""

    reply = models.ForeignKey(SchemeReply, on_delete=models.PROTECT, related_name="files")
    question = models.PositiveSmallIntegerField(help_text="Which of the questions, the first is 0.")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="What it is.")

    objects = ReplyFileQuerySet.as_manager()

    class Meta:
        ordering = ["question", "pk"]

    def __str__(self) -> str:
        return f"file of {self.reply}"

    def get_absolute_url(self) -> str:
        return reverse("learning:reply_file", args=[self.reply.assessment_id, self.reply_id, self.pk])
