"""Hearing bundles: documents of a case put in an order for a hearing, and each making of one."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.cases.models import Case
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import BundleVersion
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.models import StoredFile
from safeguarding.letters import policies
from safeguarding.letters.choices import PartKind
from safeguarding.letters.models.letters import Letter
from safeguarding.tracks.models import Track

USER = settings.AUTH_USER_MODEL
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class HearingBundleQuerySet(models.QuerySet["HearingBundle"]):
    def visible_to(self, user: User) -> HearingBundleQuerySet:
        """For whoever reads the content of the case and of the track that is heard."""
        return self.filter(policies.hearing_bundles_visible_q(user))


@track()
class HearingBundle(Versioned):
    """What is laid before a hearing of a misconduct track. What was made of it stands in its versions."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearing_bundles")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="hearing_bundles")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    begun_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)

    objects = HearingBundleQuerySet.as_manager()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="hearing_bundle_number_once_in_a_case")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """As it stands on its pages."""
        return f"{self.case.reference}/H{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("letters:hearing_bundle", args=[self.case.reference, self.pk])


@track()
class HearingPart(models.Model):
    """One document of a bundle, at its place."""

    bundle = models.ForeignKey(HearingBundle, on_delete=models.PROTECT, related_name="parts", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=PartKind.choices)
    file = models.ForeignKey(ExhibitFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    messages = models.ForeignKey(BundleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document = models.CharField(max_length=30, blank=True, help_text="Of a document of the track: its key there.")
    title = models.CharField(max_length=200, blank=True, help_text="Of a document of the track: what it is called.")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["bundle", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "position"], name="one_document_at_a_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(kind=PartKind.FILE, file__isnull=False, messages__isnull=True, letter__isnull=True)
                | Q(kind=PartKind.MESSAGES, file__isnull=True, messages__isnull=False, letter__isnull=True)
                | Q(kind=PartKind.LETTER, file__isnull=True, messages__isnull=True, letter__isnull=False)
                | Q(
                    kind__in=(PartKind.CHRONOLOGY, PartKind.DISCLOSURES), file__isnull=True, messages__isnull=True,
                    letter__isnull=True,
                )
                | Q(kind=PartKind.TRACK, file__isnull=True, messages__isnull=True, letter__isnull=True)
                & ~Q(document="") & ~Q(title=""),
                name="hearing_part_is_what_it_says",
            ),
            models.CheckConstraint(
                condition=Q(kind=PartKind.TRACK) | Q(document="", title=""), name="hearing_part_of_a_track_alone",
            ),
            models.UniqueConstraint(
                fields=["bundle", "document"], condition=~Q(document=""), name="document_of_a_track_once_in_a_bundle"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"document {self.position} of {self.bundle}"

    @property
    def key(self) -> str:
        """What it is, so that nothing is put in twice."""
        return f"{self.kind}-{self.file_id or self.messages_id or self.letter_id or self.document or 0}"


@track(exclude=["seen_at", "done", "tries", "read", "found"])
class HearingVersion(models.Model):
    """One making of a bundle: what was asked for, and the PDF. Once it is made, nothing of it is changed."""

    bundle = models.ForeignKey(HearingBundle, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    without_names = models.BooleanField(default=False, help_text="Texts by label; what is a picture is left out.")
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.WAITING)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    asked = models.JSONField(help_text="What stood in the bundle when it was asked for, in its order.")
    read = models.JSONField(default=list, help_text="What was read of it so far; nothing once it is made.")
    found = models.JSONField(default=list, help_text="Where the guard still finds somebody in a version without names.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever makes it.")
    problem = models.CharField(max_length=300, blank=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="hearing_version"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="hearing_version_once"),
            models.UniqueConstraint(
                fields=["bundle"], condition=Q(status__in=states.BEING_MADE), name="one_making_of_a_hearing_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.MADE, file__isnull=False, made_at__isnull=False) & ~Q(sha256="")
                | ~Q(status=VersionStatus.MADE) & Q(file__isnull=True, made_at__isnull=True, sha256=""),
                name="made_hearing_version_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status__in=states.BEING_MADE), name="hearing_being_made")]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.VERSION_EDGES)),
            pgtrigger.Protect(
                name="made_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status=VersionStatus.MADE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle}, version {self.number}"


class HearingOpening(models.Model):
    """Somebody took a version out of the system: who, when and why."""

    made = models.ForeignKey(HearingVersion, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    purpose_text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"opening of {self.made}"
