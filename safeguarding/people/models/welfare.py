"""What goes with a young person: what was agreed to, what staff need to know, what they said they want."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people import policies, rules
from safeguarding.people.choices import ConsentAnswer, ConsentKind, ConsentState, GivenBy, NeedCategory
from safeguarding.people.models.contacts import Carer
from safeguarding.people.models.person import Person

USER = settings.AUTH_USER_MODEL
SHORT = 300
TEXT_MAX = 2_000
NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: User) -> ConsentQuerySet:
        """Who works with the young person's record, and who leads a scheme they now take part in."""
        return self.filter(policies.young_q(user, "young_person", leaders=True))


@track()
class Consent(Versioned):
    """An answer somebody gave. A new answer is a new row; of this one only that it was withdrawn is added."""

    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20, choices=ConsentKind.choices)
    answer = models.CharField(max_length=10, choices=ConsentAnswer.choices)
    given_by = models.CharField(max_length=20, choices=GivenBy.choices)
    carer = models.ForeignKey(Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="consents")
    given_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=TEXT_MAX)
    evidence = models.CharField(max_length=SHORT, help_text="How it is known: a signed form, a call, a message.")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_by=GivenBy.CARER, carer__isnull=False)
                | Q(given_by=GivenBy.YOUNG_PERSON, carer__isnull=True),
                name="consent_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")), name="consent_expires_after"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on"), answer=ConsentAnswer.GIVEN),
                name="consent_withdrawn_after",
            ),
        ]
        indexes = [models.Index(fields=["young_person", "kind", "-given_on"], name="consent_newest")]
        triggers = [
            NEVER_DELETED,
            pgtrigger.ReadOnly(
                name="answer_stays",
                fields=["kind", "answer", "given_by", "given_on", "expires_on", "evidence", "recorded_by"],
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def state_on(self, day: dt.date) -> ConsentState:
        """How the answer stands on a day."""
        return rules.consent_state(
            self.answer, given_on=self.given_on, expires_on=self.expires_on, withdrawn_on=self.withdrawn_on, day=day
        )

    @property
    def state(self) -> ConsentState:
        return self.state_on(clock.today())


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: User) -> NeedQuerySet:
        """Who works with the young person's record, and who leads a scheme they now take part in."""
        return self.filter(policies.young_q(user, "young_person", leaders=True))


@track()
class Need(Versioned):
    """What whoever works with a young person needs to know, and what helps. Short: it is no medical record."""

    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs")
    category = models.CharField(max_length=20, choices=NeedCategory.choices)
    what = models.CharField(max_length=SHORT)
    what_helps = models.CharField(max_length=SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["category", "since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="need_ends_after"),
        ]

    def __str__(self) -> str:
        return f"need {self.pk}"


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, user: User) -> WishQuerySet:
        """Who works with the young person's record, and nobody else."""
        return self.filter(policies.young_q(user, "young_person", leaders=False))


@track()
class Wish(Versioned):
    """What a young person said they want, in their words, and what was done about it."""

    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wishes")
    words = models.TextField(max_length=TEXT_MAX, help_text="In their own words.")
    said_on = models.DateField()
    said_to = models.CharField(max_length=120)
    done = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What was done about it, or why nothing was.")
    done_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "-pk"]
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(
                condition=Q(done="", done_on__isnull=True) | (~Q(done="") & Q(done_on__gte=F("said_on"))),
                name="wish_done_with_its_day",
            ),
        ]
        triggers = [NEVER_DELETED, pgtrigger.ReadOnly(name="words_stay", fields=["words", "said_on", "said_to"])]

    def __str__(self) -> str:
        return f"wish {self.pk}"
