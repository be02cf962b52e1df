"""How it comes in, what is alleged, and how grave that is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralCriterion
from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.investigations.choices import (
    Category,
    CodeEdition,
    Decider,
    Entry,
    Forum,
    Mode,
    Recording,
    Severity,
    Standard,
)
from safeguarding.investigations.forms.base import ActForm, reasons
from safeguarding.investigations.models import Allegation, Investigation
from safeguarding.investigations.rules.codes import code_hints, codes_of
from safeguarding.investigations.rules.referrals import CRITERION_HINTS, NOT_MET
from safeguarding.investigations.selectors.people import people_to_name


class BeginForm(forms.GovForm):
    """Whose conduct, and how it came in."""

    party = forms.ModelSelectField(
        CaseParty.objects.none(), label="Whose conduct is it about?", noun="whose conduct it is about",
        hint="Which rules apply follows from what this person is to the force",
    )  # fmt: skip
    entry = forms.RadioField(label="How did it come in?", noun="how it came in", choices=Entry.choices)
    came_on = forms.DateField(
        label="When was the complaint made, or the matter noticed?", noun="the day", past=True,
        hint="Twelve months are counted from this day",
    )  # fmt: skip
    complainant = forms.ModelSelectField(
        CaseParty.objects.none(), label="Who complained?", noun="who complained", required=False,
        hint="They hear of the progress every 28 days",
    )  # fmt: skip
    is_designated = forms.TickField(label="A volunteer with a designation (PRA 2002 s.38)", required=False)
    reason = reasons("Why is it investigated?")

    def __init__(self, *args: Any, parties: QuerySet[CaseParty], everybody: QuerySet[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]  # a field that chooses a record
        self.fields["complainant"].queryset = everybody  # type: ignore[attr-defined]  # same


class AssignForm(ActForm):
    investigator = forms.ModelSelectField(
        User.objects.none(), label="Who of ours investigates?", noun="who investigates", required=False,
        hint="Leave empty where somebody from outside does",
    )  # fmt: skip
    outside_investigator = forms.TextField(
        label="Or who from outside?", noun="who investigates", required=False,
        hint="Name and body, such as the IOPC's lead investigator",
    )  # fmt: skip
    link_check = reasons(
        "How was it made sure that somebody from outside has no link?", noun="how it was made sure", required=False,
        hint="Of our own this is looked up: a line of management today or before, a scheme led together, a family or "
        "care link, a part in the case",
    )  # fmt: skip
    supervisor = forms.ModelSelectField(
        User.objects.none(), label="Who supervises, for the appropriate authority?", noun="who supervises"
    )

    def offer(self) -> None:
        for name in ("investigator", "supervisor"):
            self.among(name, people_to_name(self.investigation))


class ClassifiedForm(ActForm):
    """How an allegation is classified, and the test of referral on it as it was made."""

    category = forms.SelectField(label="National category", noun="the national category", choices=Category.choices)
    standards = forms.CheckboxesField(
        label="Which standards would it fall below?", noun="the standards", choices=Standard.choices, layout="small",
        hint="For abuse of position: honesty and integrity; authority, respect and courtesy; discreditable conduct",
    )  # fmt: skip
    code = forms.RadioField(
        label="In which edition?", noun="the edition", choices=CodeEdition.choices, layout="small",
        hint="The one that stood when it is said to have happened",
    )  # fmt: skip
    is_abuse_of_position = forms.TickField(
        label="Abuse of position for a sexual purpose, or an improper emotional relationship", required=False
    )
    is_harm = forms.TickField(label="A child was harmed, or may have been", required=False)
    criterion = forms.RadioField(
        label="Which test of referral to the IOPC does it meet, as it was made?", noun="the answer to the test",
        choices=[*ReferralCriterion.choices, (NOT_MET, "None of them")], layout="small", hints=CRITERION_HINTS,
        hint="Asked of what was alleged, taken as it was made. Whether it is proven, likely or denied is not asked "
        "here (R (Rose) v Greater Manchester Police [2021] EWHC 875 (Admin))",
    )  # fmt: skip
    test_reasons = reasons("Why is the test met, or not?", noun="why the test is met or not")
    first_clear_at = forms.MomentField(
        label="When was it first clear that it must be referred?", noun="the moment", past=True, required=False,
        hint="The clock ends with the next calendar day (Complaints and Misconduct Regulations 2020 regs 4, 7 and 9). "
        "A referral that goes later is taken with its reason. Empty means now",
    )  # fmt: skip

    def offer(self) -> None:
        regime = self.investigation.regime
        self.choose("code", [(one.value, one.label) for one in codes_of(regime)])
        self.fields["code"].hints = code_hints(regime)  # type: ignore[attr-defined]  # a field of choices


class AllegeForm(ClassifiedForm):
    what = reasons("What is alleged, as it was made?", noun="what is alleged")
    happened_from = forms.DateField(label="From when?", noun="from when", past=True)
    happened_to = forms.DateField(label="Until when?", noun="until when", past=True, required=False)
    field_order = ("version", "what", "happened_from", "happened_to")


class ClassifyForm(ClassifiedForm):
    allegation = forms.ModelSelectField(
        Allegation.objects.none(), label="Which allegation?", noun="the allegation",
        hint="What was alleged stays as it was made",
    )  # fmt: skip
    field_order = ("version", "allegation")

    def offer(self) -> None:
        super().offer()
        self.among("allegation", self.investigation.allegations.all())

    @classmethod
    def starts_with(cls, investigation: Investigation, number: str) -> dict[str, Any]:
        """As the allegation is classified today."""
        one = investigation.allegations.filter(pk=int(number)).first() if number.isdecimal() else None
        if one is None:
            return {}
        names = ("category", "standards", "code", "is_abuse_of_position", "is_harm", "test_reasons")
        return {"criterion": one.criterion or NOT_MET, **{name: getattr(one, name) for name in names}}


class InterestForm(ActForm):
    party = forms.ModelSelectField(
        CaseParty.objects.none(), label="Who is to be kept informed?", noun="who is to be kept informed",
        hint="Somebody of this case; they hear of the progress every 28 days",
    )  # fmt: skip
    since_day = forms.DateField(label="From which day?", noun="the day", past=True)
    reason = reasons("What is their interest?", noun="what their interest is")

    def offer(self) -> None:
        held = self.investigation
        rows = held.case.parties.filter(removed_at__isnull=True).exclude(pk=held.track.party_id or 0)
        self.among("party", rows.order_by("pk"))


class RecordForm(ActForm):
    recording = forms.RadioField(
        label="What is decided?", noun="what is decided", choices=Recording.choices,
        hint="What must be referred to the IOPC must be recorded (PRA 2002 Sch 3 para 2(6B))",
    )  # fmt: skip
    recorded_on = forms.DateField(label="On which day?", noun="the day", past=True)
    reasons = reasons()


class ModeForm(ActForm):
    mode = forms.RadioField(label="How is it investigated?", noun="the mode of investigation", choices=Mode.choices)
    since_day = forms.DateField(label="From which day?", noun="the day", past=True)
    reason = reasons("By whose decision, and why?")


class SeverityForm(ActForm):
    severity = forms.RadioField(
        label="If it is proved, what would it be?", noun="how grave it would be", choices=Severity.choices,
        hints={
            Severity.GROSS: "So serious that dismissal would be justified",
            Severity.MISCONDUCT: "So serious that disciplinary action would be justified",
        },
    )  # fmt: skip
    forum = forms.RadioField(
        label="If it goes to proceedings, to which form?", noun="the form of proceedings", choices=Forum.choices,
    )  # fmt: skip
    assessed_for = forms.RadioField(
        label="Who assessed it?", noun="who assessed it", choices=Decider.choices, layout="inline",
        hint="Of officers the IOPC does, where it directs the investigation or investigates itself",
    )  # fmt: skip
    assessed_on = forms.DateField(label="On which day?", noun="the day", past=True)
    reasons = reasons()
    was_authority_consulted = forms.TickField(
        label="The appropriate authority was consulted", required=False, hint="A revision asks for it"
    )
    is_crown_court_conviction = forms.TickField(
        label="It rests on a conviction for an offence that only the Crown Court tries", required=False
    )
    has_live_final_warning = forms.TickField(label="A final written warning is live today", required=False)
