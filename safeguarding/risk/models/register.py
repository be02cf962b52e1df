"""The risk register: what could go wrong in the schemes of a force, who sees to it and what was done."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.risk import policies, rules, states
from safeguarding.risk.choices import EntryStatus, Impact, Likelihood, Source
from safeguarding.risk.models.assessments import TEXT_MAX, from_1_to_5
from safeguarding.schemes.models import NEVER_CHANGED, Scheme

USER = settings.AUTH_USER_MODEL


class RiskRegisterEntryQuerySet(models.QuerySet["RiskRegisterEntry"]):
    def visible_to(self, user: User) -> RiskRegisterEntryQuerySet:
        """For who may see the register of schemes; and for who raised it, owns it or acts on it."""
        return self.filter(policies.entries_visible_q(user))

    def live(self) -> RiskRegisterEntryQuerySet:
        """Those that are not closed."""
        return self.filter(status__in=states.LIVE)

    def overdue(self) -> RiskRegisterEntryQuerySet:
        """Live ones whose day of review has passed, or on which somebody did not act in time."""
        today = clock.today()
        acts = RiskAction.objects.filter(done_on__isnull=True, dropped_on__isnull=True, due_on__lt=today)
        return self.live().filter(Q(review_on__lt=today) | Q(pk__in=acts.values("entry_id")))

    def in_band(self, band: str) -> RiskRegisterEntryQuerySet:
        wanted = Q(pk__in=[])
        for likelihood, impacts in rules.cells_of(band).items():
            wanted |= Q(likelihood=likelihood, impact__in=impacts)
        return self.filter(wanted)


@track()
class RiskRegisterEntry(Versioned):
    """One risk on the register. It says what could go wrong, and names no young person."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="risk_entries")
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=TEXT_MAX)
    source = models.CharField(max_length=20, choices=Source.choices)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_entries")
    raised_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_risks")
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood.choices)
    impact = models.PositiveSmallIntegerField(choices=Impact.choices)
    status = models.CharField(max_length=12, choices=EntryStatus.choices, default=EntryStatus.OPEN)
    review_on = models.DateField(null=True, blank=True, help_text="By when it is looked at again.")
    kept_from = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="Whom it may be about.")
    closed_because = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = RiskRegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "risk register entries"
        indexes = [models.Index(fields=["force", "status", "review_on"], name="risk_entry_by_review")]
        constraints = [
            models.CheckConstraint(condition=from_1_to_5("likelihood", "impact"), name="risk_entry_from_1_to_5"),
            models.CheckConstraint(
                condition=Q(status=EntryStatus.CLOSED, review_on__isnull=True)
                | (~Q(status=EntryStatus.CLOSED) & Q(review_on__isnull=False, closed_because="")),
                name="risk_entry_live_has_a_review",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.CLOSED, closed_because=""), name="risk_entry_closed_with_reason"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.ENTRY_EDGES)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("risk:entry", args=[self.pk])

    @property
    def rating(self) -> rules.Rating:
        return rules.Rating(self.likelihood, self.impact)

    @property
    def review_is_overdue(self) -> bool:
        return self.review_on is not None and self.review_on < clock.today()


@track()
class EntryReview(models.Model):
    """Somebody looked at an entry again: where it stands since, how large it is, and why."""

    entry = models.ForeignKey(RiskRegisterEntry, on_delete=models.PROTECT, related_name="reviews")
    before = models.CharField(max_length=12, choices=EntryStatus.choices)
    outcome = models.CharField(max_length=12, choices=EntryStatus.choices)
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood.choices)
    impact = models.PositiveSmallIntegerField(choices=Impact.choices)
    reason = models.TextField(max_length=TEXT_MAX)
    review_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["entry", "-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"review of {self.entry_id}"

    @property
    def rating(self) -> rules.Rating:
        return rules.Rating(self.likelihood, self.impact)


@track()
class RiskAction(Versioned):
    """Something that somebody is to do about a risk, by a day."""

    entry = models.ForeignKey(RiskRegisterEntry, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="risk_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True, max_length=TEXT_MAX)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_because = models.TextField(blank=True, max_length=TEXT_MAX)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["entry", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="risk_action_done_or_dropped"
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
