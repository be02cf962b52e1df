"""By what people are found who may be one person, the pairs that were found, and merging two records into one."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.matching import policies, states
from safeguarding.matching.choices import MergeStatus, MoveKind, PairStatus
from safeguarding.people.models import Person

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 2_000
#: Of these apps whoever sees both people may know how much there is of them. Any other app's rows are not counted.
TOLD_APPS = ("people", "assurance", "guidance", "activities", "exchange")


class Nickname(models.Model):
    """A first name and a full one that it may stand for. Reference data, put in by a migration."""

    name = models.CharField(max_length=60)
    canon = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "canon"], name="nickname_once")]

    def __str__(self) -> str:
        return f"{self.name} for {self.canon}"


class NameKeys(models.Model):
    """One row a person, written by a trigger on people: by what somebody like them is looked up.

    A key is a number made of the force and of something two records of one person share in spite of a slip. A record
    that was merged into another has none, so nobody finds it.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="name_keys")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    names = models.TextField(help_text="All names, folded, for the first sorting of what the keys find.")
    born = models.DateField(null=True, blank=True)
    keys = ArrayField(models.BigIntegerField())
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When the nightly pass looked for their like.")

    class Meta:
        verbose_name_plural = "name keys"
        indexes = [
            # Not put off into a pending list: who adds somebody waits for the answer, who imports does not.
            GinIndex(fields=["keys"], name="name_keys_found", fastupdate=False),
            models.Index(fields=["person"], condition=Q(looked_at__isnull=True), name="name_keys_to_look_at"),
        ]

    def __str__(self) -> str:
        return f"keys of person {self.person_id}"


class LikelyPairQuerySet(models.QuerySet["LikelyPair"]):
    def visible_to(self, user: User) -> LikelyPairQuerySet:
        """Only pairs of which the user sees both, and is neither."""
        return self.filter(policies.pair_visible_q(user))


class LikelyPair(models.Model):
    """Two people on record who may be one. Which comes first says nothing. Why is worked out when it is shown."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=PairStatus.choices, default=PairStatus.WAITING)
    found_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likely_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likely_pair_in_order"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="likely_pair_settled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["force", "status", "-score"], name="likely_pair_queue")]

    def __str__(self) -> str:
        return f"pair {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:pair", args=[self.pk])


class MergeProposalQuerySet(models.QuerySet["MergeProposal"]):
    def visible_to(self, user: User) -> MergeProposalQuerySet:
        """Only merges of which the user sees both records, and is neither."""
        return self.filter(policies.merge_visible_q(user))


@track()
class MergeProposal(Versioned):
    """Somebody holds two records to be of one person. Somebody else decides; what was done can be undone."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=MergeStatus.choices, default=states.FIRST)
    why = models.TextField(max_length=TEXT_MAX, help_text="How it is known that both are one person.")
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True, max_length=TEXT_MAX)
    undone_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = MergeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="merge_decided_by_another"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="merge_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(status=MergeStatus.PROPOSED), name="merge_proposed_once"
            ),
            models.UniqueConstraint(fields=["merged"], condition=Q(status=MergeStatus.APPROVED), name="merged_once"),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:merge", args=[self.pk])


class MergeMoveQuerySet(models.QuerySet["MergeMove"]):
    def told(self) -> MergeMoveQuerySet:
        """Those that may be counted to whoever sees the merge: a count of all would tell that there is a matter."""
        named = Q(pk__in=[])
        for app in TOLD_APPS:
            named |= Q(model__startswith=f"{app}.")
        return self.filter(named)


@track()
class MergeMove(models.Model):
    """One value that a merge changed, or left: enough to put back exactly that, if it still stands."""

    proposal = models.ForeignKey(MergeProposal, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=MoveKind.choices, default=MoveKind.MOVED)
    model = models.CharField(max_length=60)
    row = models.BigIntegerField()
    field = models.CharField(max_length=60)
    was = models.BigIntegerField(null=True, blank=True)
    became = models.BigIntegerField(null=True, blank=True)
    put_back_at = models.DateTimeField(null=True, blank=True)

    objects = MergeMoveQuerySet.as_manager()

    class Meta:
        ordering = ["proposal", "pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.row} {self.field}"
