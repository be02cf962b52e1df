"""What the guideline rules said of the messages of an export, and of which ones they failed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.cases.models import ConcernDraft
from safeguarding.communications.choices import Outcome, Severity
from safeguarding.conversations import policies
from safeguarding.conversations.choices import AT_WORK, JudgementStatus
from safeguarding.conversations.models.exports import MessageExport
from safeguarding.conversations.models.messages import Message
from safeguarding.core import clock

NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def visible_to(self, user: User) -> JudgementQuerySet:
        """For whoever reads the content of the case."""
        return self.filter(policies.found_visible_q(user))


class Judgement(models.Model):
    """The rules asked once about all messages of an export. The row is the truth of how far a worker is.

    Asked again, it is a new row; what was said before stays.
    """

    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="judgements")
    status = models.CharField(max_length=10, choices=JudgementStatus.choices, default=JudgementStatus.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    basis = models.JSONField(default=dict, help_text="A digest of each thing that it rests on.")
    numbers = models.JSONField(default=list, help_text="The numbers that the force had set: name, since when, value.")
    rules = models.CharField(max_length=20, blank=True, help_text="Which version of the rules.")
    lexicon = models.CharField(max_length=20, blank=True, help_text="Which version of it was in use.")
    done = models.PositiveIntegerField(default=0, help_text="So many results are on record.")
    judged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0, help_text="Messages that fail a rule.")
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever works on it.")
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["export"], condition=Q(status__in=AT_WORK), name="judgement_one_at_work_on_an_export"
            ),
            models.CheckConstraint(
                condition=~Q(status=JudgementStatus.DONE) | Q(done_at__isnull=False), name="judgement_done_at"
            ),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class RuleSaid(models.Model):
    """One thing that one rule said in a judgement, and of how many messages."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="said")
    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=6)
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    reason = models.TextField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["judgement", "number"]
        constraints = [models.UniqueConstraint(fields=["judgement", "number"], name="rule_said_once")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.rule} in {self.judgement}"


class Verdict(models.Model):
    """What all rules said on being told the same, and what they were told: ids, dates and choices, no words."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField()
    inputs = models.JSONField()
    said = ArrayField(models.PositiveIntegerField(), help_text="Numbers of what was said, in the order of the rules.")
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["judgement", "number"]
        constraints = [models.UniqueConstraint(fields=["judgement", "number"], name="verdict_once")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"verdict {self.number} of {self.judgement}"


class Breach(models.Model):
    """A message that fails at least one rule; its verdict says which, why, and what the rules were told."""

    # A million may be written at once, and messages are never removed: neither reference is checked row by row.
    judgement = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, related_name="breaches", db_index=False, db_constraint=False
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="breaches", db_index=False, db_constraint=False
    )
    verdict = models.PositiveIntegerField(help_text="The number of its verdict in the judgement.")

    class Meta:
        ordering = ["judgement", "pk"]
        indexes = [models.Index(fields=["judgement", "id"], name="breach_in_its_order")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.message} in {self.judgement}"


class BegunConcern(models.Model):
    """A concern that was begun out of what the rules said of an export: the case knows of it, the concern does not.

    A draft that is thrown away is thrown away here too.
    """

    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="begun_concerns")
    draft = models.OneToOneField(ConcernDraft, on_delete=models.CASCADE, related_name="begun_from")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.draft} out of {self.export}"
