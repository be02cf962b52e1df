"""Who answered what, and who acknowledged which version. Written once and never changed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.guidance import policies
from safeguarding.guidance.choices import Way
from safeguarding.guidance.models.documents import PolicyVersion
from safeguarding.people.models import Person

USER = settings.AUTH_USER_MODEL
NEVER_REMOVED = pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete)


@track()
class Answer(models.Model):
    """An answer to the question on a version, right or wrong: each counts as one attempt."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="policy_answers")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="answers")
    choice = models.PositiveSmallIntegerField()
    is_right = models.BooleanField()
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["policy_version", "person"], name="answers_of_a_person")]
        # Two records of one person may be found to be the same person: only whose answer it is may be set right.
        triggers = [pgtrigger.ReadOnly(name="never_changed", exclude=["person"]), NEVER_REMOVED]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    def visible_to(self, user: User) -> AcknowledgementQuerySet:
        """One's own; the keepers of the force all in it."""
        return self.filter(policies.acknowledgements_visible_q(user))


@track()
class Acknowledgement(models.Model):
    """Somebody read a version and says so: signed in, or on paper where a keeper has seen it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    acknowledged_on = models.DateField()
    way = models.CharField(max_length=20, choices=Way.choices)
    answer = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    evidence = models.CharField(max_length=300, blank=True, help_text="What was seen, and where it is kept.")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["-acknowledged_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy_version", "person"], name="acknowledged_once"),
            models.CheckConstraint(
                condition=(Q(way=Way.SIGNED_IN) & Q(evidence="")) | (Q(way=Way.ON_PAPER) & ~Q(evidence="")),
                name="paper_with_evidence",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="never_changed", exclude=["person"]), NEVER_REMOVED]

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"
