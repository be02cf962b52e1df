"""Disposals: proposed by one person, approved by another, carried out by the database, on record without content."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.records import policies, states
from safeguarding.records.choices import TEXT_MAX, DisposalStatus, RecordClass

USER = settings.AUTH_USER_MODEL
#: One disposal of a case at a time, and none after it is gone.
STANDING = (DisposalStatus.PROPOSED, DisposalStatus.APPROVED, DisposalStatus.ERASED)


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user: User) -> DisposalQuerySet:
        """Of cases that the user sees; once approved, for who sees records of the force and was in no conflict."""
        return self.filter(policies.disposal_q(user))


@track()
class Disposal(Versioned):
    """That a case was disposed of: which, by what rule, by which two people, and how much. Nothing of what it held."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disposals")
    reference = models.CharField(max_length=20, unique=True)
    rule_key = models.CharField(max_length=20, choices=RecordClass.choices)
    rule_version = models.PositiveIntegerField()
    rule_source = models.CharField(max_length=300)
    keep_until = models.DateField()
    opened_on = models.DateField(help_text="Of the case.")
    closed_on = models.DateField(help_text="Of the case.")
    reason = models.TextField(max_length=TEXT_MAX, help_text="Names nobody: it stays.")
    status = models.CharField(max_length=10, choices=DisposalStatus.choices, default=states.FIRST_STATUS)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=TEXT_MAX, help_text="Names nobody: it stays.")
    rows = models.JSONField(default=dict, help_text="How many rows went, by kind.")
    files = models.JSONField(default=list, help_text="SHA-256 and size of each file that went.")
    erased_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often erasing was begun and came no further.")
    seen_at = models.DateTimeField(default=clock.now, help_text="When a worker last came further with it.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it stands still.")

    objects = DisposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(status__in=STANDING), name="one_disposal_of_a_case"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="disposal_decided_at_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(DisposalStatus.APPROVED, DisposalStatus.ERASED))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="disposal_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status=DisposalStatus.ERASED, erased_at__isnull=False)
                | (~Q(status=DisposalStatus.ERASED) & Q(erased_at__isnull=True)),
                name="erased_disposal_says_when",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            pgtrigger.Protect(
                name="starts_at_the_first_status", operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__status__df=states.FIRST_STATUS),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("records:disposal", args=[self.pk])

    @property
    def is_gone(self) -> bool:
        return self.status in (DisposalStatus.APPROVED, DisposalStatus.ERASED)

    @property
    def is_erased(self) -> bool:
        return self.status == DisposalStatus.ERASED

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


class DoomedRow(models.Model):
    """A row that goes with a disposal and has not gone yet. Only the database's own function writes here."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disposal", "table", "row"], name="doomed_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
