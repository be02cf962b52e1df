"""One file of messages on its way into the case: how far it is read, and what could not be read."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.models import Account, Platform
from safeguarding.conversations import policies, states
from safeguarding.conversations.choices import DayOrder, ExportStatus, Format
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.evidence.models import ExhibitFile

USER = settings.AUTH_USER_MODEL


class MessageExportQuerySet(models.QuerySet["MessageExport"]):
    def visible_to(self, user: User) -> MessageExportQuerySet:
        """For whoever reads the content of the case."""
        return self.filter(policies.exports_visible_q(user))

    def standing(self) -> MessageExportQuerySet:
        """Without those whose file was removed: of them it is known that they were there, and nothing else."""
        return self.exclude(status=ExportStatus.REMOVED)


@track(exclude=["seen_at", "done_bytes", "tries", "counts", "checkpoint"])
class MessageExport(Versioned):
    """One export. The row is the truth of how far it is; a worker that is killed goes on from its checkpoint."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="message_exports")
    source = models.OneToOneField(ExhibitFile, on_delete=models.PROTECT, related_name="message_export")
    sha256 = models.CharField(max_length=64, help_text="Of the file: the same one twice adds nothing.")
    format = models.CharField(max_length=12, choices=Format.choices)
    status = models.CharField(max_length=10, choices=ExportStatus.choices, default=ExportStatus.WAITING)
    day_order = models.CharField(max_length=12, choices=DayOrder.choices, blank=True)
    day_order_because = models.CharField(max_length=300, blank=True, help_text="How the order was decided, in words.")
    time_zone = models.CharField(max_length=60, help_text="In which the file's times are read, unless it says its own.")
    question = models.CharField(max_length=300, blank=True, help_text="What a person has to answer before it goes on.")
    checkpoint = models.JSONField(default=dict, blank=True, help_text="Where reading goes on.")
    counts = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True, help_text="What was found about the file, in words.")
    problem = models.CharField(max_length=300, blank=True)
    done_bytes = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever reads it.")
    read_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="From then on nothing of it is shown.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When no message of it was left.")

    objects = MessageExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sha256"], condition=~Q(status=ExportStatus.REMOVED), name="export_once_in_a_case"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(status__in=states.AT_WORK), name="export_at_work"),
            models.Index(
                fields=["id"], condition=Q(removed_at__isnull=False, erased_at__isnull=True), name="export_to_erase"
            ),
        ]
        triggers = [pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES))]

    def __str__(self) -> str:
        return f"export {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("conversations:export", args=[self.case.reference, self.pk])


@track(exclude=["messages_count", "first_at", "last_at", "hours_at"])
class Conversation(models.Model):
    """One thread of an export."""

    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="conversations")
    key = models.CharField(max_length=300, help_text="What tells it from the other threads of the export.")
    title = models.CharField(max_length=300, blank=True)
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+")
    is_group = models.BooleanField(null=True)
    messages_count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    hours_at = models.DateTimeField(null=True, blank=True, help_text="When it was counted by the hour, if it is large.")

    class Meta:
        ordering = ["-messages_count", "pk"]
        constraints = [models.UniqueConstraint(fields=["export", "key"], name="conversation_once_in_an_export")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


@track()
class Participant(Versioned):
    """Somebody who writes or is written to, as the export names them. Who they are is said by a person."""

    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="participants")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="In the case: unidentified 3.")
    name = models.CharField(max_length=300, help_text="As the export says it.")
    handle_key = models.CharField(max_length=300, blank=True, help_text="As handles of the platform are compared.")
    is_owner = models.BooleanField(default=False, help_text="Whose phone or account it was.")
    party = models.ForeignKey(
        CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="message_participants"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="participants")
    matched_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    matched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["export", "number"], name="participant_number_once"),
            models.UniqueConstraint(fields=["export", "platform", "name"], name="participant_once_in_an_export"),
            models.CheckConstraint(
                condition=Q(matched_by__isnull=True, matched_at__isnull=True)
                | Q(matched_by__isnull=False, matched_at__isnull=False),
                name="participant_matched_by_at",
            ),
        ]
        indexes = [models.Index(fields=["handle_key"], condition=~Q(handle_key=""), name="participant_by_handle")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"participant {self.number} of {self.export}"

    @property
    def side(self) -> str:
        """By what pairs know them: as somebody of the case once a person said who they are, else as themselves."""
        return f"p{self.party_id}" if self.party_id else f"u{self.pk}"


class UnreadLine(models.Model):
    """A piece of an export that could not be read: listed, never dropped."""

    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="unread")
    place = models.CharField(max_length=300, help_text="File and line, or path within it.")
    raw = models.TextField(help_text="What stands there, at most its first 2,000 characters.")
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"unread piece of {self.export}"
