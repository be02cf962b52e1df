"""Asking people to read a version of a policy: who, by when, and how often they are reminded."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.guidance import policies, rules
from safeguarding.guidance.choices import AudienceKind, CampaignState, Tag
from safeguarding.guidance.models.documents import PolicyVersion
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
#: What the value of an audience names, by its kind.
VALUES: dict[str, type[models.TextChoices]] = {
    AudienceKind.ROLE: PlacementRole,
    AudienceKind.PERSON_TYPE: PersonType,
    AudienceKind.TAG: Tag,
}


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> CampaignQuerySet:
        """The keepers of the force."""
        return self.filter(policies.campaigns_visible_q(user))

    def open(self) -> CampaignQuerySet:
        """Those that ask people today."""
        return self.filter(opened_on__isnull=False, closed_on__isnull=True)


@track()
class Campaign(Versioned):
    """People of some audiences are asked to acknowledge a version by a day. Whom it reaches is worked out each day."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="campaigns")
    due_on = models.DateField()
    remind_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Every how many days; none: never.")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    prepared_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(remind_days__isnull=True) | Q(remind_days__gte=1), name="remind_days"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="campaign_closed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"campaign {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("guidance:campaign", args=[self.pk])

    @property
    def state(self) -> CampaignState:
        if self.opened_on is None:
            return CampaignState.PREPARED
        return CampaignState.OPEN if self.closed_on is None else CampaignState.CLOSED

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_late(self) -> bool:
        return self.state == CampaignState.OPEN and self.due_on < clock.today()


@track()
class CampaignAudience(models.Model):
    """Some of those whom a campaign is for."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="audiences")
    kind = models.CharField(max_length=20, choices=AudienceKind.choices)
    value = models.CharField(max_length=30, blank=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "value", "scheme"], name="audience_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind=AudienceKind.SCHEME, scheme__isnull=False)
                | (~Q(kind=AudienceKind.SCHEME) & Q(scheme__isnull=True)),
                name="audience_of_a_scheme_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audience(self) -> rules.Audience:
        return rules.Audience(self.kind, self.value, self.scheme_id)

    @property
    def label(self) -> str:
        """Whom it means, in words."""
        if self.kind == AudienceKind.SCHEME and self.scheme is not None:
            return f"Adults of {self.scheme.name}"
        return label_of(self.kind, self.value)


def label_of(kind: str, value: str) -> str:
    """Whom an audience means, in words."""
    named = VALUES.get(kind)
    if named is None:
        return str(AudienceKind(kind).label)
    words = str(named(value).label)
    return f"{words}, in any scheme" if kind == AudienceKind.ROLE else words


class AudienceTagQuerySet(models.QuerySet["AudienceTag"]):
    def visible_to(self, user: User) -> AudienceTagQuerySet:
        """The keepers of the force."""
        return self.filter(policies.tags_visible_q(user))

    def live_on(self, day: dt.date) -> AudienceTagQuerySet:
        """Groups that somebody was in on the day: joined by then, and not left before it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


@track()
class AudienceTag(Versioned):
    """A member of staff is in a group, such as apprentices, from a day and maybe until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="audience_tags")
    tag = models.CharField(max_length=20, choices=Tag.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day.")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = AudienceTagQuerySet.as_manager()

    class Meta:
        ordering = ["tag", "-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tag"], condition=Q(ends_on__isnull=True), name="in_a_group_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="group_left_after_joining"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.tag}"
