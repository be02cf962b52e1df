"""What a report and a bulletin have in common: a text in sections that names nobody and that another approves."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.models import Versioned, together
from safeguarding.learning import policies, states
from safeguarding.learning.choices import ReportStatus, Section

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 100_000
REASON_MAX = 5_000


def two_people(name: str) -> list[models.BaseConstraint]:
    """Whoever did something stands with when; and nobody approved what they had begun."""
    return [
        *(
            models.CheckConstraint(condition=together(f"{act}_by", f"{act}_at"), name=f"{name}_{act}_by_at")
            for act in ("submitted", "approved", "withdrawn")
        ),
        models.CheckConstraint(
            condition=~Q(status=ReportStatus.APPROVED) | Q(approved_by__isnull=False),
            name=f"{name}_approved_by_somebody",
        ),
        models.CheckConstraint(
            condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("begun_by")),
            name=f"{name}_approved_by_another",
        ),
    ]


def follows_the_table() -> pgtrigger.FSM:
    """The database lets through what the table of states has, and nothing else."""
    return pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.EDGES))


class Paper(Versioned):
    """A text in sections, begun by one person and approved by another after the guard looked through it."""

    #: Of the addresses of its pages, what stands before their names.
    PAGES = ""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    sections = models.JSONField(default=dict, help_text="The text of each section by its key.")
    status = models.CharField(max_length=20, choices=ReportStatus.choices, default=states.FIRST_STATUS)
    begun_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any of it.")
    submitted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True, max_length=REASON_MAX)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, max_length=REASON_MAX)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def cases(self) -> list[Case]:
        """Of which cases it tells: nobody of any of them may be known again in it."""
        raise NotImplementedError

    @property
    def form(self) -> tuple[Section, ...]:
        """The sections that it has, in their order."""
        raise NotImplementedError

    @cached_property
    def kept(self) -> frozenset[str]:
        """The sections that stand in it and are not for this reader: as long as none is named, all that may be kept."""
        return frozenset()

    def read_by(self, user: User) -> Self:
        """The same for this reader: what is not for them is in none of its parts, texts, headings and forms."""
        self.kept = policies.kept_from(user, self)
        return self

    @property
    def kept_headings(self) -> list[str]:
        """How what is not for this reader is called."""
        return []

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.status == ReportStatus.APPROVED

    @property
    def is_bulletin(self) -> bool:
        return bool(self.PAGES)

    def parts(self) -> list[tuple[Section, str]]:
        """Each section that the form has, with what stands in it."""
        return [(section, self.sections.get(section.key, "")) for section in self.form]

    def texts(self) -> list[tuple[str, str]]:
        """All that goes out, by the key of its section; the title first."""
        return [("title", self.title), *((section.key, text) for section, text in self.parts())]

    def headings(self) -> dict[str, str]:
        """How the place of each text is called."""
        return {"title": "Title", **{section.key: section.heading for section in self.form}}

    def page(self, name: str, *args: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"learning:{self.PAGES}{name}", args=[self.pk, *args])

    @property
    def edit_url(self) -> str:
        return self.page("edit")

    @property
    def guard_url(self) -> str:
        return self.page("guard")

    @property
    def files(self) -> list[tuple[str, str]]:
        """As what it goes out, and where."""
        return [(words, self.page("file", kind)) for kind, words in FILES.items()]


FILES = {"pdf": "PDF", "docx": "Word document", "html": "web page"}


class Answered(models.Model):
    """Why something that the guard asked about may stay. It holds for those words in that sentence alone."""

    key = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Typed(models.Model):
    """What one writer typed and has not saved yet."""

    owner = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    of_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"draft {self.pk}"
