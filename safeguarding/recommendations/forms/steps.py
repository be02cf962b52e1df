"""What each step of a recommendation asks."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator

from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    LongTextField,
    RadioField,
    TextField,
    VersionField,
    YesNoField,
)
from safeguarding.recommendations.choices import MORE_TIME, Position, Reason
from safeguarding.recommendations.forms.recording import NO_NAMES
from safeguarding.recommendations.models import TEXT_MAX
from safeguarding.recommendations.services.answering import Draft, Publication, TheirAnswer

WRONG_ADDRESS = "Enter a full address, such as https://www.example.org/answer"


class WebField(TextField):
    """An address on the web."""

    default_validators = [URLValidator(schemes=["http", "https"], message=WRONG_ADDRESS)]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, required=False, **kwargs)


class StepForm(GovForm):
    """A step that asks nothing more."""

    version = VersionField()

    def given(self) -> dict[str, Any]:
        """What was answered, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ReasonForm(StepForm):
    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX, rows=4, hint=NO_NAMES)


class _AnswerForm(StepForm):
    position = RadioField(label="Is it accepted?", noun="whether it is accepted", choices=Position.choices)
    response_text = LongTextField(
        label="What is the answer?", noun="the answer", max_length=TEXT_MAX, rows=8, hint=NO_NAMES
    )
    reasons = CheckboxesField(
        label="Why is it, or a part of it, not accepted?", noun="why", choices=Reason.choices, required=False,
        hint="Leave empty if it is accepted",
    )  # fmt: skip
    reason_text = LongTextField(
        label="The reasons in words", noun="the reasons", max_length=TEXT_MAX, rows=5, required=False
    )


class DraftForm(_AnswerForm):
    """The answer of the force."""

    def given(self) -> dict[str, Any]:
        return {"answer": Draft(**super().given())}


class TheirAnswerForm(_AnswerForm):
    """The answer of another body."""

    answered_on = DateField(label="When did they answer?", noun="the day they answered")
    address = WebField(label="Where is it published?", noun="where", hint="Its address on the web, if it is")

    field_order = ("answered_on", "position", "response_text", "reasons", "reason_text", "address")

    def given(self) -> dict[str, Any]:
        return {"answer": TheirAnswer(**super().given())}


class ApproveForm(StepForm):
    approved_as = TextField(
        label="In which rank or post do you approve it?", noun="your rank or post", max_length=120,
        hint="For example, Deputy Chief Constable",
    )  # fmt: skip


class SendForm(StepForm):
    sent_on = DateField(label="When was it sent?", noun="the day it was sent")
    late_because = LongTextField(
        label="If it is late, why?", noun="why it is late", max_length=TEXT_MAX, rows=3, required=False
    )


class PublishForm(StepForm):
    published_on = DateField(label="When was the answer published?", noun="the day it was published", required=False)
    address = WebField(label="Where?", noun="where", hint="Its address on the web")
    not_public_because = LongTextField(
        label="If it was not published, why?", noun="why it was not published", max_length=TEXT_MAX, rows=3,
        required=False,
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        return {"publication": Publication(**super().given())}


class EvidenceForm(StepForm):
    evidence = LongTextField(
        label="How is it known that it is carried out?", noun="how it is known", max_length=TEXT_MAX, rows=5,
        hint=f"What was seen and where it is kept. {NO_NAMES}",
    )  # fmt: skip


class VerifyForm(StepForm):
    verified_how = LongTextField(
        label="What did you look at?", noun="what you looked at", max_length=TEXT_MAX, rows=5, hint=NO_NAMES
    )


class AskExtensionForm(StepForm):
    asked_on = DateField(
        label="When was it asked for?", noun="the day it was asked for",
        hint=f"The day the IOPC received it. It counts only inside the period ({MORE_TIME}).",
    )  # fmt: skip
    wanted_until = DateField(label="Until when?", noun="the day until when")
    reason = LongTextField(
        label="Why is more time needed?", noun="why more time is needed", max_length=TEXT_MAX, rows=4
    )


class AnswerExtensionForm(StepForm):
    granted_until = DateField(
        label="Until when was more time granted?", noun="the day", required=False, hint="Leave empty if it was refused"
    )


class BeginReviewForm(StepForm):
    begun_on = DateField(
        label="When did it begin?", noun="the day it began", hint="The clock of the answer stands still from this day"
    )


class EndReviewForm(StepForm):
    ended_on = DateField(label="When did it end?", noun="the day it ended")


class LookAgainForm(StepForm):
    still_refused = YesNoField(label="Is it still the position that it is not accepted?")
    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX, rows=4, hint=NO_NAMES)

    def given(self) -> dict[str, Any]:
        found = super().given()
        return {**found, "still_refused": found["still_refused"] == "yes"}
