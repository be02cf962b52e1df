"""The case itself: its header, its stage, what it was opened on and what it is linked to."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.cases import policies, states
from safeguarding.cases.choices import GrantKind, Stage
from safeguarding.cases.models.concerns import NARRATIVE_MAX, Concern
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned

# The access list carries the case's `updated_at`, so that a page takes the newest of each principal by index.
COPY_UPDATED_AT = """
    UPDATE cases_caseaccess SET case_updated_at = NEW.updated_at WHERE case_id = NEW.id;
    RETURN NULL;
"""


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """The one rule of who sees a case: on its access list today, and not in conflict."""
        return self.filter(policies.case_visible_q(user))

    def fully_visible_to(self, user: User) -> CaseQuerySet:
        """Cases of which the user may read the content, not only the header."""
        return self.filter(policies.case_visible_q(user, full=True))

    def open(self) -> CaseQuerySet:
        return self.exclude(stage=Stage.CLOSED)


@track()
class Case(Versioned):
    """A safeguarding case: worked from a concern to its outcome."""

    reference = models.CharField(max_length=20, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="The unit that owns the case.")
    psd_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Set when PSD has a track."
    )
    title = models.CharField(max_length=200, help_text="By labels, such as Contact with Child A by PCSO B. No names.")
    situation = models.TextField(blank=True, max_length=NARRATIVE_MAX, help_text="In five lines, kept by the owner.")
    safety_plan = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.OPEN)
    stage_since = models.DateTimeField(default=clock.now)
    is_restricted = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    is_abuse_of_position = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_cases")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="supervised_cases"
    )
    review_days = models.PositiveSmallIntegerField()
    labels_given = models.PositiveSmallIntegerField(default=0, help_text="How many party labels were ever given.")
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_summary = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    updated_at = models.DateTimeField(default=clock.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        permissions = GrantKind.choices  # type: ignore[assignment]  # the stub wants a list of a wider kind
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_at__isnull=True)),
                name="case_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["force", "stage"], name="case_by_force_stage"),
            models.Index(fields=["owner", "stage"], name="case_by_owner_stage"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_follows_the_table", field="stage", transitions=list(states.EDGES)),
            pgtrigger.Protect(
                name="starts_at_the_first_stage",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__stage__df=states.FIRST_STAGE),
            ),
            pgtrigger.Trigger(
                name="access_list_follows_update",
                operation=pgtrigger.UpdateOf("updated_at"),
                when=pgtrigger.After,
                func=COPY_UPDATED_AT,
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED


@track()
class CaseConcern(models.Model):
    """A concern that a case was opened on, or that joined it later."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_concerns")
    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="case_concern")
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern} in {self.case}"


@track()
class CaseLink(models.Model):
    """Two cases belong together, and why. Seen only by who may see both."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_from")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_to")
    reason = models.TextField(max_length=5000)
    linked_at = models.DateTimeField(default=clock.now)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="case_link_once"),
            models.CheckConstraint(condition=Q(case__lt=F("other")), name="case_link_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.case} and {self.other}"
