"""Policies, version by version. What was published is never changed: somebody was asked to keep to it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.guidance import policies, rules, states
from safeguarding.guidance.choices import VersionStatus

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 60_000
REASON_MAX = 5_000
#: What people were asked to read and to answer. It stands still from the day it is published.
WORDS = ("document_id", "number", "summary", "text", "link", "question", "choices", "right_answer")
CHANGED_WORDS = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in WORDS)


class PolicyDocumentQuerySet(models.QuerySet["PolicyDocument"]):
    def visible_to(self, user: User) -> PolicyDocumentQuerySet:
        """Keepers see all of their force; everybody in it those that were ever published."""
        return self.filter(policies.documents_visible_q(user))


@track()
class PolicyDocument(Versioned):
    """A policy of a force. What it says stands in its versions."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="policies")
    key = models.SlugField(max_length=60, help_text="What programs, and the requirements of schemes, call it.")
    title = models.CharField(max_length=120)
    audience_note = models.CharField(max_length=300, blank=True, help_text="Whom it is for, in words.")
    owner = models.CharField(max_length=120, help_text="Name and rank or post of who answers for it.")
    grace_days = models.PositiveSmallIntegerField(
        default=rules.GRACE_DAYS, help_text="How long the version before still counts once a new one is in force."
    )
    was_published = models.BooleanField(default=False)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "policy"
        verbose_name_plural = "policies"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["force", "key"], name="policy_key_once_per_force"),
            models.UniqueConstraint(fields=["force", "title"], name="policy_title_once_per_force"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("guidance:document", args=[self.pk])


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def visible_to(self, user: User) -> PolicyVersionQuerySet:
        """Keepers see all of their force; everybody in it what was published."""
        return self.filter(policies.versions_visible_q(user))

    def in_force(self) -> PolicyVersionQuerySet:
        """The one of each policy that people are asked to keep to, or will be from a day."""
        return self.filter(status=VersionStatus.IN_FORCE)


@track()
class PolicyVersion(Versioned):
    """What a policy says from a day: its text, or where it is kept, and what is asked to see that it was understood."""

    document = models.ForeignKey(PolicyDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=VersionStatus.choices, default=states.FIRST_STATUS)
    summary = models.TextField(max_length=REASON_MAX, help_text="What changed, or what it is about.")
    text = models.TextField(blank=True, max_length=TEXT_MAX)
    link = models.URLField(blank=True, max_length=300)
    question = models.CharField(blank=True, max_length=300)
    choices = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    right_answer = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Which choice, counted from 1.")
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    counts_until = models.DateField(
        null=True, blank=True, help_text="Until when having acknowledged it counts, once it was replaced or withdrawn."
    )
    approved_by = models.CharField(max_length=120, blank=True, help_text="Name and rank or post.")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=REASON_MAX)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version of a policy"
        verbose_name_plural = "versions of policies"
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="policy_version_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(status=VersionStatus.IN_FORCE), name="one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(status=VersionStatus.DRAFT), name="one_draft_of_a_policy"
            ),
            models.CheckConstraint(condition=Q(text="") ^ Q(link=""), name="policy_text_or_link"),
            models.CheckConstraint(
                condition=Q(question="", right_answer__isnull=True, choices=[])
                | (~Q(question="") & Q(right_answer__gte=1) & Q(choices__len__gte=2)),
                name="question_with_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT)
                | (Q(effective_from__isnull=False, published_at__isnull=False) & ~Q(approved_by="")),
                name="published_with_day_and_approver",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="policy_ends_after_start",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            pgtrigger.Protect(
                name="published_words_stand_still", operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.status <> 'draft' AND ({CHANGED_WORDS})"),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("guidance:read", args=[self.pk])

    @property
    def standing(self) -> str:
        """Where it stands today, in words."""
        return rules.standing(
            status=self.status, effective_from=self.effective_from, effective_to=self.effective_to,
            today=clock.today(),
        )  # fmt: skip

    @property
    def may_be_acknowledged(self) -> bool:
        """Only what is in force, or will be, is acknowledged: nobody is asked to keep to an old one."""
        return self.status == VersionStatus.IN_FORCE

    @property
    def blocks(self) -> list[rules.Block]:
        return rules.blocks(self.text)

    @property
    def numbered_choices(self) -> list[tuple[str, str]]:
        return [(str(number), words) for number, words in enumerate(self.choices, start=1)]
