"""Who cares for a young person, and whether they may be contacted."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, TextField

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people import policies
from safeguarding.people.choices import ContactPermission, Relationship
from safeguarding.people.models.person import Person

USER = settings.AUTH_USER_MODEL
REASON_MAX = 500


class LastDigits(Func):
    """What a telephone number ends with: the same however the country before it is written."""

    template = "right(regexp_replace(%(expressions)s, '[^0-9]', '', 'g'), 9)"
    output_field = TextField()


class MailboxName(Func):
    """What stands before the @, without what some providers do not count."""

    template = "replace(split_part(split_part(lower(%(expressions)s), '@', 1), '+', 1), '.', '')"
    output_field = TextField()


class CarerQuerySet(models.QuerySet["Carer"]):
    def visible_to(self, user: User) -> CarerQuerySet:
        """Who works with the young person's record; of a scheme, its leaders see the emergency contacts alone."""
        return self.filter(policies.carers_visible_q(user))

    def live_on(self, day: dt.date) -> CarerQuerySet:
        """Those who care on that day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


@track()
class Carer(Versioned):
    """An adult who cares for a young person. The adult is a person on record, once, whoever else they care for."""

    young_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="carers")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cares_for")
    relationship = models.CharField(max_length=20, choices=Relationship.choices)
    contact = models.CharField(max_length=20, choices=ContactPermission.choices)
    contact_reason = models.TextField(blank=True, max_length=REASON_MAX, help_text="Who may, or why nobody may.")
    is_emergency_contact = models.BooleanField(default=False)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = CarerQuerySet.as_manager()

    class Meta:
        ordering = ["-is_emergency_contact", "since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(contact__in=ContactPermission.values), name="carer_contact_answered"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="carer_ends_after"),
            models.CheckConstraint(condition=~Q(adult=F("young_person")), name="nobody_is_their_own_carer"),
            models.CheckConstraint(
                condition=~Q(contact=ContactPermission.MUST_NOT, is_emergency_contact=True),
                name="barred_is_no_emergency_contact",
            ),
            models.CheckConstraint(
                condition=Q(contact=ContactPermission.MAY) | ~Q(contact_reason=""), name="limit_of_contact_says_why"
            ),
            models.UniqueConstraint(
                fields=["young_person", "adult"], condition=Q(until__isnull=True), name="carer_once_at_a_time"
            ),
        ]
        # By these a number or an address is found again however it was written; it is then compared in full.
        indexes = [
            models.Index(LastDigits("telephone"), condition=~Q(telephone=""), name="carer_by_number"),
            models.Index(MailboxName("email"), condition=~Q(email=""), name="carer_by_address"),
        ]

    def __str__(self) -> str:
        return f"carer {self.pk}"

    @property
    def is_barred(self) -> bool:
        return self.contact == ContactPermission.MUST_NOT
