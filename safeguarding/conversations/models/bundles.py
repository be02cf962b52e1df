"""Bundles of messages put together as an exhibit, each making of one, and messages that stand in the chronology."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.conversations import policies, states
from safeguarding.conversations.choices import FilesListed, VersionStatus
from safeguarding.conversations.models.messages import Message
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.files.models import StoredFile

USER = settings.AUTH_USER_MODEL
MOST_AROUND = 20


class BundleQuerySet(models.QuerySet["Bundle"]):
    def visible_to(self, user: User) -> BundleQuerySet:
        """For whoever reads the content of the case."""
        return self.filter(policies.bundles_visible_q(user))


@track()
class Bundle(Versioned):
    """Messages of a case chosen for an exhibit. What was made of them stands in its versions."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bundles")
    reference = models.CharField(max_length=30, help_text="Its exhibit reference, such as HO/1. Once in a case.")
    title = models.CharField(max_length=200)
    before = models.PositiveSmallIntegerField(
        default=2, validators=[MaxValueValidator(MOST_AROUND)], help_text="So many messages before each one chosen."
    )
    after = models.PositiveSmallIntegerField(
        default=2, validators=[MaxValueValidator(MOST_AROUND)], help_text="So many messages after each one chosen."
    )
    files_listed = models.CharField(max_length=10, choices=FilesListed.choices, default=FilesListed.SOURCES)
    has_names = models.BooleanField(default=False, help_text="Also as the files say who wrote, besides the label.")
    has_raw = models.BooleanField(default=False, help_text="Also what stands in the file of each message chosen.")
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["case", "reference"], name="bundle_reference_once_in_a_case")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("conversations:bundle", args=[self.case.reference, self.pk])


@track()
class BundleMessage(models.Model):
    """A message chosen for a bundle."""

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="chosen", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="bundled")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bundle", "message"], name="message_once_in_a_bundle")]

    def __str__(self) -> str:
        return f"{self.message} in {self.bundle}"


@track(exclude=["seen_at", "done", "total", "tries"])
class BundleVersion(models.Model):
    """One making of a bundle: what was asked for, and the PDF. Once it is made, nothing of it is changed."""

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.WAITING)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    asked = models.JSONField(help_text="What stood in the bundle when it was asked for: its words and its messages.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever makes it.")
    problem = models.CharField(max_length=300, blank=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="bundle_version"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="bundle_version_once"),
            models.UniqueConstraint(
                fields=["bundle"], condition=Q(status__in=states.BEING_MADE), name="one_making_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.MADE, file__isnull=False, made_at__isnull=False) & ~Q(sha256="")
                | ~Q(status=VersionStatus.MADE) & Q(file__isnull=True, made_at__isnull=True, sha256=""),
                name="made_version_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status__in=states.BEING_MADE), name="bundle_being_made")]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.VERSION_EDGES)),
            pgtrigger.Protect(
                name="made_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status=VersionStatus.MADE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle}, version {self.number}"


class BundleOpening(models.Model):
    """Somebody took a version out of the system: who, when and why."""

    made = models.ForeignKey(BundleVersion, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    purpose_text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"opening of {self.made}"


class NotedMessage(models.Model):
    """A message that stands in the chronology, and where. Never twice."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="noted")
    entry = models.OneToOneField(ChronologyEntry, on_delete=models.PROTECT, related_name="noted_message")

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.message} in the chronology"
