"""A concern as it was told, the draft it was written in, and who told it (kept apart)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse

from safeguarding.access.models import Force, Unit, User
from safeguarding.cases import policies, states
from safeguarding.cases.choices import (
    ConcernNoteKind,
    ConcernPartyRole,
    ConcernStatus,
    InDanger,
    Indicator,
    LearnedHow,
    ReporterState,
    StillVisible,
    WhenKind,
)
from safeguarding.cases.models.guards import status_guards
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NARRATIVE_MAX = 100_000


class HandleWords(Func):
    """The handles of a concern one by one, as they were typed; the parts of a telephone number are put together.

    By these a handle is found again among all concerns. It is then compared in full.
    """

    template = (
        "regexp_split_to_array(regexp_replace(lower(%(expressions)s), "
        r"'([0-9])[ ()-]+(?=[0-9])', '\1', 'g'), '[^[:alnum:]_.@-]+')"
    )
    output_field = ArrayField(models.TextField())


TELLING = (
    "SELECT unnest(ARRAY(SELECT told.id FROM unnest(%s::text[]) AS one (word) JOIN cases_concern told ON "
    + HandleWords.template % {"expressions": "told.handles"}
    + " @> ARRAY[one.word] AND NOT (told.handles = '')))"
)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User) -> ConcernQuerySet:
        """Concerns that the user may triage or count; never one that is about them or somebody they manage."""
        return self.filter(policies.concern_visible_q(user))

    def telling(self, words: Collection[str]) -> ConcernQuerySet:
        """Those in which one of these words stands among the handles: a first sorting, to be compared in full.

        Each word is looked up by itself. Asked for all in one, the database takes it that most concerns tell one of
        thousands of words, leaves the index alone, and takes the handles of every concern apart; what was found goes
        through an array for the same cause.
        """
        return self.filter(pk__in=RawSQL(TELLING, [list(words)]))  # noqa: S611

    def reported_by(self, user: User) -> ConcernQuerySet:
        """The user's own concerns: for "My concerns", which shows three states and nothing else."""
        return self.filter(reporter__user=user)


@track()
class Concern(Versioned):
    """One worry about a child or about an adult near children, in the words of the person who had it."""

    reference = models.CharField(max_length=20, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Who triages it.")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=ConcernStatus.choices, default=ConcernStatus.NEW)
    is_urgent = models.BooleanField(default=False)
    received_at = models.DateTimeField(default=clock.now)
    looked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    in_danger = models.CharField(max_length=10, choices=InDanger.choices)
    danger_detail = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    what_happened = models.TextField(max_length=NARRATIVE_MAX)
    opinion = models.TextField(
        blank=True, max_length=NARRATIVE_MAX, help_text="What the reporter thinks, apart from facts."
    )
    child_words = models.TextField(blank=True, max_length=NARRATIVE_MAX, help_text="The child's own words, verbatim.")
    when_kind = models.CharField(max_length=10, choices=WhenKind.choices)
    happened_on = models.DateField(null=True, blank=True)
    happened_time = models.TimeField(null=True, blank=True)
    happened_until = models.DateField(null=True, blank=True)
    when_text = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    learned_how = models.CharField(max_length=20, choices=LearnedHow.choices)
    learned_detail = models.TextField(blank=True, max_length=5000)
    is_online = models.BooleanField(default=False)
    platforms = models.CharField(max_length=300, blank=True)
    handles = models.CharField(max_length=300, blank=True)
    still_visible = models.CharField(max_length=10, choices=StillVisible.choices, blank=True)
    actions_taken = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    who_knows = models.TextField(blank=True, max_length=NARRATIVE_MAX)
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="splits")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__isnull=True) | Q(happened_until__gte=F("happened_on")),
                name="concern_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.DECIDED, decided_at__isnull=False)
                | (~Q(status=ConcernStatus.DECIDED) & Q(decided_at__isnull=True)),
                name="concern_decided_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status", "-received_at"], name="concern_queue"),
            models.Index(fields=["force", "-received_at"], name="concern_by_force"),
            models.Index(fields=["unit"], condition=~Q(status=ConcernStatus.DECIDED), name="concern_waiting"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="concern_by_decision"),
            GinIndex(HandleWords("handles"), condition=~Q(handles=""), name="concern_by_handle"),
        ]
        triggers = status_guards(states.CONCERN_MOVES, first=states.FIRST_CONCERN_STATUS)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("cases:concern", args=[self.reference])

    @property
    def reporter_state(self) -> str:
        """The three words a reporter is told."""
        if self.status == ConcernStatus.DECIDED:
            return ReporterState.DECIDED
        if self.looked_at or self.status == ConcernStatus.WAITING:
            return ReporterState.LOOKED_AT
        return ReporterState.RECEIVED


@track()
class ReporterIdentity(models.Model):
    """Who reported a concern. A table of its own, with a permission of its own."""

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="reporter")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")

    class Meta:
        verbose_name_plural = "reporter identities"

    def __str__(self) -> str:
        return f"reporter of {self.concern}"


@track()
class ConcernParty(models.Model):
    """Somebody in a concern: on record, or described because nobody knows who they are."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=ConcernPartyRole.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="concern_parties")
    kind = models.CharField(max_length=20, choices=PersonKind.choices)
    person_type = models.CharField(max_length=20, choices=PersonType.choices, blank=True)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "concern parties"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(description=""), name="unidentified_party_is_described"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} in {self.concern}"

    @property
    def name(self) -> str:
        return self.person.name if self.person else f"Unidentified: {self.description}"


@track()
class ConcernIndicator(models.Model):
    """An indicator that the reporter saw, or that the lead added at triage."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.CharField(max_length=40, choices=Indicator.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "indicator"], name="concern_indicator_once")]

    def __str__(self) -> str:
        return self.get_indicator_display()


@track()
class ConcernNote(models.Model):
    """A question to the reporter, its answer, or something the reporter remembered later. Never changed."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=ConcernNoteKind.choices)
    text = models.TextField(max_length=NARRATIVE_MAX)
    answers = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answer")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.concern}"


class ConcernDraft(models.Model):
    """Answers kept as they are typed. One draft makes one concern, however often it is sent."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="concern_drafts")
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return f"draft {self.pk}"
