"""Numbers given out once, the version that keeps two editors from overwriting each other, and what goes together."""

from django.db import models


class ReferenceCounter(models.Model):
    """The last number given out for a prefix in a year. Locked while a reference is taken; never goes back."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="reference_counter_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:06d}"


class Versioned(models.Model):
    """A record that carries a version, so that a stale form is refused and nothing typed is lost."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def together(*names: str) -> models.Q:
    """All of these are there, or none: for checks of when something happened and who did it."""
    none = models.Q(**{f"{name}__isnull": True for name in names})
    return none | models.Q(**{f"{name}__isnull": False for name in names})
