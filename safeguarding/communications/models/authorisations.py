"""Leave to be in contact with a young person, asked for beforehand."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.communications import policies, states
from safeguarding.communications.choices import AuthorisationStatus, Channel
from safeguarding.communications.models.accounts import TEXT_MAX, Account
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.models import Person

USER = settings.AUTH_USER_MODEL
#: Nobody has answered these, and these were brought to an end by somebody.
UNANSWERED = (AuthorisationStatus.REQUESTED, AuthorisationStatus.WITHDRAWN)
OVER = (AuthorisationStatus.ENDED, AuthorisationStatus.WITHDRAWN)


class ContactAuthorisationQuerySet(models.QuerySet["ContactAuthorisation"]):
    def visible_to(self, user: User) -> ContactAuthorisationQuerySet:
        """For who works with people in the force, who asked, and who answered."""
        return self.filter(policies.authorisations_visible_q(user))


@track()
class ContactAuthorisation(Versioned):
    """Leave, asked beforehand, to be in contact with a young person for a legitimate reason (COM-18)."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="authorisations",
        help_text="Empty for a meeting in person alone.",
    )  # fmt: skip
    channel = models.CharField(max_length=20, choices=Channel.choices)
    reason = models.TextField(max_length=TEXT_MAX)
    status = models.CharField(max_length=10, choices=AuthorisationStatus.choices, default=AuthorisationStatus.REQUESTED)
    requested_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    valid_from = models.DateField()
    valid_until = models.DateField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.TextField(blank=True, max_length=TEXT_MAX)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True, max_length=TEXT_MAX)

    objects = ContactAuthorisationQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="authorisation_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="authorisation_decided_by_at",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="authorisation_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNANSWERED, decided_by__isnull=True)
                | (~Q(status__in=UNANSWERED) & Q(decided_by__isnull=False)),
                name="authorisation_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OVER, ended_by__isnull=False, ended_at__isnull=False)
                | (~Q(status__in=OVER) & Q(ended_by__isnull=True, ended_at__isnull=True)),
                name="authorisation_ended_by_at",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(channel=Channel.IN_PERSON),
                name="authorisation_over_an_account_or_in_person",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.AUTHORISATION_EDGES))
        ]

    def __str__(self) -> str:
        return f"authorisation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("communications:authorisation", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Approved, begun, and neither ended nor run out."""
        is_approved = self.status == AuthorisationStatus.APPROVED
        return is_approved and self.valid_from <= clock.today() <= self.valid_until
