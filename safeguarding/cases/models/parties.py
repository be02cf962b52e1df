"""The people of a case, each under a label that is given once and never again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models.cases import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person


@track()
class CaseParty(Versioned):
    """Somebody in a case, identified or not. The label (Child A, PCSO B) stays theirs even after they are taken off."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    label = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="case_parties")
    kind = models.CharField(max_length=20, choices=PersonKind.choices)
    person_type = models.CharField(max_length=20, choices=PersonType.choices, blank=True)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    description = models.CharField(max_length=500, blank=True)
    contact_preference = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "case parties"
        constraints = [
            models.UniqueConstraint(fields=["case", "label"], name="party_label_never_reused"),
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                condition=Q(person__isnull=False, removed_at__isnull=True),
                name="party_once_per_role",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(description=""), name="unidentified_case_party_is_described"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="party_removed_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.label
