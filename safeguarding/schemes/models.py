"""Every scheme that involves young people, official or not, with the conditions it may run on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.schemes import policies
from safeguarding.schemes.choices import ConditionKind, SchemeKind, SchemeStatus


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
    status = models.CharField(max_length=20, choices=SchemeStatus.choices, default=SchemeStatus.PROPOSED)
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True, help_text="Who decided that it may run.")
    decision_reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

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

    def __str__(self) -> str:
        return self.name

    @property
    def review_is_overdue(self) -> bool:
        """Tolerated without a live review date is overdue."""
        if self.status != SchemeStatus.TOLERATED:
            return False
        return self.review_on is None or self.review_on < clock.today()


@track()
class SchemeCondition(models.Model):
    """One condition on which a scheme may run, who set it and when it was last checked."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=20, choices=ConditionKind.choices)
    text = models.CharField(max_length=300)
    set_by = models.CharField(max_length=120)
    set_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["scheme", "pk"]

    def __str__(self) -> str:
        return self.text
