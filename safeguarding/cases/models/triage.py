"""What was decided about a concern, and the patterns that low-level concerns make."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import Force, Unit, User
from safeguarding.cases import policies
from safeguarding.cases.choices import Route, Threshold
from safeguarding.cases.models.cases import Case
from safeguarding.cases.models.concerns import NARRATIVE_MAX, Concern
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Person


@track()
class ThresholdDecision(models.Model):
    """One threshold decision: what the software proposed and why, what the lead decided and why. Never changed."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="threshold_decisions")
    threshold = models.CharField(max_length=10, choices=Threshold.choices, help_text="What was proposed.")
    proposed_route = models.CharField(max_length=10, choices=Route.choices)
    proposal = models.JSONField(help_text="Each harm test with its answer and reason, as shown to the lead.")
    route = models.CharField(max_length=10, choices=Route.choices)
    rationale = models.TextField(max_length=NARRATIVE_MAX)
    disagreement = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    is_abuse_of_position = models.BooleanField(default=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="threshold_decisions")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["concern"], name="concern_decided_once")]

    def __str__(self) -> str:
        return f"{self.concern}: {self.get_route_display()}"

    @property
    def is_against_proposal(self) -> bool:
        """The service asks why, and keeps it here, exactly when a decision goes against the proposal."""
        return bool(self.disagreement)


class PatternReviewQuerySet(models.QuerySet["PatternReview"]):
    def visible_to(self, user: User) -> PatternReviewQuerySet:
        """Who may triage in the unit; never the adult or who manages them."""
        return self.filter(policies.pattern_visible_q(user))


@track()
class PatternReview(Versioned):
    """Enough low-level concerns about one adult in the window: a fresh threshold decision is owed (KCSIE Part 4)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pattern_reviews")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    count = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    route = models.CharField(max_length=10, choices=Route.choices, blank=True)
    rationale = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PatternReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(decided_at__isnull=True), name="one_open_pattern_per_adult"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="pattern_decided_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"pattern review {self.pk}"


@track()
class LowLevelConcern(models.Model):
    """A concern recorded as low-level about one adult: it counts towards a pattern."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="low_level")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="low_level_concerns")
    recorded_at = models.DateTimeField(default=clock.now)
    pattern = models.ForeignKey(
        PatternReview, on_delete=models.PROTECT, null=True, blank=True, related_name="low_level_concerns"
    )

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="low_level_once_per_adult")]

    def __str__(self) -> str:
        return f"low-level concern {self.concern}"
