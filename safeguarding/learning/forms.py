"""What is asked when a report is begun, written, answered for and decided about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.core.templatetags.words import day
from safeguarding.learning.choices import AnswerKind, Section, Standing
from safeguarding.learning.models import REASON_MAX, TEXT_MAX, LearningReport, SelfAssessment
from safeguarding.learning.selectors.assessments import Wanted
from safeguarding.learning.selectors.reading import WHY
from safeguarding.learning.services import Reply, Text

NEEDED = "Needed before it is handed in."
NO_NAMES = "Without names. It is the title that everybody in the force reads."


class BeginForm(GovForm):
    """What it is about, and why it cannot wait where the case is open."""

    title = TextField(label="What is the report about?", noun="what it is about", max_length=120, hint=NO_NAMES)
    early_because = LongTextField(
        label="Why can it not wait until the case is closed?", noun="why it cannot wait", rows=3, required=False,
        max_length=REASON_MAX, hint="Leave empty where the case is closed",
    )  # fmt: skip


class BulletinForm(GovForm):
    """What it is about, and of which reports it tells."""

    title = TextField(label="What is the bulletin about?", noun="what it is about", max_length=120, hint=NO_NAMES)
    reports = CheckboxesField(
        label="Of which reports does it tell?",
        noun="reports",
        hint="Two or more; approved, and you read their cases",
    )

    def __init__(self, *args: Any, reports: list[LearningReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reports"]
        field.choices = [(str(one.pk), f"{one.title} ({one.reference})") for one in reports]

    def given(self) -> dict[str, Any]:
        """The title and the numbers of the reports."""
        chosen = self.cleaned_data["reports"]
        return {"title": self.cleaned_data["title"], "reports": [int(pk) for pk in chosen]}


class EditForm(GovForm):
    """The title and every section of a report or a bulletin. A draft is kept with whatever stands in it so far."""

    mark_optional = False

    version = VersionField()
    title = TextField(label="Title", noun="a title", max_length=120, hint=NO_NAMES)

    def __init__(self, *args: Any, form: tuple[Section, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.key for one in form]
        for one in form:
            self.fields[one.key] = LongTextField(
                label=f"{one.under}: {one.heading if one.is_of_report else one.heading[:1].lower() + one.heading[1:]}"
                if one.under else one.heading,
                noun=one.heading.lower(), max_length=TEXT_MAX, rows=one.rows, required=False,
                hint=f"{one.hint} {NEEDED}".strip() if one.is_needed else one.hint,
            )  # fmt: skip

    def text(self) -> Text:
        """What was written, for the service."""
        given = self.cleaned_data
        reasons = {name.removeprefix(WHY): said for name, said in self.data.items() if name.startswith(WHY)}
        return Text(given["title"], {key: given[key] for key in self.keys}, reasons)


class StepForm(GovForm):
    """A step that asks nothing more."""

    version = VersionField()

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ReasonForm(StepForm):
    reason = LongTextField(label="Why?", noun="why", rows=4, max_length=REASON_MAX)


class WhyForm(GovForm):
    reason = LongTextField(label="Why?", noun="why", rows=3, max_length=REASON_MAX)


class AnswerForm(GovForm):
    """Why something that the guard asks about may stay."""

    key = HiddenField(max_length=64)
    reason = TextField(label="Why may it stay?", noun="why it may stay", max_length=500)


class SendForm(GovForm):
    due_on = DateField(label="By when do they answer?", noun="the day by which they answer")


class ReplyFilter(GovForm):
    """What the list of all self-assessments can be narrowed to."""

    mark_optional = False

    standing = RadioField(
        label="Answers", noun="which answers", choices=Standing.choices, required=False, layout="small"
    )  # fmt: skip
    scheme = TextField(label="Scheme", noun="a scheme", max_length=100, required=False, hint="Part of its name")
    assessment = SelectField(label="Report", noun="a report", choices=(), blank="Any", required=False)

    def __init__(self, *args: Any, sent: Iterable[SelfAssessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assessment"]
        field.choices = [("", "Any"), *((str(one.pk), f"{one.report.title}, due {day(one.due_on)}") for one in sent)]

    def wanted(self) -> Wanted:
        """What was chosen, as far as it could be understood."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        report = chosen.get("assessment") or ""
        return Wanted(chosen.get("standing") or "", chosen.get("scheme") or "", int(report) if report else None)


class ReplyForm(GovForm):
    """An answer to each question, with what is done and what shows it."""

    version = VersionField()

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(questions)
        for at, question in enumerate(questions):
            made: dict[str, Any] = {
                "answer": RadioField(label=question, noun="an answer", choices=AnswerKind.choices),
                "text": LongTextField(
                    label="What is done, or is missing?", noun="what is done", rows=3, required=False, max_length=5_000
                ),
                "evidence": LongTextField(
                    label="What shows it?", noun="what shows it", rows=2, required=False, max_length=5_000,
                    hint="Where it can be seen, such as a register, a policy or a record",
                ),
            }  # fmt: skip
            for name, field in made.items():
                self.fields[f"{name}_{at}"] = field

    def replies(self) -> list[Reply]:
        """What was answered, for the service."""
        given = self.cleaned_data
        return [Reply(*(given[f"{name}_{at}"] for name in ("answer", "text", "evidence"))) for at in range(self.count)]
