"""What was given to whom and when: the notice, representations, interviews, updates and timeliness letters."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.cases.models import CaseParty
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.investigations import states
from safeguarding.investigations.choices import (
    GivenHow,
    InterviewStatus,
    LetterTo,
    NoticeRegime,
    NoticeStatus,
    ServedMethod,
    UpdateTo,
)
from safeguarding.investigations.models.investigations import NEVER_CHANGED, TEXT_MAX, Investigation
from safeguarding.letters.models import Letter

USER = settings.AUTH_USER_MODEL


@track()
class InvestigationNotice(Versioned):
    """The notice of investigation: withheld with a reason and a day to look at that again, or served."""

    investigation = models.OneToOneField(Investigation, on_delete=models.PROTECT, related_name="notice")
    regime = models.CharField(max_length=20, choices=NoticeRegime.choices)
    status = models.CharField(max_length=10, choices=NoticeStatus.choices)
    withheld_because = models.TextField(blank=True, max_length=TEXT_MAX)
    review_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=ServedMethod.choices, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    deemed_on = models.DateField(null=True, blank=True, help_text="The day on which it counts as given.")
    said = models.JSONField(default=list, help_text="Its parts, as they were served.")
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="notice_of_investigation",
        help_text="The letter as which it was served, where it was one of this system.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=NoticeStatus.SERVED, sent_on__isnull=False, deemed_on__isnull=False)
                | Q(status=NoticeStatus.WITHHELD, sent_on__isnull=True, review_on__isnull=False),
                name="notice_served_or_withheld",
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=True) | Q(status=NoticeStatus.SERVED), name="letter_of_a_served_notice"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.NOTICE_EDGES))
        ]

    def __str__(self) -> str:
        return f"notice, {self.get_status_display().lower()}"


@track()
class Representation(models.Model):
    """What the person investigated said to it. Never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="representations")
    given_on = models.DateField()
    how = models.CharField(max_length=10, choices=GivenHow.choices)
    said = models.TextField(max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", help_text="Who wrote it down.")

    class Meta:
        ordering = ["given_on", "pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"representation of {self.given_on}"


@track()
class Interview(Versioned):
    """An interview: set, moved to another date once, held."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="interviews")
    status = models.CharField(max_length=10, choices=InterviewStatus.choices, default=InterviewStatus.SET)
    set_for = models.DateField()
    instead_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to")
    held_on = models.DateField(null=True, blank=True)
    companion = models.CharField(
        max_length=200, blank=True, help_text="Police friend, union representative, colleague."
    )
    account = models.TextField(blank=True, max_length=TEXT_MAX)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=InterviewStatus.HELD, held_on__isnull=False)
                | (~Q(status=InterviewStatus.HELD) & Q(held_on__isnull=True)),
                name="interview_held_on",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="status_follows_the_table", field="status", transitions=list(states.INTERVIEW_EDGES))
        ]

    def __str__(self) -> str:
        return f"interview set for {self.set_for}"


@track()
class ProgressUpdate(models.Model):
    """One update, to whom, when, and what it said. Never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="updates")
    to = models.CharField(max_length=20, choices=UpdateTo.choices)
    party = models.ForeignKey(
        CaseParty, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who was told; empty for the person investigated, or where all were told.",
    )  # fmt: skip
    sent_on = models.DateField()
    how = models.CharField(max_length=10, choices=GivenHow.choices)
    said = models.TextField(max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_on", "pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"update of {self.sent_on}"


@track()
class InterestedPerson(models.Model):
    """Somebody of the case who is kept informed beside who complained (PRA 2002 s.21). Never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="interested")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    reason = models.TextField(max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "party"], name="interested_once"),
        ]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"interested since {self.since}"


@track()
class UpdateWithheld(models.Model):
    """Updates are withheld for a reason, with the day on which that is looked at again (PCMR 2020 reg 35).

    Never changed: the next update ends it.
    """

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="updates_withheld")
    to = models.CharField(max_length=20, choices=UpdateTo.choices)
    since = models.DateField()
    because = models.TextField(max_length=TEXT_MAX)
    review_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "updates withheld"
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"update withheld on {self.since}"


@track()
class TimelinessLetter(models.Model):
    """The letter after twelve months, and after each six that follow, with its required fields. Never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="letters")
    to = models.CharField(max_length=20, choices=LetterTo.choices)
    sent_on = models.DateField()
    came_on = models.DateField(help_text="When the matter came to attention.")
    notice_on = models.DateField(null=True, blank=True, help_text="When the notice was given.")
    progress = models.TextField(max_length=TEXT_MAX)
    expected_on = models.DateField(help_text="When it is expected to be concluded, and the report made.")
    why_so_long = models.TextField(max_length=TEXT_MAX)
    planned = models.TextField(max_length=TEXT_MAX)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_on", "pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"timeliness letter of {self.sent_on}"
