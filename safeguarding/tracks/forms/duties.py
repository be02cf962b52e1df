"""Somebody left, and the report to the College."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH
from safeguarding.tracks.choices import Leaving, ReportDecision


class DepartureForm(forms.GovForm):
    party = forms.ModelSelectField(CaseParty.objects.none(), label="Who left?", noun="who left")
    how = forms.RadioField(label="How?", noun="how they left", choices=Leaving.choices)
    left_on = forms.DateField(label="On which day?", noun="the day they left", past=True)
    detail = forms.LongTextField(label="What else is known", required=False, max_length=NARRATIVE_LENGTH, rows=3)

    def __init__(self, *args: Any, parties: QuerySet[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]  # a field that chooses a record


class ReportForm(forms.GovForm):
    """Made on a day, or not due and why."""

    version = forms.VersionField()
    decision = forms.RadioField(
        label="Was it reported?", noun="whether it was reported", choices=ReportDecision.choices,
        reveals={ReportDecision.REPORTED: ["reported_on", "their_reference"]},
    )  # fmt: skip
    reported_on = forms.DateField(label="On which day?", noun="the day of the report", past=True)
    their_reference = forms.TextField(label="Their reference", required=False, max_length=100, width="20")
    reasons = forms.LongTextField(
        label="Reasons", noun="the reasons", required=False, hint="Needed where no report is due",
        max_length=NARRATIVE_LENGTH, rows=4,
    )  # fmt: skip
