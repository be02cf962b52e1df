"""How many young people one adult may look after: the guidance, and where a force asks for more adults."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import Force, User
from safeguarding.activities import policies
from safeguarding.core import clock
from safeguarding.core.history import track


@track()
class RatioBand(models.Model):
    """How many young people of an age one adult may look after. Guidance of the NSPCC, not law; data, not code."""

    key = models.CharField(max_length=10, unique=True)
    from_age = models.PositiveSmallIntegerField()
    to_age = models.PositiveSmallIntegerField()
    children_per_adult = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["from_age", "to_age"]
        constraints = [
            models.CheckConstraint(condition=Q(to_age__gte=F("from_age")), name="ratio_band_ends_after_start"),
            models.CheckConstraint(condition=Q(children_per_adult__gte=1), name="ratio_band_has_children"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: 1 to {self.children_per_adult}"

    @property
    def label(self) -> str:
        return f"{self.from_age} to {self.to_age}"


class ForceRatioQuerySet(models.QuerySet["ForceRatio"]):
    def visible_to(self, user: User) -> ForceRatioQuerySet:
        """The figures of the own force, for who reads what is asked of schemes."""
        return self.filter(policies.ratios_visible_q(user))


@track()
class ForceRatio(models.Model):
    """What a force asks for in one age band from a day on. Never changed: another from a day takes its place."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    band = models.ForeignKey(RatioBand, on_delete=models.PROTECT, related_name="figures")
    children_per_adult = models.PositiveSmallIntegerField()
    holds_from = models.DateField()
    source = models.CharField(max_length=200, help_text="Who decided it, and where that is written.")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    objects = ForceRatioQuerySet.as_manager()

    class Meta:
        ordering = ["force", "band", "holds_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(children_per_adult__gte=1), name="force_ratio_has_children"),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.band.label} from {self.holds_from}"
