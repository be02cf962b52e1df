"""Exhibits: what was seized or handed in, who has it, and every hand it went through."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.evidence import policies, states
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind, ExhibitStatus, HandoverStatus
from safeguarding.files.models import StoredFile

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000


class PlainNumber(Func):
    """The number of a device without what is only there to be read more easily."""

    template = "upper(regexp_replace(%(expressions)s, '[^0-9A-Za-z]', '', 'g'))"
    output_field = models.TextField()


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def visible_to(self, user: User) -> ExhibitQuerySet:
        """For whoever reads the content of the case."""
        return self.filter(policies.of_readable_cases_q(user))


@track(exclude=["device_key"])
class Exhibit(Versioned):
    """One thing that is evidence in a case. Of an indecent image of a child it holds the reference, never the file."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exhibits")
    reference = models.CharField(max_length=30, help_text="As on its label, such as JB/1. Once in a case.")
    kind = models.CharField(max_length=20, choices=ExhibitKind.choices)
    description = models.TextField(max_length=TEXT_MAX)
    seized_at = models.DateTimeField(help_text="When it was seized or handed in.")
    seized_where = models.CharField(max_length=300)
    seized_from = models.ForeignKey(CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibits")
    seized_by = models.CharField(max_length=200, help_text="Who took it, as on its label.")
    seal_number = models.CharField(max_length=60, blank=True)
    device_number = models.CharField(max_length=60, blank=True, help_text="IMEI or serial number of a device.")
    device_key = models.GeneratedField(
        expression=PlainNumber("device_number"), output_field=models.TextField(), db_persist=True,
        help_text="As it is compared: letters and digits alone.",
    )  # fmt: skip
    held_at = models.CharField(max_length=300, blank=True, help_text="Where it is kept.")
    custodian = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", help_text="Who answers for it now.")
    analysis = models.CharField(max_length=12, choices=AnalysisStatus.choices, default=AnalysisStatus.NOT_NEEDED)
    analysis_note = models.TextField(blank=True, max_length=TEXT_MAX)
    status = models.CharField(max_length=10, choices=ExhibitStatus.choices, default=ExhibitStatus.HELD)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_to = models.CharField(
        max_length=300, blank=True, help_text="To whom it went back, or how it was disposed of."
    )
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "reference"], name="exhibit_reference_once_in_a_case"),
            models.CheckConstraint(
                condition=Q(status=ExhibitStatus.HELD, ended_on__isnull=True, ended_by__isnull=True)
                | (~Q(status=ExhibitStatus.HELD) & Q(ended_on__isnull=False, ended_by__isnull=False)),
                name="exhibit_ended_by_on",
            ),
        ]
        indexes = [models.Index(fields=["device_key"], condition=~Q(device_number=""), name="exhibit_by_device")]
        triggers = [pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES))]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.pk])

    @property
    def is_held(self) -> bool:
        return self.status == ExhibitStatus.HELD


@track()
class ExhibitFile(models.Model):
    """A file of an exhibit."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="exhibit_file")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file of {self.exhibit}"


@track()
class CustodyTransfer(Versioned):
    """One hand-over: signed by who gives, and by who takes. Without both, the exhibit stays where it was."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="transfers")
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", help_text="Who is to take it.")
    reason = models.CharField(max_length=300)
    place = models.CharField(max_length=300)
    seal_number = models.CharField(max_length=60, blank=True, help_text="On the bag, as both saw it.")
    status = models.CharField(max_length=10, choices=HandoverStatus.choices, default=HandoverStatus.OFFERED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibit"], condition=Q(status=HandoverStatus.OFFERED), name="one_hand_over_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(given_by=F("taken_by")), name="hand_over_to_another"),
            models.CheckConstraint(
                condition=Q(status=HandoverStatus.OFFERED, answered_at__isnull=True)
                | (~Q(status=HandoverStatus.OFFERED) & Q(answered_at__isnull=False)),
                name="hand_over_answered_at",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.HANDOVER_EDGES))
        ]

    def __str__(self) -> str:
        return f"hand-over of {self.exhibit}"
