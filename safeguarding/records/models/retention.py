"""Retention rules that a force changed, by version, and the reviews that fall due by them."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned, together
from safeguarding.records import policies
from safeguarding.records.choices import TEXT_MAX, RecordClass, ReviewStatus

USER = settings.AUTH_USER_MODEL


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def visible_to(self, user: User) -> RetentionRuleQuerySet:
        """For who sees records of the force."""
        if user.is_system:
            return self
        return self.filter(force_id=user.force_id) if policies.sees_records(user) else self.none()


@track()
class RetentionRule(models.Model):
    """How long a force keeps a class of records, from a day on. A change is a new version."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20, choices=RecordClass.choices)
    number = models.PositiveIntegerField(help_text="Of the versions of this rule; the standard is number 1.")
    years = models.PositiveSmallIntegerField(help_text="After the case is closed.")
    until_age = models.PositiveSmallIntegerField(null=True, blank=True)
    review_every = models.PositiveSmallIntegerField(help_text="Years between two reviews.")
    effective_from = models.DateField()
    source = models.CharField(max_length=300)
    reason = models.TextField(max_length=TEXT_MAX)
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["effective_from", "number"]
        constraints = [
            models.UniqueConstraint(fields=["force", "key", "number"], name="retention_rule_version_once"),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_key_display()}, version {self.number}"


class RetentionReviewQuerySet(models.QuerySet["RetentionReview"]):
    def visible_to(self, user: User) -> RetentionReviewQuerySet:
        """Of cases that the user sees, and for the auditor those of the force."""
        return self.filter(policies.of_case_q(user))

    def kept_since_closed(self) -> RetentionReviewQuerySet:
        """What was decided before a case was reopened and closed again says nothing of the years that began then."""
        return self.filter(status=ReviewStatus.KEPT, decided_at__gte=F("case__closed_at"))


@track()
class RetentionReview(Versioned):
    """A case is due to be looked at: by which rule, since when, and what was decided."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="retention_reviews")
    rule_key = models.CharField(max_length=20, choices=RecordClass.choices)
    rule_version = models.PositiveIntegerField()
    due_on = models.DateField()
    keep_until = models.DateField(help_text="No disposal before, by the rule.")
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.DUE)
    found_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True, help_text="When it is looked at again.")
    reason = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = RetentionReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=ReviewStatus.DUE), name="one_retention_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=together("decided_by", "decided_at"), name="retention_review_decided_at_by"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReviewStatus.KEPT) | Q(kept_until__isnull=False), name="kept_case_says_until_when"
            ),
        ]
        indexes = [models.Index(fields=["force", "status", "due_on"], name="retention_review_queue")]

    def __str__(self) -> str:
        return f"retention review of {self.case}"
