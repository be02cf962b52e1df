"""Every scheme that involves young people, official or not: what was decided about it, and on which conditions."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.schemes import policies, rules, states
from safeguarding.schemes.choices import ConditionKind, ConditionState, DecidedAs, SchemeKind, SchemeStatus

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User) -> SchemeQuerySet:
        """Schemes are known to everyone in their own force, and to nobody outside it."""
        return self.filter(policies.visible_q(user))


@track()
class Scheme(Versioned):
    """A scheme that involves young people. An unofficial one is a first-class record."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="schemes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="schemes")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=SchemeKind.choices)
    status = models.CharField(max_length=20, choices=SchemeStatus.choices, default=states.FIRST_STATUS)
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="By when the last decision is looked at again.")

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["force", "name"], name="scheme_name_once_per_force"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="scheme_ends_after_start",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schemes:scheme", args=[self.pk])

    @property
    def review_is_overdue(self) -> bool:
        """Tolerated without a live review date is overdue."""
        return rules.review_is_overdue(self.status, self.review_on, today=clock.today())


@track()
class GovernanceDecision(models.Model):
    """What was decided about a scheme: by whom, among which options, why, and when it is looked at again."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=20, choices=SchemeStatus.choices)
    outcome = models.CharField(max_length=20, choices=SchemeStatus.choices)
    options = models.TextField(blank=True, max_length=TEXT_MAX)
    reason = models.TextField(max_length=TEXT_MAX)
    decided_by = models.CharField(max_length=120, help_text="Name and rank or post.")
    decided_as = models.CharField(
        max_length=20, choices=DecidedAs.choices, blank=True, default="",
        help_text="The rank or post. Empty for decisions from before it was asked: then it is not known.",
    )  # fmt: skip
    decided_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["scheme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="governance_decision_number_once"),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("decided_on")), name="review_after_decision"
            ),
        ]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"decision {self.number} on {self.scheme}"


class SchemeConditionQuerySet(models.QuerySet["SchemeCondition"]):
    def in_force(self) -> SchemeConditionQuerySet:
        """Those that have not been ended."""
        return self.filter(ended_on__isnull=True)

    def with_checks(self) -> SchemeConditionQuerySet:
        """Each with its checks, the newest first, so that how it stands costs no further query."""
        return self.prefetch_related(Prefetch("checks", ConditionCheck.objects.select_related("recorded_by")))


@track()
class SchemeCondition(Versioned):
    """One condition on which a scheme may run, and who set it."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=20, choices=ConditionKind.choices)
    text = models.CharField(max_length=300)
    word = models.CharField(max_length=40, blank=True, help_text="The word that may not be used.")
    due_on = models.DateField(null=True, blank=True, help_text="By when training has to be done.")
    set_by = models.CharField(max_length=120)
    set_on = models.DateField()
    review_on = models.DateField(null=True, blank=True, help_text="By when it is checked again.")
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True, max_length=TEXT_MAX)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = SchemeConditionQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ConditionKind.WORD_NOT_USED) | Q(word=""), name="only_a_word_condition_has_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=ConditionKind.TRAINING_BY) | Q(due_on__isnull=True), name="only_training_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("set_on")), name="condition_ends_after_set"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def last_check(self) -> ConditionCheck | None:
        return next(iter(self.checks.all()), None)

    @property
    def state(self) -> ConditionState:
        """How it stands today."""
        last = self.last_check
        return rules.condition_state(
            ended_on=self.ended_on, last_kept=last.is_kept if last else None, review_on=self.review_on,
            last_checked=last.checked_on if last else None, today=clock.today(),
        )  # fmt: skip

    @property
    def check_is_overdue(self) -> bool:
        """The day by which somebody had to look has passed."""
        return self.ended_on is None and self.review_on is not None and self.review_on < clock.today()

    @property
    def state_label(self) -> str:
        return self.state.label


@track()
class ConditionCheck(models.Model):
    """Somebody, or the system, looked whether a condition is kept. One that is not is a breach."""

    condition = models.ForeignKey(SchemeCondition, on_delete=models.PROTECT, related_name="checks")
    is_kept = models.BooleanField()
    finding = models.TextField(max_length=TEXT_MAX, help_text="What was found.")
    evidence = models.TextField(blank=True, max_length=TEXT_MAX, help_text="How it is known.")
    checked_on = models.DateField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["condition", "-checked_on", "-pk"]
        triggers = [NEVER_CHANGED]
        indexes = [models.Index(fields=["condition", "-checked_on", "-id"], name="condition_check_newest")]

    def __str__(self) -> str:
        return f"check of {self.condition_id} on {self.checked_on}"
