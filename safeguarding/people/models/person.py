"""Everybody once: a young person, a member of staff, another adult."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeguarding.access.models import Force, Unit, User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people import policies, rules
from safeguarding.people.choices import STAFF_TYPES, AgeBand, PersonKind, PersonType

REASON_MAX = 1_000


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """Staff stand in their force's directory; young people and other adults only for who works with them."""
        return self.filter(policies.visible_q(user))


@track()
class Person(Versioned):
    """A young person, a member of staff or another adult. Signing in is apart: `user` links the two."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="people")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=20, choices=PersonKind.choices)
    person_type = models.CharField(max_length=20, choices=PersonType.choices, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    pronoun = models.CharField(max_length=30, blank=True)
    school = models.CharField(max_length=120, blank=True)
    role_description = models.CharField(max_length=120, blank=True, help_text="What an adult does, in a few words.")
    collar_number = models.CharField(max_length=20, blank=True, help_text="The number staff are known by in the force.")
    changed_because = models.TextField(
        blank=True, max_length=REASON_MAX, help_text="Why the record was last made to say somebody else or otherwise."
    )
    line_manager = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="line_reports"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_records",
        help_text="The record that is kept, once it was found that both are one person.",
    )  # fmt: skip
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PersonKind.ADULT) | Q(person_type=""), name="young_person_has_no_person_type"
            ),
            models.CheckConstraint(
                condition=~Q(given_name="", family_name="", known_as=""), name="person_has_some_name"
            ),
            models.CheckConstraint(
                condition=Q(kind=PersonKind.ADULT) | Q(collar_number=""), name="young_person_has_no_collar_number"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="person_not_merged_into_itself"),
        ]
        indexes = [models.Index(fields=["force", "family_name", "given_name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name to show: known-as first."""
        first = self.known_as or self.given_name
        return f"{first} {self.family_name}".strip()

    @property
    def is_staff(self) -> bool:
        """Whether they serve with, or work for, the force."""
        return self.person_type in STAFF_TYPES

    def age_on(self, day: dt.date) -> int | None:
        """Age in whole years on the day in question; None when the date of birth is not known."""
        return rules.age_on(self.date_of_birth, day)
