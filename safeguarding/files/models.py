"""A file that was handed in: sealed on disk or in a store, and known by its digest."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.files.choices import OPENED, ScanStatus

USER = settings.AUTH_USER_MODEL
DIGEST = r"^[0-9a-f]{64}$"


@track(exclude=["scan_tries"])
class StoredFile(models.Model):
    """One file. What it holds lies sealed under its key; what it was called and is, lies here and never changes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Its name in the store.")
    name = models.CharField(max_length=255, help_text="As it was called, without its path. Shown, never used.")
    media_type = models.CharField(max_length=100, help_text="By what it holds, not by its name.")
    size = models.BigIntegerField(help_text="Bytes, before it was sealed.")
    sha256 = models.CharField(max_length=64, help_text="Of what was handed in.")
    key_id = models.CharField(max_length=16, help_text="Which key of FILE_KEYS opens it.")
    stored_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(default=clock.now)
    scan_status = models.CharField(max_length=12, choices=ScanStatus.choices, default=ScanStatus.WAITING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_said = models.CharField(max_length=200, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True, help_text="What it held is gone; this row stays.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When the store had forgotten it.")
    scan_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=DIGEST), name="stored_file_has_its_digest"),
            models.CheckConstraint(
                condition=~Q(scan_status=ScanStatus.CLEAN) | Q(scanned_at__isnull=False), name="clean_file_was_scanned"
            ),
            models.CheckConstraint(
                condition=Q(scan_status=ScanStatus.DESTROYED, destroyed_at__isnull=False)
                | (~Q(scan_status=ScanStatus.DESTROYED) & Q(destroyed_at__isnull=True, erased_at__isnull=True)),
                name="destroyed_file_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="stored_file_by_digest"),
            models.Index(
                fields=["id"], condition=Q(destroyed_at__isnull=False, erased_at__isnull=True), name="file_to_erase"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="what_it_is_stays", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("name", "media_type", "size", "sha256", "stored_by", "stored_at", "key"),
            ),
            pgtrigger.Protect(
                name="destroyed_stays", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__destroyed_at__isnull=False, new__destroyed_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def may_be_opened(self) -> bool:
        return self.scan_status in OPENED
