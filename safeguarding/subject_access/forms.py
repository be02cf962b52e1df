"""Forms about subject access requests. Shape alone; what may be done is for the services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices

from safeguarding.core.forms import (
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
    YesNoField,
)
from safeguarding.evidence.forms import OpenForm as OpenFileForm
from safeguarding.subject_access.choices import (
    WAYS_OUT,
    Asker,
    Exemption,
    ExtensionReason,
    Proof,
    RefusalGround,
    Status,
    Verdict,
    Way,
)
from safeguarding.subject_access.models import REASON_MAX
from safeguarding.subject_access.selectors.reading import ASKED, GIVEN, KEPT_BACK, UNDECIDED


class FindForm(GovForm):
    """Whose file is asked for."""

    words = TextField(label="Whose file is asked for?", noun="a name", max_length=100, hint="Their name, or a part")


class RecordForm(GovForm):
    """Who asks, and how and when it came."""

    asked_by = RadioField(
        label="Who asks?", noun="who asks", choices=Asker.choices, layout="small",
    )  # fmt: skip
    asker_name = TextField(label="Name of who asks for them", noun="who asks for them", max_length=200, required=False)
    authority = TextField(
        label="What shows that they may ask?", noun="what shows that they may ask", max_length=300, required=False,
        hint="Where somebody asks for them: such as a birth certificate, or a letter that the person signed",
    )  # fmt: skip
    received_on = DateField(label="When did it arrive?", noun="the day it arrived", past=True)
    received_how = RadioField(label="How did it come?", noun="how it came", choices=Way.choices, layout="small")
    scope = LongTextField(
        label="What do they ask for?", noun="what they ask for", max_length=REASON_MAX, rows=4, required=False,
        hint="In their words. Leave empty if they ask for everything",
    )  # fmt: skip


class OpenForm(OpenFileForm):
    """As what the document is taken, and why."""

    package = RadioField(
        label="What do you need?", noun="what you need", layout="small", required=False,
        choices=[
            ("no", "The document (PDF)"),
            ("yes", "The package: the document, the same for programs, files, and a list"),
        ],
    )  # fmt: skip


class RequestFilter(GovForm):
    """Requests by where they stand."""

    mark_optional = False
    status = SelectField(label="Stage", noun="a stage", choices=Status.choices, blank="Any", required=False)


class ItemFilter(GovForm):
    """Items by kind of record, of those that the file holds, and by what is decided."""

    mark_optional = False
    source = SelectField(label="Kind of record", noun="a kind", blank="Any", required=False)
    standing = SelectField(
        label="Decision", noun="a decision", blank="Any", required=False,
        choices=[(UNDECIDED, "Not decided"), (GIVEN, "To be given"), (KEPT_BACK, "Kept back"), (ASKED, "Words asked")],
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [field.choices[0], *((key, f"{label} ({count})") for key, label, count in kinds)]


class Which(TextChoices):
    """About which items something is decided at once."""

    TICKED = "ticked", "The items that are ticked"
    PAGE = "page", "All on this page that nobody has decided, but for files"
    FOUND = "found", "All that this filter finds and nobody has decided, but for files"


class DecideForm(GovForm):
    """What is decided about the items that are chosen."""

    mark_optional = False
    which = RadioField(label="About which items?", noun="which items", choices=Which.choices, layout="small")
    verdict = RadioField(
        label="What is decided about them?", noun="what is decided", choices=Verdict.choices,
        reveals={Verdict.WITHHOLD: ["exemption"]},
    )  # fmt: skip
    exemption = SelectField(
        label="By which law?", noun="the law by which they are kept back", choices=Exemption.choices, required=False
    )
    reason = LongTextField(
        label="Why?", noun="why", max_length=REASON_MAX, rows=3, required=False,
        hint="Needed to keep something back, and to give a file",
    )  # fmt: skip
    as_of = HiddenField(required=False)


class WordsForm(GovForm):
    """Whether words stay."""

    words = HiddenField()
    stays = YesNoField(label="May they stay?", noun="whether they may stay")
    reason = TextField(label="Why?", noun="why", max_length=300)


class LeaveOutForm(GovForm):
    """Words that somebody wants left out of the whole file."""

    words = TextField(label="Words to leave out", noun="the words", max_length=200, hint="As they stand in the file")
    reason = TextField(label="Why?", noun="why", max_length=300)


class StepForm(GovForm):
    """A step that asks nothing more."""

    version = VersionField()

    def given(self) -> dict[str, Any]:
        """What was answered, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ProveForm(StepForm):
    proof = RadioField(label="How was identity proved?", noun="how identity was proved", choices=Proof.choices)
    note = TextField(
        label="Anything to add?", noun="what to add", max_length=300, required=False, hint="No number of a document"
    )
    proved_on = DateField(label="When did what proves it arrive?", noun="the day", past=True)


class AskForm(StepForm):
    what = LongTextField(label="What was asked?", noun="what was asked", max_length=REASON_MAX, rows=4)
    asked_on = DateField(label="On which day?", noun="the day", past=True)


class AnsweredForm(StepForm):
    answer = LongTextField(label="What did they answer?", noun="what they answered", max_length=REASON_MAX, rows=4)
    answered_on = DateField(label="When did their answer arrive?", noun="the day", past=True)


class ExtendForm(StepForm):
    because = RadioField(
        label="Why is more time needed?", noun="why more time is needed", choices=ExtensionReason.choices
    )
    note = LongTextField(
        label="Which reasons were they given?", noun="the reasons that they were given", max_length=REASON_MAX, rows=4
    )
    told_on = DateField(label="When were they told?", noun="the day", past=True)


class SendBackForm(StepForm):
    reason = LongTextField(label="What is to be looked at?", noun="what to look at", max_length=REASON_MAX, rows=4)


class WithdrawForm(StepForm):
    reason = LongTextField(label="How did they withdraw it?", noun="how they did", max_length=REASON_MAX, rows=3)


class RefuseForm(StepForm):
    ground = RadioField(label="On which ground?", noun="the ground", choices=RefusalGround.choices)
    reason = LongTextField(label="Why, as they were told?", noun="why", max_length=REASON_MAX, rows=4)
    told_on = DateField(label="When were they told?", noun="the day", past=True)


class DiscloseForm(StepForm):
    on = DateField(label="When was it given?", noun="the day", past=True)
    how = RadioField(label="How?", noun="how it was given", choices=WAYS_OUT, layout="small")
    to = TextField(label="To whom?", noun="to whom it was given", max_length=200)
