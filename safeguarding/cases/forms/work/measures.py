from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.cases.choices import DutyDecision, MeasureKind
from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH

KIND_HINTS: dict[str, str] = {
    MeasureKind.REMOVED_FROM_ROLE: "Opens the duty to consider a referral to the DBS",
    MeasureKind.SUSPENDED: "Consider other duties first. Reviewed at least every 4 weeks",
}
REVIEW_HINT = "For example, 20 12 2026. A suspension is looked at again within 4 weeks"


class MeasureForm(forms.GovForm):
    """Something done at once to keep children safe."""

    kind = forms.RadioField(
        label="What is the measure?", noun="the measure", choices=MeasureKind.choices, hints=KIND_HINTS
    )
    party = forms.ModelSelectField(
        CaseParty.objects.none(), label="Whom is it about?", noun="whom it is about", required=False,
        hint="Needed when somebody is removed, restricted or suspended",
    )  # fmt: skip
    detail = forms.LongTextField(
        label="What exactly is done, and how?", noun="what exactly is done", max_length=NARRATIVE_LENGTH, rows=4
    )
    starts_on = forms.DateField(label="From which day?", noun="the day it starts", past=True)
    review_on = forms.DateField(
        label="When is it looked at again?", noun="the day of the review", hint=REVIEW_HINT, future=True
    )

    def __init__(self, *args: Any, parties: QuerySet[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]  # a field that chooses a record


class ReviewMeasureForm(forms.GovForm):
    version = forms.VersionField()
    note = forms.LongTextField(
        label="What did you find, and why does it stay?", noun="what you found and why it stays",
        hint="Goes into the chronology", max_length=NARRATIVE_LENGTH, rows=5,
    )  # fmt: skip
    review_on = forms.DateField(
        label="When is it looked at next?", noun="the day of the next review", hint=REVIEW_HINT, future=True
    )


class EndMeasureForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(label="Why does it end?", noun="why it ends", max_length=5000, rows=4)


class DutyForm(forms.GovForm):
    version = forms.VersionField()
    decision = forms.RadioField(
        label="Must this be referred to the DBS?", noun="whether to refer", choices=DutyDecision.choices,
        hints={DutyDecision.REFER: "A referral to the DBS is put on the case, to be sent as soon as possible"},
    )  # fmt: skip
    reasons = forms.LongTextField(
        label="Why?", noun="the reasons", max_length=NARRATIVE_LENGTH,
        hint="Which condition is met or not: a listed offence, relevant conduct, or the harm test",
    )  # fmt: skip
