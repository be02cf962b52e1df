"""Messages as their export has them, and what was found in them."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Left

from safeguarding.access.models import User
from safeguarding.cases.choices import Indicator
from safeguarding.conversations import policies
from safeguarding.conversations.choices import FindingStatus, MessageKind
from safeguarding.conversations.models.exports import Conversation, MessageExport, Participant
from safeguarding.core.history import track
from safeguarding.core.models import Versioned

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
WORDS_IN = 100_000
#: That what messages refer to is there, and of the same export, asked of all that a statement adds at once. Asked row
#: by row, as a reference of a table is, it was a quarter of what the database does to take a message.
REFERS = """
IF EXISTS (
    SELECT FROM (SELECT DISTINCT export_id, conversation_id FROM added) AS named
    WHERE NOT EXISTS (
        SELECT FROM conversations_conversation c WHERE c.id = named.conversation_id AND c.export_id = named.export_id)
) OR EXISTS (
    SELECT FROM (SELECT DISTINCT export_id, sender_id FROM added WHERE sender_id IS NOT NULL) AS named
    WHERE NOT EXISTS (
        SELECT FROM conversations_participant p WHERE p.id = named.sender_id AND p.export_id = named.export_id)
) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a message names a conversation or a sender that its export has not';
END IF;
RETURN NULL;
"""
BEFORE_ALL = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


class Message(models.Model):
    """One message, as the export has it. Never changed: it is evidence. It is no part of the history of changes."""

    # A million of these are written at once. Their references are checked by the trigger below, a batch at a time, and
    # what they name is never deleted; the indexes begin with what the other references would be found by.
    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="messages", db_constraint=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages", db_index=False, db_constraint=False
    )
    position = models.PositiveIntegerField(help_text="Its place in the conversation, from 1.")
    sender = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    text = models.TextField(blank=True)
    raw = models.TextField(help_text="What stands in the file.")
    place = models.CharField(max_length=300, help_text="File and line, or path within it.")
    sent_at = models.DateTimeField(null=True, help_text="Empty when the file does not say.")
    sent_text = models.CharField(max_length=60, blank=True, help_text="The time as the file writes it.")
    is_edited = models.BooleanField(default=False)
    media_name = models.CharField(max_length=300, blank=True)
    seconds = models.PositiveIntegerField(null=True, help_text="How long a call was.")
    words = models.GeneratedField(
        # A text can be longer than what can be searched for words.
        expression=SearchVector(Left("text", WORDS_IN), config="english"), output_field=SearchVectorField(),
        db_persist=True,
    )  # fmt: skip
    order_at = models.GeneratedField(
        expression=Coalesce("sent_at", Value(BEFORE_ALL)), output_field=models.DateTimeField(), db_persist=True,
        help_text="Where it stands in its conversation: what has no time stands first.",
    )  # fmt: skip

    class Meta:
        ordering = ["conversation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "position"], name="message_once_in_its_place"),
        ]
        indexes = [
            models.Index(fields=["conversation", "order_at", "position"], name="message_in_its_order"),
            models.Index(
                fields=["conversation", "kind", "order_at", "position"],
                condition=~Q(kind=MessageKind.TEXT),
                name="message_of_a_rare_kind",
            ),
            models.Index(fields=["sender", "sent_at"], name="message_by_sender"),
            GinIndex(fields=["words"], name="message_by_words"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="refers_to_its_export", level=pgtrigger.Statement, when=pgtrigger.After,
                operation=pgtrigger.Insert, referencing=pgtrigger.Referencing(new="added"), func=REFERS,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"message {self.pk}"


class LongWords(models.Model):
    """The words of a piece of a long message: what the column of words does not reach is searched all the same."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="long_words", db_index=False)
    number = models.PositiveIntegerField(
        help_text="Which piece, from 0. The last letters of each stand in the next too."
    )
    words = SearchVectorField()

    class Meta:
        ordering = ["message", "number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="long_words_once")]
        indexes = [GinIndex(fields=["words"], name="long_words_by_words")]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"words {self.number} of {self.message}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> FindingQuerySet:
        """For whoever reads the content of the case."""
        return self.filter(policies.found_visible_q(user))

    def current(self) -> FindingQuerySet:
        """As the version of the lexicon has it by which the export was looked through last."""
        return self.filter(lexicon=F("export__look__lexicon"))


@track()
class Finding(Versioned):
    """Words of a message that show an indicator, found by a version of the lexicon. A person agrees or dismisses it."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="findings")
    export = models.ForeignKey(MessageExport, on_delete=models.PROTECT, related_name="findings")
    indicator = models.CharField(max_length=40, choices=Indicator.choices)
    pattern = models.CharField(max_length=60, help_text="Which line of the lexicon.")
    lexicon = models.CharField(max_length=20, help_text="Which version of the lexicon.")
    starts = models.PositiveIntegerField(help_text="Where in the text the words begin.")
    ends = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=FindingStatus.choices, default=FindingStatus.OPEN)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["message", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "pattern", "lexicon", "starts"], name="finding_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="finding_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(status=FindingStatus.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status=FindingStatus.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="finding_decided_by_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.DISMISSED) | ~Q(reason=""), name="finding_dismissed_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["export", "indicator", "status"], name="finding_by_indicator")]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()}, {self.message}"
