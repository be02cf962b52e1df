"""Requirements, what meets them, and who was let take part without."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.assurance import policies
from safeguarding.assurance.choices import About, Control
from safeguarding.assurance.rules import Held
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 5_000


@track()
class Requirement(models.Model):
    """What a scheme, or an adult in it, must have. One that is no longer asked for is ended, never removed."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=10, choices=About.choices)
    control = models.CharField(max_length=20, choices=Control.choices)
    scheme_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=60)
    is_blocking = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    from_memory = models.BooleanField(default=False)
    evidence = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def is_asked_of(self, *, scheme_kind: str, role: str = "") -> bool:
        """Whether it is asked of a scheme of this kind, or of an adult with this part in one."""
        of_kind = not self.scheme_kinds or scheme_kind in self.scheme_kinds
        return of_kind and (self.about == About.SCHEME or role in self.roles)


class CredentialQuerySet(models.QuerySet["Credential"]):
    def visible_to(self, user: User) -> CredentialQuerySet:
        """Who may see the register sees them, and everybody their own."""
        return self.filter(policies.visible_q(user))


@track()
class Credential(Versioned):
    """Something that meets a requirement: a check, a course, an assessment. Dates and a note; never its content."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="credentials")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="credentials")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="credentials")
    achieved_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, help_text="How it is known: what was seen, by whom, where it is kept.")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=TEXT_MAX)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-achieved_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(scheme__isnull=True), name="credential_of_person_or_scheme"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("achieved_on")),
                name="credential_expires_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("achieved_on")),
                name="credential_withdrawn_after_start",
            ),
            models.UniqueConstraint(
                fields=["requirement", "person", "achieved_on"], name="credential_of_person_once",
                condition=Q(person__isnull=False, withdrawn_on__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["requirement", "scheme", "achieved_on"], name="credential_of_scheme_once",
                condition=Q(scheme__isnull=False, withdrawn_on__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.requirement}, {self.achieved_on}"

    @property
    def subject(self) -> Person | Scheme:
        """Whoever or whatever it is of: the database lets it be one of the two."""
        return self.person if self.person is not None else cast(Scheme, self.scheme)

    @property
    def held(self) -> Held:
        return Held(self.achieved_on, self.expires_on, self.withdrawn_on)


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
