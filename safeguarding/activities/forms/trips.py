"""What is asked before young people are taken off site."""

from __future__ import annotations

from typing import Any

from safeguarding.activities.choices import ConsentState, Verdict
from safeguarding.activities.models import TEXT_MAX
from safeguarding.activities.rules import is_made_for
from safeguarding.activities.services.trips import Answer
from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    LongTextField,
    ModelRadioField,
    ModelSelectField,
    RadioField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.people.models import Carer
from safeguarding.risk.models import RiskAssessment


class GoingForm(GovForm):
    """Who goes along."""

    people = CheckboxesField(label="Who goes along?", noun="who goes along", required=False)
    version = VersionField()

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]  # a choice field

    def given(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["people"]]


def _told(assessment: RiskAssessment, title: str) -> str:
    """What it is called, and whether that is what the activity is called."""
    return (
        assessment.title if is_made_for(assessment.title, title) else f"{assessment.title}: made for another activity"
    )


class AssessmentForm(GovForm):
    """Which risk assessment is of this activity."""

    assessment = ModelRadioField(
        RiskAssessment.objects.none(), label="Which risk assessment is of this activity?", noun="the risk assessment"
    )
    covers = TickField(
        label="It was made for another activity. I have read it, and it covers this one too", required=False
    )
    version = VersionField()

    def __init__(self, *args: Any, assessments: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assessment"]
        field.label_from_instance = lambda one: _told(one, title)
        field.queryset = assessments
        if all(is_made_for(one.title, title) for one in assessments):
            del self.fields["covers"]


class ConsentForm(GovForm):
    """What a carer answered."""

    state = RadioField(
        label="Was consent given?", noun="whether consent was given", layout="inline",
        choices=[(ConsentState.GIVEN, "Yes"), (ConsentState.REFUSED, "No")],
    )  # fmt: skip
    carer = ModelSelectField(
        Carer.objects.none(), label="Which parent or carer answered?", noun="which parent or carer answered",
        required=False, empty_label="Somebody else",
    )  # fmt: skip
    answered_by = TextField(
        label="Or the name of the parent or carer, if not on the list", noun="the name", max_length=120, required=False
    )
    answered_on = DateField(label="When?", noun="the day of the answer", past=True)
    evidence = TextField(
        label="How is it known?", noun="how it is known", max_length=300,
        hint="For example: signed form, kept in the unit. Nothing medical.",
    )  # fmt: skip

    def __init__(self, *args: Any, carers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not carers:
            del self.fields["carer"]
            return
        field: Any = self.fields["carer"]
        field.queryset = carers
        field.label_from_instance = lambda carer: f"{carer.adult.name}, {carer.get_relationship_display().lower()}"

    def answer(self) -> Answer:
        """The answer, for the service."""
        return Answer(**self.cleaned_data)


class DecideForm(GovForm):
    """Whether an off-site activity is approved."""

    verdict = RadioField(
        label="What do you decide?", noun="what you decide",
        choices=[(Verdict.APPROVED, "Approve it"), (Verdict.REFUSED, "Do not approve it")],
    )  # fmt: skip
    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)
    version = VersionField()
