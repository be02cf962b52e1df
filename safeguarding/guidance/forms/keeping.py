"""What keepers are asked about a policy and its versions."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    NumberField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.guidance.choices import MeetsRequirement
from safeguarding.guidance.models.documents import REASON_MAX, TEXT_MAX, PolicyVersion
from safeguarding.guidance.rules import GRACE_DAYS
from safeguarding.guidance.services import DocumentDetails, Publication, VersionDetails
from safeguarding.guidance.services.documents import MOST_GRACE

MOST_CHOICES = 4
HERE, ELSEWHERE = "here", "elsewhere"


class DocumentForm(GovForm):
    """What is said of a policy."""

    title = TextField(label="Title of the policy", noun="the title of the policy", max_length=120)
    owner = TextField(
        label="Who answers for it?", noun="who answers for it", max_length=120, width="two-thirds",
        hint="Name and rank or post",
    )  # fmt: skip
    audience_note = TextField(label="Whom is it for, in words?", noun="whom it is for", max_length=300, required=False)
    meets = SelectField(
        label="Which requirement of schemes does acknowledging it meet?", noun="a requirement", blank="None",
        choices=MeetsRequirement.choices, required=False, hint="Only one policy of the force can meet each.",
    )  # fmt: skip
    grace_days = NumberField(
        label="Days of grace", noun="the days of grace", min_value=0, max_value=MOST_GRACE, initial=GRACE_DAYS,
        hint="How long having acknowledged the version before still counts once a new one is in force.",
    )  # fmt: skip
    version = VersionField()

    def details(self) -> DocumentDetails:
        """The policy, for the service."""
        return DocumentDetails(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class VersionForm(GovForm):
    """What a version says, and the question that shows that it was understood."""

    summary = LongTextField(
        label="What changed?", noun="what changed", max_length=REASON_MAX, rows=3,
        hint="For a first version: what it is about. Everybody reads this first.",
    )  # fmt: skip
    where = RadioField(
        label="Where is the text?", noun="where the text is",
        choices=[(HERE, "I write it here"), (ELSEWHERE, "It is kept elsewhere")],
        reveals={HERE: ["text"], ELSEWHERE: ["link"]},
    )  # fmt: skip
    text = LongTextField(
        label="The text", noun="the text", max_length=TEXT_MAX, rows=14,
        hint="Leave a line empty between paragraphs. A line that begins with # is a heading, with - part of a list.",
    )  # fmt: skip
    link = TextField(label="Address", noun="the address", max_length=300, hint="It begins with https://")
    question = TextField(
        label="A question that shows that it was understood", noun="the question", max_length=300, required=False,
        hint="Leave empty for none. Whoever answers wrongly is asked to read it again.",
    )  # fmt: skip
    choice_1 = TextField(label="First answer", noun="an answer", max_length=200, required=False)
    choice_2 = TextField(label="Second answer", noun="an answer", max_length=200, required=False)
    choice_3 = TextField(label="Third answer", noun="an answer", max_length=200, required=False)
    choice_4 = TextField(label="Fourth answer", noun="an answer", max_length=200, required=False)
    right_answer = SelectField(
        label="Which is the right one?", noun="the right answer", required=False, blank="Choose",
        choices=[("1", "The first"), ("2", "The second"), ("3", "The third"), ("4", "The fourth")],
    )  # fmt: skip
    version = VersionField()

    def details(self) -> VersionDetails:
        """The version, for the service: answers left empty in between do not count."""
        given = self.cleaned_data
        choices = [given[f"choice_{number}"].strip() for number in range(1, MOST_CHOICES + 1)]
        right = int(given["right_answer"]) if given["right_answer"] else None
        if right and not choices[right - 1]:
            right = len(choices) + 1
        elif right:
            right -= sum(not choice for choice in choices[: right - 1])
        return VersionDetails(
            summary=given["summary"], text=given["text"], link=given["link"], question=given["question"],
            choices=tuple(choice for choice in choices if choice), right_answer=right,
        )  # fmt: skip

    def refuse(self, refused: Any) -> None:
        """The service says `choices` of what is asked here one by one."""
        errors = getattr(refused, "errors", None)
        if errors and "choices" in errors:
            errors["choice_1"] = errors.pop("choices")
        super().refuse(refused)


def now_of(version: PolicyVersion) -> dict[str, Any]:
    """What a draft says now, for its form."""
    answers = {f"choice_{number}": words for number, words in enumerate(version.choices, start=1)}
    return {
        "summary": version.summary, "where": ELSEWHERE if version.link else HERE, "text": version.text,
        "link": version.link, "question": version.question, "right_answer": str(version.right_answer or ""),
        "version": version.version, **answers,
    }  # fmt: skip


class PublishForm(GovForm):
    """From when a version is in force, and who approved it."""

    effective_from = DateField(
        label="From when is it in force?", noun="the day", hint="The version before is in force until the day before."
    )
    approved_by = TextField(
        label="Who approved it?", noun="who approved it", max_length=120, width="two-thirds",
        hint="Name and rank or post",
    )  # fmt: skip
    version = VersionField()

    def publication(self) -> Publication:
        """The publication, for the service."""
        return Publication(self.cleaned_data["effective_from"], self.cleaned_data["approved_by"])


class WithdrawPolicyForm(GovForm):
    """Why a version is withdrawn."""

    reason = LongTextField(label="Why is it withdrawn?", noun="the reason", max_length=REASON_MAX, rows=3)
    version = VersionField()
