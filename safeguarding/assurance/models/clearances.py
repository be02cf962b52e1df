"""Who was let take part without everything that is needed."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.assurance import policies
from safeguarding.assurance.models.credentials import TEXT_MAX
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Placement

USER = settings.AUTH_USER_MODEL


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def visible_to(self, user: User) -> ClearanceQuerySet:
        """Who may see the register."""
        return self.filter(policies.clearances_visible_q(user))

    def live_on(self, day: dt.date) -> ClearanceQuerySet:
        """Those that let somebody take part on that day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), given_on__lte=day, until__gte=day)


@track()
class Clearance(Versioned):
    """Somebody takes part although something that is needed is not there: who authorised it, why and until when."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="clearances")
    authorised_by = models.CharField(max_length=120, help_text="Name and rank or post.")
    reason = models.TextField(max_length=TEXT_MAX)
    given_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("given_on")), name="clearance_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"clearance until {self.until}"
