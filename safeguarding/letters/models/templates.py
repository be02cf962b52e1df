"""What a force writes in its letters, version by version. What was approved is never changed."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.letters import policies, states
from safeguarding.letters.choices import LetterKind, TemplateStatus
from safeguarding.letters.rules import marks

USER = settings.AUTH_USER_MODEL
WORDS = ("force_id", "kind", "number", "title", "body", "effective_from", "written_by_id", "writers")
CHANGED_WORDS = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in WORDS)


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def visible_to(self, user: User) -> LetterTemplateQuerySet:
        """For who keeps the templates of the force."""
        return self.filter(policies.templates_visible_q(user))

    def in_force(self, force: Force, kind: str, day: dt.date) -> LetterTemplate | None:
        """What the force writes in this kind of letter on a day: of those approved, the one that came in last."""
        found = self.filter(force=force, kind=kind, status=TemplateStatus.APPROVED, effective_from__lte=day)
        return found.order_by("-effective_from", "-number").first()


@track()
class LetterTemplate(Versioned):
    """One version of what a force writes in a kind of letter."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=marks.LONGEST)
    effective_from = models.DateField(help_text="From this day it is taken for new letters, once it is approved.")
    status = models.CharField(max_length=10, choices=TemplateStatus.choices, default=states.FIRST_TEMPLATE_STATUS)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", help_text="Or changed it last.")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any of it.")
    written_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["force", "kind", "number"], name="letter_template_number_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("written_by")) & ~Q(writers__contains=[F("approved_by")]),
                name="letter_template_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=TemplateStatus.APPROVED) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="letter_template_approved_by_at",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="status_follows_the_table", field="status", transitions=list(states.TEMPLATE_EDGES)
            ),
            pgtrigger.Protect(
                name="approved_words_stand_still", operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.status <> 'draft' AND ({CHANGED_WORDS})"),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("letters:template", args=[self.pk])
