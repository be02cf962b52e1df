from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import Unit
from safeguarding.cases.choices import LadoFinding, ReferralCriterion, ReferralKind
from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH

KIND_HINTS: dict[str, str] = {
    ReferralKind.LADO: "The area in which the adult works with children. Due 1 working day after the concern came in",
    ReferralKind.CHILDRENS_SOCIAL_CARE: "A child may be at risk of significant harm. Due today",
    ReferralKind.IOPC: "A test is met on the allegation as made. Due by the end of the next day",
    ReferralKind.PSD: "Somebody who serves with the force may have misconducted themselves. Lets that unit in",
    ReferralKind.DBS: "Somebody was taken out of regulated activity, or would have been",
    ReferralKind.POLICE_CRIME_REPORT: "A crime is alleged. Due at once",
    ReferralKind.SCHOOL: "The school must know to keep a child safe",
}
AGENCY = "Which area, office or school?"


class ReferralForm(forms.GovForm):
    """A referral to start: whom to, why, and what its clock counts from."""

    kind = forms.RadioField(
        label="Whom to?", noun="whom to refer to", choices=ReferralKind.choices, hints=KIND_HINTS,
        reveals={ReferralKind.IOPC: ["criterion", "first_clear_at"], ReferralKind.PSD: ["psd_unit"]},
    )  # fmt: skip
    criterion = forms.RadioField(
        label="Which test does the allegation as made meet?", noun="the test that the allegation as made meets",
        hint="Look at what is alleged, not at what can be shown", choices=ReferralCriterion.choices, layout="small",
    )  # fmt: skip
    first_clear_at = forms.MomentField(
        label="When was it first clear that it must be referred?", noun="when it was first clear", past=True,
        hint="The clock counts from then. Leave it empty if that is now", required=False,
    )  # fmt: skip
    psd_unit = forms.ModelSelectField(
        Unit.objects.none(), label="Which unit?", noun="the professional standards unit",
        hint="Its people will see this case",
    )  # fmt: skip
    agency = forms.TextField(label=AGENCY, hint="You can also say this when it is sent", required=False)
    contact = forms.TextField(label="Who there?", hint="A name or desk, and how to reach them", required=False)
    why = forms.LongTextField(
        label="Why is the case referred?", noun="why the case is referred", max_length=NARRATIVE_LENGTH, rows=5
    )

    def __init__(self, *args: Any, psd_units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["psd_unit"].queryset = psd_units  # type: ignore[attr-defined]  # a field that chooses a record


class SendForm(forms.GovForm):
    version = forms.VersionField()
    sent_at = forms.MomentField(label="When was it sent?", noun="when it was sent", past=True)
    agency = forms.TextField(label=AGENCY, noun="whom it was sent to")
    contact = forms.TextField(label="Who there?", required=False)
    their_reference = forms.TextField(label="Their reference", required=False, max_length=100, width="20")
    late_reason = forms.LongTextField(
        label="Why was it sent late?", noun="why it was sent late", required=False, max_length=5000, rows=3
    )

    def __init__(self, *args: Any, late_since: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late_since:
            self.fields["late_reason"].help_text = f"Needed unless it was sent by {late_since}"
        else:
            del self.fields["late_reason"]


class AnswerForm(forms.GovForm):
    version = forms.VersionField()
    answered_on = forms.DateField(label="When did they answer?", noun="the day they answered", past=True)
    answer = forms.LongTextField(
        label="What did they answer?", noun="what they answered", max_length=NARRATIVE_LENGTH,
        hint="If no answer will come, say so and how you know",
    )  # fmt: skip


class ConcludeForm(forms.GovForm):
    version = forms.VersionField()
    finding = forms.RadioField(
        label="How did the allegation end with the LADO?", noun="how the allegation ended", choices=LadoFinding.choices
    )
    concluded_on = forms.DateField(label="When?", noun="the day of the outcome", past=True)
    outcome = forms.LongTextField(label="What was the outcome?", noun="the outcome", max_length=NARRATIVE_LENGTH)

    def __init__(self, *args: Any, findings: tuple[LadoFinding, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if findings:
            self.fields["finding"].choices = [(one.value, one.label) for one in findings]  # type: ignore[attr-defined]  # it has choices
        else:
            del self.fields["finding"]


class DropForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(
        label="Why is it not made?", noun="why it is not made", max_length=NARRATIVE_LENGTH, rows=4
    )
