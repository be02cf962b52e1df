"""A file on its way onto the record: the file and its rows while they are needed, and what was learnt of them."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.exchange import policies, states
from safeguarding.exchange.choices import Choice, ImportKind, ImportStatus, Verdict
from safeguarding.people.models import Person

USER = settings.AUTH_USER_MODEL


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        """One's own, while one may bring data in."""
        return self.filter(policies.visible_q(user))


@track(exclude=["seen_at", "done", "tries"])
class Import(Versioned):
    """One file, from upload to what became of it. The row is the truth of how far it is; tasks only look for it."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="imports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    source = models.CharField(max_length=60, help_text="The system or list it comes from; numbers are known by it.")
    status = models.CharField(max_length=20, choices=ImportStatus.choices, default=states.FIRST_STATUS)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="imports")
    uploaded_at = models.DateTimeField(default=clock.now)
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True, help_text="What was found about the file, in words.")
    headings = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True, help_text="Which column holds what: name to position.")
    day_orders = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    rows_in_all = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often this step was begun.")
    done = models.PositiveIntegerField(default=0, help_text="How many rows this step has seen to.")
    counts = models.JSONField(default=dict, blank=True, help_text="Rows by verdict, once all were checked.")
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever works on it.")
    finished_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(status__in=states.AT_WORK), name="import_at_work"),
            models.Index(fields=["uploaded_by", "-id"], name="import_of_somebody"),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("exchange:import", args=[self.pk])


class ImportFile(models.Model):
    """The file itself, until its rows are read."""

    run = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.run}"


class ImportRow(models.Model):
    """One row: what the file says, what it was changed to, what it means here, and what becomes of it."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="As the spreadsheet counts it.")
    raw = models.JSONField()
    fixed = models.JSONField(default=dict, blank=True)
    cleaned = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=80, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.WAITING)
    reasons = models.JSONField(default=dict, blank=True)
    candidates = models.JSONField(default=list, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)
    chosen = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["run", "verdict", "number"], name="import_row_by_verdict"),
            models.Index(fields=["run", "key"], condition=~Q(key=""), name="import_row_by_key"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of {self.run}"


@track()
class ExternalId(models.Model):
    """How another system knows a person: by it, the same row is the same person again."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    value = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="external_ids")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["force", "source", "value"], name="external_id_once")]

    def __str__(self) -> str:
        return f"external id {self.pk}"


class ColumnMapping(models.Model):
    """What the columns of a file with these headings held the last time."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["force", "kind", "signature"], name="column_mapping_once")]

    def __str__(self) -> str:
        return f"columns {self.signature[:8]}"
