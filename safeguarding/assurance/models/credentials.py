"""What meets a requirement."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.assurance import policies
from safeguarding.assurance.models.catalogue import Requirement
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 5_000


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
