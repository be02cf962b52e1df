"""Who left in the middle, and what the end of a track left to be told to the College of Policing."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.core.history import track
from safeguarding.core.models import Versioned
from safeguarding.tracks.choices import CollegeList, Leaving, ReportDecision

USER = settings.AUTH_USER_MODEL
TEXT_MAX = 10_000
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


@track()
class Departure(models.Model):
    """Somebody under investigation left. Their tracks go on: what they might have come to decides what is reported."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="departures")
    party = models.OneToOneField(CaseParty, on_delete=models.PROTECT, related_name="departure")
    how = models.CharField(max_length=20, choices=Leaving.choices)
    left_on = models.DateField()
    detail = models.TextField(blank=True, max_length=TEXT_MAX)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["left_on", "pk"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.party} left, {self.case}"


@track()
class CollegeReport(Versioned):
    """The question whether somebody is reported to the College for one of its lists: yes with the day, or no and why.

    Police Act 1996 Part 4A; Police Barred List and Police Advisory List Regulations 2017 (SI 2017/1135).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="college_reports")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="college_reports")
    for_list = models.CharField(max_length=20, choices=CollegeList.choices)
    opened_because = models.CharField(max_length=300)
    begins_on = models.DateField(
        help_text="The day of the dismissal, the finding or the leaving: day one of the clock."
    )
    opened_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=10, choices=ReportDecision.choices, blank=True)
    reasons = models.TextField(blank=True, max_length=TEXT_MAX)
    reported_on = models.DateField(null=True, blank=True)
    their_reference = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "party", "for_list"], name="college_report_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="college_report_decided_at_by",
            ),
            models.CheckConstraint(
                condition=Q(decision=ReportDecision.REPORTED, reported_on__isnull=False)
                | (~Q(decision=ReportDecision.REPORTED) & Q(reported_on__isnull=True)),
                name="college_report_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_for_list_display()}, {self.party}"

    @property
    def is_open(self) -> bool:
        return not self.decision
