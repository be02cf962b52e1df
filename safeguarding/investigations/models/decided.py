"""How it was decided: to what it was referred, who sat, what came of it, and an appeal."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.investigations import states
from safeguarding.investigations.choices import AppealStatus, AppealTo, Forum, OutcomeCode, PanelRole
from safeguarding.investigations.models.investigations import TEXT_MAX, Investigation

USER = settings.AUTH_USER_MODEL


@track()
class Proceedings(Versioned):
    """To what the investigation led: a meeting, a hearing, reflective practice or nothing, its days and its outcome."""

    investigation = models.OneToOneField(Investigation, on_delete=models.PROTECT, related_name="proceedings")
    forum = models.CharField(max_length=20, choices=Forum.choices)
    reasons = models.TextField(max_length=TEXT_MAX)
    referred_on = models.DateField()
    notice_on = models.DateField(null=True, blank=True)
    documents_on = models.DateField(null=True, blank=True)
    responded_on = models.DateField(null=True, blank=True)
    response = models.TextField(blank=True, max_length=TEXT_MAX)
    starts_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=30, choices=OutcomeCode.choices, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    outcome_source = models.CharField(max_length=200, blank=True, help_text="The rule that allows it.")
    warning_months = models.PositiveSmallIntegerField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "proceedings"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="proceedings_outcome_on",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(notice_on__isnull=False, starts_on__gt=models.F("notice_on")),
                name="proceedings_dated_after_their_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.get_forum_display()


@track()
class PanelMember(models.Model):
    """Somebody who sits: with a sign-in, or from outside."""

    proceedings = models.ForeignKey(Proceedings, on_delete=models.PROTECT, related_name="panel")
    role = models.CharField(max_length=10, choices=PanelRole.choices)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="And the post they hold.")
    link_check = models.TextField(max_length=TEXT_MAX, help_text="How it was made sure that they have no link.")
    named_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceedings"], condition=Q(role=PanelRole.CHAIR), name="one_chair_of_a_panel"
            ),
            models.UniqueConstraint(
                fields=["proceedings", "user"], condition=Q(user__isnull=False), name="on_a_panel_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Appeal(Versioned):
    """An appeal from the outcome, and its result."""

    proceedings = models.OneToOneField(Proceedings, on_delete=models.PROTECT, related_name="appeal")
    to = models.CharField(max_length=20, choices=AppealTo.choices)
    grounds = models.TextField(max_length=TEXT_MAX)
    made_on = models.DateField()
    status = models.CharField(max_length=10, choices=AppealStatus.choices, default=AppealStatus.OPEN)
    result = models.TextField(blank=True, max_length=TEXT_MAX)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AppealStatus.OPEN, decided_on__isnull=True)
                | (~Q(status=AppealStatus.OPEN) & Q(decided_on__isnull=False)),
                name="appeal_decided_on",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.APPEAL_EDGES))
        ]

    def __str__(self) -> str:
        return f"appeal, {self.get_status_display().lower()}"
