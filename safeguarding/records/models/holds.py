"""Legal holds: while one is on a case, nothing of it is disposed of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.records import policies
from safeguarding.records.choices import TEXT_MAX

USER = settings.AUTH_USER_MODEL


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, user: User) -> LegalHoldQuerySet:
        """Of cases that the user sees, and for the auditor those of the force."""
        return self.filter(policies.of_case_q(user))

    def on(self) -> LegalHoldQuerySet:
        return self.filter(lifted_at__isnull=True)


@track()
class LegalHold(Versioned):
    """Who put it on, by whose authority and why; who lifted it."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds")
    authority = models.CharField(
        max_length=200, help_text="Who asked for it, such as a court, an inquiry or a solicitor."
    )
    reason = models.TextField(max_length=TEXT_MAX)
    put_on_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    put_on_at = models.DateTimeField(default=clock.now)
    lifted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_authority = models.CharField(max_length=200, blank=True)
    lift_reason = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-put_on_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="legal_hold_lifted_at_by_why",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold of {clock.date_words(clock.london_date(self.put_on_at))}"

    @property
    def is_on(self) -> bool:
        return self.lifted_at is None
