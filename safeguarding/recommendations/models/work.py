"""What is done about a recommendation, and whom it has to reach."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.assurance.models import Requirement
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned, together
from safeguarding.guidance.choices import AudienceKind
from safeguarding.guidance.models import PolicyDocument
from safeguarding.guidance.models.campaigns import label_of
from safeguarding.guidance.rules import Audience
from safeguarding.recommendations.choices import Channel
from safeguarding.recommendations.models.recommendations import TEXT_MAX, Recommendation

USER = settings.AUTH_USER_MODEL


@track()
class RecommendationAction(Versioned):
    """Something that somebody does about a recommendation, by a day; done, it says how that is known."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="recommendation_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.TextField(blank=True, max_length=TEXT_MAX)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_because = models.TextField(blank=True, max_length=TEXT_MAX)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["recommendation", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=together("done_on", "done_by"), name="recommendation_action_done"),
            models.CheckConstraint(condition=together("dropped_on", "dropped_by"), name="recommendation_action_drop"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (Q(dropped_on__isnull=True) & ~Q(evidence="")),
                name="recommendation_action_done_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()


@track()
class Dissemination(Versioned):
    """An audience that has to be reached, how, and by what it is measured: never by somebody's word that it was."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="disseminations")
    audience_kind = models.CharField(max_length=20, choices=AudienceKind.choices)
    audience_value = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    message = models.CharField(max_length=300, help_text="What they are told.")
    policy = models.ForeignKey(
        PolicyDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Whose acknowledgements show that they were reached.",
    )  # fmt: skip
    training = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Which course on record shows that they were reached.",
    )  # fmt: skip
    unmeasured_because = models.TextField(max_length=TEXT_MAX, blank=True)
    target = models.PositiveSmallIntegerField(default=100, help_text="How many of a hundred have to be reached.")
    due_on = models.DateField()
    told_on = models.DateField(null=True, blank=True, help_text="When they were told; it makes nobody reached.")
    told_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who recorded it."
    )
    changed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who changed it last."
    )
    proof = models.CharField(max_length=300, blank=True, help_text="What shows that they were told.")
    reached_on = models.DateField(null=True, blank=True, help_text="When it was first found to be reached.")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["recommendation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "audience_kind", "audience_value", "channel"], name="dissemination_once"
            ),
            models.CheckConstraint(
                condition=Q(policy__isnull=False, training__isnull=True, unmeasured_because="")
                | Q(policy__isnull=True, training__isnull=False, unmeasured_because="")
                | (Q(policy__isnull=True, training__isnull=True) & ~Q(unmeasured_because="")),
                name="dissemination_measured_by_one_or_says_why_not",
            ),
            models.CheckConstraint(condition=together("told_on", "told_by"), name="dissemination_told"),
            models.CheckConstraint(condition=Q(target__range=(1, 100)), name="dissemination_target_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, proof="") | (Q(told_on__isnull=False) & ~Q(proof="")),
                name="dissemination_told_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audience(self) -> Audience:
        return Audience(self.audience_kind, self.audience_value)

    @property
    def label(self) -> str:
        """Whom it is for, in words."""
        return label_of(self.audience_kind, self.audience_value)

    @property
    def is_measured(self) -> bool:
        return self.policy_id is not None or self.training_id is not None

    @property
    def measured_by(self) -> str:
        """What shows that somebody was reached, in words."""
        if self.policy is not None:
            return f"Acknowledged: {self.policy.title}"
        return f"On record: {self.training.title}" if self.training is not None else "Not measured"
