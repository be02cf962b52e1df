"""What somebody wrote in one conversation, counted once it is read: who was in touch with whom, found at once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from safeguarding.conversations.models.exports import Conversation, Participant


class Part(models.Model):
    """The part of one participant in one conversation. Messages never change, so neither does what was counted.

    Nothing counted means that the conversation is named after somebody who wrote nothing in it.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="parts", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="parts")
    messages_count = models.PositiveIntegerField(default=0, help_text="Messages, pictures, calls and deleted ones.")
    deleted_count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "participant"], name="part_once_in_a_conversation"),
            models.CheckConstraint(condition=Q(deleted_count__lte=F("messages_count")), name="part_deleted_some"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"part of {self.participant} in {self.conversation}"


class Hour(models.Model):
    """What one participant sent in one hour of a large conversation: nobody waits while its messages are counted.

    Counted after it was read. Of a conversation without any, the messages themselves are counted each time.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="hours", db_index=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="hours", db_index=False, db_constraint=False
    )
    hour = models.DateTimeField()
    messages_count = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    first_position = models.PositiveIntegerField(help_text="Where the first of them stands: it tells who was first.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "hour", "participant"], name="hour_once_in_a_conversation"),
        ]

    def __str__(self) -> str:
        return f"hour of {self.participant} in {self.conversation}"
