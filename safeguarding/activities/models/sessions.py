"""Sessions of schemes: who led and helped, who came, what was agreed before young people were taken off site."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.activities import policies, states
from safeguarding.activities.choices import (
    AWAY,
    ConsentState,
    Mark,
    MarkStanding,
    Part,
    Presence,
    SessionKind,
    SessionStatus,
    Verdict,
)
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Carer, Person
from safeguarding.risk.models import RiskAssessment
from safeguarding.schemes.models import ConditionCheck, Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: User) -> SessionQuerySet:
        """Who has a part in the scheme as an adult, and who oversees the schemes of the force."""
        return self.filter(policies.visible_q(user))


@track()
class Session(Versioned):
    """One meeting of a scheme with its young people, where it meets or away from there."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=20, choices=SessionKind.choices)
    status = models.CharField(max_length=20, choices=SessionStatus.choices, default=states.FIRST_STATUS)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    risk_assessment = models.ForeignKey(
        RiskAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Of this activity, for what leads off site.",
    )  # fmt: skip
    planned_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=clock.now)
    planners = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who planned any of it.")
    notes = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What was done. Never what somebody confided.")
    is_compliant = models.BooleanField(null=True, blank=True, help_text="Said when it is closed.")
    closing_note = models.TextField(blank=True, max_length=TEXT_MAX)
    cancelled_because = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["scheme", "-starts_at"], name="session_of_scheme")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status=SessionStatus.CLOSED, is_compliant__isnull=False)
                | (~Q(status=SessionStatus.CLOSED) & Q(is_compliant__isnull=True)),
                name="closed_session_says_whether_compliant",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES)),
            # Nothing that leads off site is held before it was approved and confirmed.
            pgtrigger.Protect(
                name="off_site_is_confirmed_first", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=SessionStatus.PLANNED, new__status=SessionStatus.HELD,
                                      old__kind__in=AWAY),
            ),
            pgtrigger.Protect(
                name="kind_and_scheme_stay", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind"))
                | pgtrigger.Q(old__scheme__df=pgtrigger.F("new__scheme")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:session", args=[self.pk])

    @property
    def force_id(self) -> int:
        return self.scheme.force_id

    @property
    def day(self) -> dt.date:
        return clock.london_date(self.starts_at)

    @property
    def is_away(self) -> bool:
        return self.kind in AWAY

    @property
    def is_over(self) -> bool:
        return self.status in states.OVER

    @property
    def is_coming(self) -> bool:
        return self.status in states.COMING

    @property
    def is_to_be_recorded(self) -> bool:
        """It should have taken place, and nobody said whether it did."""
        return self.status in (SessionStatus.PLANNED, SessionStatus.CONFIRMED) and self.ends_at < clock.now()


@track()
class SessionAdult(models.Model):
    """An adult in a session. A teacher or guest who is not on record stands with their name."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="adults")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=10, choices=Part.choices)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.PLANNED)

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="adult_once_in_a_session"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="adult_on_record_or_named",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(part__in=[Part.TEACHER, Part.GUEST]),
                name="who_supervises_is_on_record",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.name

    @property
    def is_there(self) -> bool:
        return self.presence != Presence.AWAY


@track()
class Attendance(models.Model):
    """A mark that somebody made of a young person. Every mark is kept; one of them stands."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=12, choices=Mark.choices)
    standing = models.CharField(max_length=10, choices=MarkStanding.choices)
    client_id = models.UUIDField(unique=True, help_text="Given by the phone, so that sending twice marks once.")
    marked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(help_text="When it was tapped, by the clock of the phone.")
    marked_at = models.DateTimeField(default=clock.now, help_text="When it arrived.")

    class Meta:
        ordering = ["session", "person", "marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(standing=MarkStanding.STANDS), name="one_mark_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"mark in session {self.session_id}"


@track()
class TripConsent(models.Model):
    """A young person who is to go along, and whether a carer consents. No content of anything medical."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED)
    asked_on = models.DateField()
    carer = models.ForeignKey(Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.CharField(max_length=120, blank=True, help_text="A parent or carer who is not on record.")
    answered_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="How it is known, and where it is kept.")
    is_going = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="consent_once_in_a_session"),
            models.CheckConstraint(
                condition=Q(state=ConsentState.ASKED)
                | (Q(answered_on__isnull=False) & (Q(carer__isnull=False) | ~Q(answered_by="")) & ~Q(evidence="")),
                name="consent_says_who_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"consent in session {self.session_id}"

    @property
    def answerer(self) -> str:
        """Who answered, for who may know."""
        return self.carer.adult.name if self.carer else self.answered_by


@track()
class TripDecision(models.Model):
    """What somebody who does not run the scheme decided about an off-site activity, and why."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField(max_length=TEXT_MAX)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["session", "-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"decision about session {self.session_id}"


@track()
class SessionBreach(models.Model):
    """Which check of a condition came from which session, so that one session breaks a condition once."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="breaches")
    check_of_condition = models.ForeignKey(ConditionCheck, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "check_of_condition"], name="breach_once_in_a_session")
        ]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"breach in session {self.session_id}"
