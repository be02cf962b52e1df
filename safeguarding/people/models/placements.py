"""Parts in a scheme, and posts in the force, each from a day and maybe until a day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from safeguarding.access.models import Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people import policies
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models.person import Person
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
REASON_MAX = 1_000


def days() -> Func:
    """From the first day to the last, both within; without a last day it goes on."""
    return Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


class PlacementQuerySet(models.QuerySet["Placement"]):
    def live_on(self, day: dt.date) -> PlacementQuerySet:
        """Parts held on the day: begun by then, and not over before it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def of_adults(self) -> PlacementQuerySet:
        """Parts of those who lead a scheme or help in it."""
        return self.exclude(role=PlacementRole.YOUNG_PERSON)


class StandingManager(models.Manager.from_queryset(PlacementQuerySet)):  # type: ignore[misc]  # made at run time
    """Parts that somebody had or has. One that was entered in error is none: whoever reads parts does not see it."""

    def get_queryset(self) -> PlacementQuerySet:
        found: PlacementQuerySet = super().get_queryset().filter(struck_at=None)
        return found


@track()
class Placement(Versioned):
    """A person's part in a scheme. The same part in the same scheme is never held twice at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="placements")
    role = models.CharField(max_length=20, choices=PlacementRole.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True, max_length=REASON_MAX)
    struck_at = models.DateTimeField(null=True, blank=True, help_text="When it was found to be entered in error.")
    struck_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_because = models.TextField(blank=True, max_length=REASON_MAX)

    objects = StandingManager()
    with_struck = models.Manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"
            ),
            ExclusionConstraint(
                name="placement_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_at=None),
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because="")),
                name="placement_struck_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.scheme}"


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    def visible_to(self, user: User) -> StaffRoleQuerySet:
        """Roles that work with people, administrators, and everybody their own."""
        return self.filter(policies.posts_visible_q(user))


@track()
class StaffRole(Versioned):
    """A post that a member of staff held or holds. Several at once are usual; the same one twice at once is not."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_roles")
    title = models.CharField(max_length=120, help_text="The post, as the force calls it.")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff_roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="staff_role_ends_after_start"
            ),
            ExclusionConstraint(
                name="staff_role_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (Lower("title"), RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title
