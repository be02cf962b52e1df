"""What is alleged, one by one: as it was made, whether there is a case to answer, and what was found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeguarding.cases.choices import ReferralCriterion
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.investigations.choices import Answer, Category, CodeEdition, Decider, Finding, Standard
from safeguarding.investigations.models.investigations import TEXT_MAX, Investigation
from safeguarding.investigations.rules.referrals import is_compulsory


@track()
class Allegation(Versioned):
    """One allegation about one person, with the answer and the finding of its own."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="allegations")
    number = models.PositiveSmallIntegerField()
    what = models.TextField(max_length=TEXT_MAX, help_text="As it was made.")
    happened_from = models.DateField()
    happened_to = models.DateField(null=True, blank=True)
    category = models.CharField(max_length=1, choices=Category.choices)
    standards = ArrayField(models.CharField(max_length=50, choices=Standard.choices))
    code = models.CharField(max_length=20, choices=CodeEdition.choices)
    is_abuse_of_position = models.BooleanField(default=False)
    is_harm = models.BooleanField(default=False, help_text="A child was harmed, or may have been.")
    criterion = models.CharField(
        max_length=30, choices=ReferralCriterion.choices, blank=True,
        help_text="The test of referral that the allegation as made meets; empty where it meets none.",
    )  # fmt: skip
    test_reasons = models.TextField(max_length=TEXT_MAX)
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    answer_reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    answered_on = models.DateField(null=True, blank=True)
    answered_for = models.CharField(max_length=10, choices=Decider.choices, blank=True)
    finding = models.CharField(max_length=20, choices=Finding.choices, blank=True)
    finding_reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    found_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["investigation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "number"], name="allegation_number_once"),
            models.CheckConstraint(
                condition=Q(happened_to__isnull=True) | Q(happened_to__gte=F("happened_from")),
                name="allegation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="allegation_answered_on",
            ),
            models.CheckConstraint(
                condition=Q(finding="", found_on__isnull=True) | (~Q(finding="") & Q(found_on__isnull=False)),
                name="allegation_found_on",
            ),
        ]

    def __str__(self) -> str:
        return f"Allegation {self.number}"

    @property
    def standard_words(self) -> list[str]:
        return [str(Standard(one).label) for one in self.standards]

    @property
    def must_be_referred(self) -> bool:
        return is_compulsory(self.criterion)

    @property
    def to_be_found(self) -> bool:
        """Whether a meeting or hearing has to decide about it."""
        return self.answer in (Answer.GROSS, Answer.MISCONDUCT)
