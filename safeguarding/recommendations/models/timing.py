"""What moved the clock of an answer, and who looked again at a refusal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.recommendations.models.recommendations import TEXT_MAX, Recommendation
from safeguarding.schemes.models import NEVER_CHANGED

USER = settings.AUTH_USER_MODEL


@track()
class Extension(Versioned):
    """More time that was asked for inside the period, and what was said to it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="extensions")
    asked_on = models.DateField()
    wanted_until = models.DateField()
    reason = models.TextField(max_length=TEXT_MAX)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    granted_until = models.DateField(null=True, blank=True, help_text="Empty when it was refused.")

    class Meta:
        ordering = ["recommendation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(answered_on__isnull=True), name="extension_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(granted_until__isnull=True) | Q(answered_on__isnull=False),
                name="extension_granted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"more time for {self.recommendation_id}"


@track()
class JudicialReview(Versioned):
    """The recommendation itself was taken to court: for so long its clock stands still."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="judicial_reviews")
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    was_due_on = models.DateField(null=True, blank=True, help_text="When the answer was due as the clock stopped.")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["recommendation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(ended_on__isnull=True), name="judicial_review_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")), name="judicial_review_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"judicial review of {self.recommendation_id}"


@track()
class RefusalLook(models.Model):
    """Somebody looked at a refusal again: whether it is still the position, and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="refusal_looks")
    still_refused = models.BooleanField()
    reason = models.TextField(max_length=TEXT_MAX)
    looked_on = models.DateField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["recommendation", "-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"look at the refusal of {self.recommendation_id}"
