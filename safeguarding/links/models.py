"""What people said of links. The links themselves are worked out when they are shown and are kept nowhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case, Concern
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.links import policies
from safeguarding.links.choices import NodeKind, ToldStatus
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 2_000


def one_of(*names: str) -> Q:
    """Exactly one of the named fields is filled in."""
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{one}__isnull": one != name for one in names})
    return found


@track()
class SetAside(Versioned):
    """Somebody judged a link of a case or a concern wrong: what was found at its other end is not the same.

    What it is by is kept so that it is known again: the person, or the identifier, sealed. A concern that has gone
    into a case since stands for that case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    of_concern = models.ForeignKey(Concern, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=NodeKind.choices, help_text="What the link is by.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    platform_number = models.BigIntegerField(default=0)
    sealed_text = models.TextField(blank=True)
    reason = models.TextField(max_length=TEXT_MAX)
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    undone_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True, max_length=TEXT_MAX)

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=one_of("case", "of_concern"), name="set_aside_is_of_one_matter"),
            models.CheckConstraint(
                condition=one_of("other", "concern", "scheme", "found_person"), name="set_aside_has_one_end"
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | (Q(undone_by__isnull=False, undone_at__isnull=False) & ~Q(undone_because="")),
                name="set_aside_undone_by_at_why",
            ),
        ]

    def __str__(self) -> str:
        return f"link set aside from {self.case or self.of_concern}"


class ToldLinkQuerySet(models.QuerySet["ToldLink"]):
    def visible_to(self, user: User) -> ToldLinkQuerySet:
        """For the supervisors who were told, as far as neither end is kept from them."""
        return self.filter(policies.told_visible_q(user))


@track()
class ToldLink(Versioned):
    """A case has something in common with another matter that its owner, or the other's, may not see."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=ToldStatus.choices, default=ToldStatus.OPEN)
    found_at = models.DateTimeField(default=clock.now)
    times = models.PositiveSmallIntegerField(
        default=1, help_text="How often it was found: one that went and came back is told anew."
    )
    seen_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=TEXT_MAX, help_text="What was done about it.")

    objects = ToldLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="told_link_once"),
            models.UniqueConstraint(fields=["case", "concern"], name="told_link_to_concern_once"),
            models.CheckConstraint(condition=one_of("other", "concern"), name="told_link_has_one_end"),
            models.CheckConstraint(condition=Q(other__isnull=True) | Q(case__lt=F("other")), name="told_link_in_order"),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="told_link_seen_by_at",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("links:told_link", args=[self.pk])


@track()
class Told(models.Model):
    """Who was told of a link, once each time it was found."""

    link = models.ForeignKey(ToldLink, on_delete=models.PROTECT, related_name="told")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField(default=1, help_text="Which time it was found.")
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["link", "user", "times"], name="told_of_a_link_once")]

    def __str__(self) -> str:
        return f"{self.user} told of {self.link}"


class Round(models.Model):
    """How far the looking for links to tell of has come through a force's cases: whoever goes on begins there."""

    force = models.OneToOneField(Force, on_delete=models.CASCADE, primary_key=True, related_name="+")
    after = models.BigIntegerField(default=0, help_text="The last case that was looked at; nought at the beginning.")
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the last whole round came to its end.")

    def __str__(self) -> str:
        return f"round of {self.force}"
