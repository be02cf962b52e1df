"""How it was decided: to what it was referred, who sat, what came of it, and an appeal."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.investigations import states
from safeguarding.investigations.choices import (
    AppealStatus,
    AppealTo,
    Forum,
    OutcomeCode,
    PanelRole,
    Publication,
    WitnessSide,
)
from safeguarding.investigations.models.investigations import NEVER_CHANGED, TEXT_MAX, Investigation

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
                condition=Q(starts_on__isnull=True) | Q(notice_on__isnull=False, starts_on__gt=F("notice_on")),
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
    stood_down_on = models.DateField(null=True, blank=True)
    stood_down_because = models.TextField(blank=True, max_length=TEXT_MAX)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceedings"], condition=Q(role=PanelRole.CHAIR, stood_down_on__isnull=True),
                name="one_chair_of_a_panel",
            ),
            models.UniqueConstraint(
                fields=["proceedings", "user"], condition=Q(user__isnull=False, stood_down_on__isnull=True),
                name="on_a_panel_once",
            ),
            models.CheckConstraint(
                condition=Q(stood_down_on__isnull=True, stood_down_because="")
                | (Q(stood_down_on__isnull=False) & ~Q(stood_down_because="")),
                name="stood_down_with_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


@track()
class WitnessList(models.Model):
    """The witnesses that one side proposes to call, as given on a day. A later list of a side stands in its place."""

    proceedings = models.ForeignKey(Proceedings, on_delete=models.PROTECT, related_name="witness_lists")
    side = models.CharField(max_length=10, choices=WitnessSide.choices)
    given_on = models.DateField()
    witnesses = models.TextField(
        blank=True, max_length=TEXT_MAX, help_text="One a line, and what they can speak to; empty where there are none."
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"witnesses of {self.get_side_display().lower()}"


@track()
class PublicNotice(models.Model):
    """What was decided about the public notice of a hearing on one day. The hearing moved: it is decided again."""

    proceedings = models.ForeignKey(Proceedings, on_delete=models.PROTECT, related_name="public_notices")
    publication = models.CharField(max_length=10, choices=Publication.choices)
    starts_on = models.DateField(help_text="The day of the hearing that it is about.")
    published_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=300, blank=True)
    says = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What it says of the conduct.")
    reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(publication=Publication.NONE, published_on__isnull=True) & ~Q(reasons="")
                | (~Q(publication=Publication.NONE) & Q(published_on__isnull=False, published_on__lt=F("starts_on"))),
                name="public_notice_before_its_hearing",
            ),
        ]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"public notice, {self.get_publication_display().lower()}"


@track()
class Appeal(Versioned):
    """An appeal from the outcome, and its result."""

    proceedings = models.OneToOneField(Proceedings, on_delete=models.PROTECT, related_name="appeal")
    to = models.CharField(max_length=20, choices=AppealTo.choices)
    grounds = models.TextField(max_length=TEXT_MAX)
    made_on = models.DateField()
    late_because = models.TextField(
        blank=True, max_length=TEXT_MAX, help_text="Why one that came after its time was taken."
    )
    status = models.CharField(max_length=10, choices=AppealStatus.choices, default=AppealStatus.OPEN)
    result = models.TextField(blank=True, max_length=TEXT_MAX)
    decided_on = models.DateField(null=True, blank=True)
    college_told_on = models.DateField(
        null=True, blank=True, help_text="When the College was told that what was reported to it was taken back."
    )

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
