"""A track of a case, and every step that was taken on it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.tracks import policies, states
from safeguarding.tracks.choices import (
    BODY_LABELS,
    CLOSED,
    ENDED_WORDS,
    GIVE,
    HIDDEN_STAGE,
    RUNNING_WORDS,
    STANDARD_OF_PROOF,
    TrackKind,
)
from safeguarding.tracks.models.guards import stage_guards

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class TrackQuerySet(models.QuerySet["Track"]):
    def visible_to(self, user: User) -> TrackQuerySet:
        """Whoever sees the case sees that the track is there and where it stands."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def fully_visible_to(self, user: User) -> TrackQuerySet:
        """Tracks whose content the user reads: of their own side, in a case that they read."""
        return self.filter(policies.content_q(user))

    def running(self) -> TrackQuerySet:
        return self.filter(ended_at__isnull=True)


@track()
class Track(Versioned):
    """One of the ways that a set of facts goes side by side: with its own stages, owner, clocks and end."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tracks")
    kind = models.CharField(max_length=20, choices=TrackKind.choices)
    party = models.ForeignKey(
        CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="tracks",
        help_text="Whom it is about; empty where it is about the matter.",
    )  # fmt: skip
    stage = models.CharField(max_length=30)
    stage_since = models.DateTimeField(default=clock.now)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="owned_tracks")
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_because = models.TextField(max_length=TEXT_MAX)
    organisation = models.CharField(max_length=200, blank=True, help_text="The body outside that deals with it.")
    contact = models.CharField(max_length=200, blank=True)
    their_reference = models.CharField(max_length=100, blank=True)
    end = models.CharField(
        max_length=40, blank=True, help_text="How it ends: fixed with the outcome, at the latest when it is closed."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = TrackQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=CLOSED, ended_at__isnull=False, ended_by__isnull=False) & ~Q(end="")
                | (~Q(stage=CLOSED) & Q(ended_at__isnull=True, ended_by__isnull=True)),
                name="track_closed_at_by_with_an_end",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "party"], condition=Q(ended_at__isnull=True), nulls_distinct=False,
                name="one_running_track_of_a_kind",
            ),
        ]  # fmt: skip
        triggers = stage_guards()

    def __str__(self) -> str:
        return f"{self.name}, {self.case}"

    def get_absolute_url(self) -> str:
        return reverse("tracks:track", args=[self.case.reference, self.pk])

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def table(self) -> states.KindTable:
        return states.TABLES[self.kind]

    @property
    def name(self) -> str:
        """Misconduct: PCSO B"""
        kind = TrackKind(self.kind).label
        return f"{kind}: {self.party.label}" if self.party else str(kind)

    @property
    def stage_words(self) -> str:
        return self.table.label(self.stage)

    @property
    def outer_words(self) -> str:
        """Where it stands, for whoever does not read it: of discipline only whether it runs."""
        if self.kind not in HIDDEN_STAGE:
            return self.stage_words
        return RUNNING_WORDS if self.is_running else ENDED_WORDS

    @property
    def end_words(self) -> str:
        return states.END_LABELS.get(self.end, "")

    @property
    def body_label(self) -> str:
        """What the body outside is called in this kind of track."""
        return BODY_LABELS[self.kind]

    @property
    def proof(self) -> str:
        """By what an allegation is judged in this track."""
        return STANDARD_OF_PROOF[self.kind]


@track()
class StageChange(models.Model):
    """One thing done on a track: what, from where to where, on which day, why. Never changed."""

    of = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=30)
    before = models.CharField(max_length=30, blank=True, help_text="Empty where the track was opened.")
    after = models.CharField(max_length=30)
    given_to = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who keeps it from then on."
    )
    harm_tests = ArrayField(
        models.CharField(max_length=60, choices=HarmTest.choices), default=list, blank=True,
        help_text="Which tests of the harm threshold were found met.",
    )  # fmt: skip
    reason = models.TextField(blank=True, max_length=TEXT_MAX)
    happened_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.verb} on {self.of}"

    @property
    def tests_words(self) -> list[str]:
        """The tests of the harm threshold that were found met."""
        return [str(HarmTest(test).label) for test in self.harm_tests]

    @property
    def words(self) -> str:
        """What was done, in the words of the table."""
        if self.verb == "open":
            return "Track opened"
        if self.verb == "end":
            return "Track closed"
        if self.verb == GIVE:
            return f"Given to {self.given_to}"
        return next((move.label for move in self.of.table.moves if move.verb == self.verb), self.verb)

    @property
    def done_words(self) -> str:
        """What it came to, as something done: the stage that was reached, or what was recorded while it stayed."""
        if self.verb in ("open", "end", GIVE):
            return self.words
        if self.after != self.before:
            return self.of.table.label(self.after)
        said = self.words.removeprefix("Record ").removeprefix("that ")
        return said[:1].upper() + said[1:]
