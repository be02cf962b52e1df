"""How far an export was looked through for indicators."""

from __future__ import annotations

from django.db import models

from safeguarding.conversations.models.exports import MessageExport
from safeguarding.core import clock


class Look(models.Model):
    """How far one export is looked through, and by which version of the lexicon. Whoever is stopped goes on here."""

    export = models.OneToOneField(MessageExport, on_delete=models.PROTECT, related_name="look")
    lexicon = models.CharField(max_length=20)
    last_conversation = models.BigIntegerField(default=0, help_text="Up to this one all are looked through.")
    last_messages = models.PositiveIntegerField(default=0, help_text="So many of the next one are looked through too.")
    messages_count = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Begun so often and come no further.")
    seen_at = models.DateTimeField(default=clock.now, help_text="The last sign of life of whoever looks.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it was given up, in words.")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"look through {self.export}"
