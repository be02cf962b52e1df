"""What was gathered about the person, item by item, and what was decided about each. Decisions are only ever added."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.cases.models import Case, Concern
from safeguarding.core import clock
from safeguarding.core.models import together
from safeguarding.files.models import StoredFile
from safeguarding.subject_access import policies
from safeguarding.subject_access.choices import Exemption, Verdict
from safeguarding.subject_access.models.requests import NEVER_CHANGED, REASON_MAX, AccessRequest
from safeguarding.tracks.models import Track

USER = settings.AUTH_USER_MODEL


class GatheredItemQuerySet(models.QuerySet["GatheredItem"]):
    def visible_to(self, user: User) -> GatheredItemQuerySet:
        """What is of no matter, and what is of a matter that the user reads; never of a request they do not see."""
        requests = AccessRequest.objects.visible_to(user)
        return self.filter(policies.item_visible_q(user), request__in=requests)

    def there(self) -> GatheredItemQuerySet:
        """What was found again when the file was last gathered. What is not held any more is not given."""
        return self.filter(gone_at__isnull=True)


class GatheredItem(models.Model):
    """One record about the person, as it stood when it was gathered, and the same without other people's names."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="items")
    source = models.CharField(max_length=40)
    object_key = models.CharField(max_length=60, help_text="Which record of its table, or which day of a conversation.")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, null=True, related_name="+")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="What is given with it as it is: no name can be taken out of it.",
    )  # fmt: skip
    happened_on = models.DateField(null=True)
    words = models.TextField(help_text="As it stands on record.")
    redacted = models.TextField(blank=True, help_text="Without other people's names. This is what is given.")
    redacted_at = models.DateTimeField(null=True)
    questions = ArrayField(models.TextField(), default=list, help_text="Words that may be somebody's name.")
    gone_at = models.DateTimeField(null=True, help_text="When its record was not found again. Its words went with it.")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    exemption = models.CharField(max_length=20, choices=Exemption.choices, blank=True)
    reason = models.TextField(max_length=REASON_MAX, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = GatheredItemQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "source", "object_key"], name="item_gathered_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, exemption="")
                | Q(verdict=Verdict.GIVE, decided_by__isnull=False, exemption="")
                | Q(verdict=Verdict.WITHHOLD, decided_by__isnull=False) & ~Q(exemption="") & ~Q(reason=""),
                name="item_kept_back_by_a_law_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(verdict="", words="", redacted=""), name="item_gone_says_nothing"
            ),
            models.CheckConstraint(condition=together("decided_by", "decided_at"), name="item_decided"),
            models.CheckConstraint(condition=together("approved_by", "approved_at"), name="item_approved"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("decided_by")) & Q(decided_by__isnull=False),
                name="item_approved_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_words_stay", operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.verdict <> '' AND NEW.verdict <> '' AND OLD.words IS DISTINCT FROM NEW.words"
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"item {self.pk}"


class ItemDecision(models.Model):
    """The log of decisions: who decided what about which item, by which law, why. Only ever added to."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(GatheredItem, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    exemption = models.CharField(max_length=20, choices=Exemption.choices, blank=True)
    reason = models.TextField(max_length=REASON_MAX, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class WordAnswer(models.Model):
    """Whether words that may be somebody's name stay in the file, and why. The newest answer counts."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="word_answers")
    words = models.CharField(max_length=200)
    stays = models.BooleanField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"answer {self.pk}"
