"""Letters of cases: written, issued, sent. What was issued is never changed; another one replaces it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.files.models import StoredFile
from safeguarding.letters import policies, states
from safeguarding.letters.choices import ISSUED_BY_ANOTHER, Gateway, LetterKind, LetterStatus, PaperFormat, Way
from safeguarding.letters.models.templates import LetterTemplate
from safeguarding.letters.rules import marks
from safeguarding.tracks.models import Track

USER = settings.AUTH_USER_MODEL
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)
WORDS = (
    "case_id", "number", "kind", "track_id", "title", "recipient", "address", "body", "written_by_id", "issued_by_id",
    "issued_at", "pdf_id", "docx_id", "redacts_id", "writers",
)  # fmt: skip
CHANGED_WORDS = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in WORDS)
#: Whether it was issued once, wherever it stands now.
IS_PAPER = Q(pdf__isnull=False, docx__isnull=False, issued_by__isnull=False, issued_at__isnull=False, pages__gte=1)
NO_PAPER = Q(pdf__isnull=True, docx__isnull=True, issued_by__isnull=True, issued_at__isnull=True, pages=0)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: User) -> LetterQuerySet:
        """For whoever reads the content of the case, and of the track where it is a letter of one."""
        return self.filter(policies.letters_visible_q(user))


@track()
class Letter(Versioned):
    """One letter of a case, with its number there."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Of which track it is: it is filled with its facts, and there for who reads that track alone.",
    )  # fmt: skip
    template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="letters",
        help_text="Which version of the force it was begun with; none for the text that comes with the application.",
    )  # fmt: skip
    title = models.CharField(max_length=200)
    recipient = models.CharField(max_length=200, help_text="To whom it is.")
    address = models.TextField(blank=True, max_length=500)
    body = models.TextField(max_length=marks.LONGEST)
    status = models.CharField(max_length=12, choices=LetterStatus.choices, default=states.FIRST_LETTER_STATUS)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", help_text="Or changed it last.")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any of it.")
    written_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    pdf = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="letter_pdf")
    docx = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="letter_docx")
    pages = models.PositiveSmallIntegerField(default=0)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", help_text="Once issued."
    )
    redacts = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="redacted_by",
        help_text="The letter of which it is a copy without names.",
    )  # fmt: skip
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="letter_number_once_in_a_case"),
            models.CheckConstraint(
                condition=Q(status=LetterStatus.DRAFT) & NO_PAPER
                | Q(status=LetterStatus.WITHDRAWN) & (NO_PAPER | IS_PAPER)
                | Q(status__in=(LetterStatus.ISSUED, LetterStatus.SENT, LetterStatus.SUPERSEDED)) & IS_PAPER,
                name="issued_letter_has_its_papers",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True)
                | ~Q(kind__in=sorted(ISSUED_BY_ANOTHER))
                | ~Q(issued_by=F("written_by")) & ~Q(writers__contains=[F("issued_by")]),
                name="letter_issued_by_another",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.LETTER_EDGES)),
            pgtrigger.Protect(
                name="issued_words_stand_still", operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.status <> 'draft' AND ({CHANGED_WORDS})"),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """As it stands on the paper."""
        return f"{self.case.reference}/L{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("letters:letter", args=[self.case.reference, self.pk])

    def paper(self, format: str) -> StoredFile | None:
        return self.docx if format == PaperFormat.DOCX else self.pdf


class LetterOpening(models.Model):
    """Somebody took a letter out of the system: who, when, as what and why."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="openings")
    format = models.CharField(max_length=4, choices=PaperFormat.choices)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    purpose_text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"opening of {self.letter}"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, user: User) -> DisclosureQuerySet:
        """For whoever reads the content of the case, and of the track of what was given."""
        return self.filter(policies.disclosures_visible_q(user))


class Disclosure(models.Model):
    """Something of a case was given to somebody outside: what, with its SHA-256, to whom, under which law, what for."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosure",
        help_text="Where what was given is a letter: it is recorded with its sending.",
    )  # fmt: skip
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Of which track the document is: the disclosure is there for who reads that track alone.",
    )  # fmt: skip
    what = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="Of the document as it was given.")
    recipient = models.CharField(max_length=200)
    gateway = models.CharField(max_length=20, choices=Gateway.choices)
    purpose = models.CharField(max_length=500, help_text="What for.")
    way = models.CharField(max_length=20, choices=Way.choices)
    given_on = models.DateField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["case", "-given_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="disclosure_digest")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"disclosure {self.pk} of {self.case}"
