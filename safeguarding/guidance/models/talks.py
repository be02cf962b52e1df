"""Conversations about a policy: another way of reaching somebody than that they read and acknowledged it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.guidance import policies
from safeguarding.guidance.models.documents import PolicyVersion
from safeguarding.guidance.models.reading import NEVER_REMOVED
from safeguarding.people.models import Person

ANSWERED_MAX = 1_000


class PolicyTalkQuerySet(models.QuerySet["PolicyTalk"]):
    def visible_to(self, user: User) -> PolicyTalkQuerySet:
        """One's own, those one had or recorded; who manages somebody theirs, the keepers of the force all in it."""
        return self.filter(policies.talks_visible_q(user))


@track()
class PolicyTalk(models.Model):
    """Somebody talked with a member of staff about a version of a policy, and what they answered. It stays as it is."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="talks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="policy_talks")
    talked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="policy_talks_had")
    talked_on = models.DateField()
    answered = models.TextField(max_length=ANSWERED_MAX, help_text="What was asked, and what they answered.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = PolicyTalkQuerySet.as_manager()

    class Meta:
        ordering = ["-talked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy_version", "person", "talked_by", "talked_on"], name="one_talk_a_day_with_somebody"
            ),
            models.CheckConstraint(condition=~Q(person=F("talked_by")), name="nobody_talks_with_themself"),
        ]
        triggers = [pgtrigger.ReadOnly(name="never_changed", exclude=["person", "talked_by"]), NEVER_REMOVED]

    def __str__(self) -> str:
        return f"talk {self.pk}"
