"""The catalogue: what is asked, of whom, and what was asked before."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safeguarding.assurance.choices import ANYBODY, About, Control, DbsLevel, Details, VettingLevel
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.schemes.choices import SchemeKind


@track()
class Requirement(Versioned):
    """What a scheme, or an adult in it, must have. One that is no longer asked for is ended, never removed."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=10, choices=About.choices)
    control = models.CharField(max_length=20, choices=Control.choices)
    scheme_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=60)
    is_blocking = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    from_memory = models.BooleanField(default=False)
    evidence = models.CharField(max_length=200, blank=True)
    asked_from = models.DateField(null=True, blank=True, help_text="Empty when it was asked from the beginning.")
    ended_on = models.DateField(null=True, blank=True)
    details = models.CharField(max_length=10, choices=Details.choices, blank=True, default="")
    levels = models.JSONField(default=dict, blank=True, help_text="By person type, the levels that meet it.")
    policy_key = models.CharField(max_length=60, blank=True, help_text="The policy whose acknowledgement meets it.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def is_asked_of(self, *, scheme_kind: str, role: str = "") -> bool:
        """Whether it is asked of a scheme of this kind, or of an adult with this part in one."""
        of_kind = not self.scheme_kinds or scheme_kind in self.scheme_kinds
        return of_kind and (self.about == About.SCHEME or role in self.roles)

    def levels_for(self, person_type: str) -> list[str]:
        """The levels that meet it for somebody of this person type; none named means that any does."""
        found: list[str] = self.levels.get(person_type) or self.levels.get(ANYBODY, [])
        return found

    @property
    def asked_of(self) -> str:
        """Of whom, in words."""
        kinds = ", ".join(SchemeKind(kind).label for kind in self.scheme_kinds) or "every scheme"
        if self.about == About.SCHEME:
            return f"The scheme: {kinds}"
        return f"{', '.join(PlacementRole(role).label for role in self.roles)} in {kinds}"

    @property
    def levels_words(self) -> list[str]:
        """Which levels meet it, a line for each group of person types."""
        names = {**dict(DbsLevel.choices), **dict(VettingLevel.choices)}
        groups: dict[tuple[str, ...], list[str]] = {}
        rest = "Anybody else" if len(self.levels) > 1 else "Anybody"
        for who, levels in self.levels.items():
            groups.setdefault(tuple(levels), []).append(PersonType(who).label if who != ANYBODY else rest)
        return [f"{', '.join(who)}: {' or '.join(names[one] for one in levels)}" for levels, who in groups.items()]


@track()
class EarlierFigures(models.Model):
    """What a requirement asked for before a day: a past day is answered with what was asked then."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="earlier")
    until_on = models.DateField(help_text="The first day on which something else was asked.")
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField()
    is_blocking = models.BooleanField()

    class Meta:
        ordering = ["requirement", "until_on"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "until_on"], name="earlier_figures_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} before {self.until_on}"
