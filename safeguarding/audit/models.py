"""What was done and who looked: two append-only tables that point by (type, id) and hold no foreign keys."""

import pgtrigger
from django.db import models

from safeguarding.audit import events
from safeguarding.audit.choices import Operation, Purpose

APPEND_ONLY = [
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'this table is append-only: it cannot be emptied';",
    ),
]


class AuditEvent(models.Model):
    """One thing somebody did, in the words of its verb. Written only through `audit.services`."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    operation = models.CharField(max_length=12, choices=Operation.choices)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    force_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_by_object"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["force_id", "-id"], name="audit_by_force"),
        ]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        return events.sentence(self.verb, actor=self.actor_label, label=self.object_label, data=self.data)

    @property
    def bare_sentence(self) -> str:
        """What happened, in words, without personal data."""
        return events.sentence_without_personal_data(
            self.verb, actor=self.actor_label, label=self.object_label, data=self.data
        )


class Consultation(models.Model):
    """Somebody looked at a record: who, when, what, why (DPA 2018 s.62(1)(c), (2)). Written with the reading itself."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_label = models.CharField(max_length=200)
    force_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=60)
    page = models.CharField(max_length=80)
    purpose = models.CharField(max_length=30)
    purpose_text = models.TextField(blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["object_type", "object_id", "-id"],
                name="consultation_by_object",
            ),
            models.Index(fields=["actor_id", "-id"], name="consultation_by_actor"),
            models.Index(fields=["force_id", "-id"], name="consultation_by_force"),
        ]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.actor_label} saw {self.object_label}"

    @property
    def purpose_label(self) -> str:
        """Why, in words."""
        return dict(Purpose.choices).get(self.purpose, self.purpose)
