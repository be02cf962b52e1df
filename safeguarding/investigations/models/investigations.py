"""The investigation itself, and the two things of it that keep a dated history: its mode and its severity."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.investigations import policies
from safeguarding.investigations.choices import Decider, Entry, Forum, Mode, Recording, Regime, Severity, SeverityBasis
from safeguarding.investigations.rules.regimes import BY_REGIME, RegimeRow
from safeguarding.tracks.models import Track

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    def visible_to(self, user: User) -> InvestigationQuerySet:
        """For whoever reads the content of its track: professional standards of the case, and nobody else."""
        return self.filter(policies.visible_q(user))


@track()
class Investigation(Versioned):
    """What a misconduct track is about: one person's conduct, under the one regime that applies to them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="investigations")
    track = models.OneToOneField(Track, on_delete=models.PROTECT, related_name="investigation")
    entry = models.CharField(max_length=30, choices=Entry.choices)
    came_on = models.DateField(help_text="The day the complaint was made, or the matter came to attention.")
    complainant = models.ForeignKey(CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    regime = models.CharField(max_length=20, choices=Regime.choices, help_text="From what the person is to the force.")
    investigator = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="investigations"
    )
    outside_investigator = models.CharField(max_length=200, blank=True, help_text="The IOPC's, or another force's.")
    link_check = models.TextField(
        blank=True, max_length=TEXT_MAX, help_text="How it was made sure that somebody from outside has no link."
    )
    supervisor = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recording = models.CharField(max_length=20, choices=Recording.choices, blank=True)
    recording_reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    recorded_on = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True, max_length=TEXT_MAX, help_text="The terms of reference.")
    terms_on = models.DateField(null=True, blank=True)
    terms_given_on = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What the report of the investigation says.")
    report_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recording="", recorded_on__isnull=True)
                | (~models.Q(recording="") & models.Q(recorded_on__isnull=False)),
                name="investigation_recorded_on",
            ),
        ]

    def __str__(self) -> str:
        return f"investigation of {self.track}"

    def get_absolute_url(self) -> str:
        return reverse("investigations:investigation", args=[self.case.reference, self.track_id])

    @property
    def regime_row(self) -> RegimeRow:
        """What the regime of this person means."""
        return BY_REGIME[Regime(self.regime)]

    @property
    def investigator_words(self) -> str:
        return str(self.investigator or self.outside_investigator)


@track()
class ModeChange(models.Model):
    """From which day it was investigated in which mode, and why. Never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="modes")
    mode = models.CharField(max_length=20, choices=Mode.choices)
    since = models.DateField()
    reason = models.TextField(max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return self.get_mode_display()


@track()
class SeverityAssessment(models.Model):
    """One assessment of how grave the conduct is, if proved. A later one revises it; none is ever changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="severities")
    severity = models.CharField(max_length=20, choices=Severity.choices)
    forum = models.CharField(max_length=20, choices=Forum.choices, help_text="The likely form of proceedings.")
    basis = models.CharField(max_length=20, choices=SeverityBasis.choices)
    assessed_on = models.DateField()
    assessed_for = models.CharField(max_length=10, choices=Decider.choices, default=Decider.FORCE)
    reasons = models.TextField(max_length=TEXT_MAX)
    was_authority_consulted = models.BooleanField(default=False)
    is_crown_court_conviction = models.BooleanField(default=False)
    has_live_final_warning = models.BooleanField(default=False)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return self.get_severity_display()
