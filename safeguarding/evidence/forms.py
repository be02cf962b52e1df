"""Forms about exhibits. Shape alone; what may be done is for the services."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.choices import Purpose
from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind, ExhibitStatus


class ExhibitForm(forms.GovForm):
    """What is on the label, and where it is."""

    reference = forms.TextField(
        label="Reference", noun="the reference", max_length=30, width="10", hint="As on its label, such as JB/1"
    )
    kind = forms.RadioField(label="What is it?", noun="what it is", choices=ExhibitKind.choices, layout="small")
    description = forms.LongTextField(
        label="Description", noun="the description", rows=4,
        hint="Make, colour, marks, damage. Of an indecent image of a child only the reference, never the picture",
    )  # fmt: skip
    seized_at = forms.MomentField(label="When was it seized or handed in?", noun="when it was seized", past=True)
    seized_where = forms.TextField(label="Where?", noun="where it was seized", max_length=300)
    seized_from = forms.ModelSelectField(
        CaseParty.objects.none(), label="From whom?", noun="from whom", required=False,
        hint="Only people of this case. Leave empty when it came from somebody else",
    )  # fmt: skip
    seized_by = forms.TextField(label="Who took it?", noun="who took it", max_length=200, hint="As on the label")
    seal_number = forms.TextField(
        label="Seal number", noun="the seal number", max_length=60, required=False, width="20"
    )
    device_number = forms.TextField(
        label="IMEI or serial number", noun="the IMEI or serial number", max_length=60, required=False, width="20",
        hint="Of a phone or another device. The same device in another case is then found",
    )  # fmt: skip
    held_at = forms.TextField(label="Where is it kept now?", noun="where it is kept", max_length=300, required=False)
    analysis = forms.RadioField(
        label="Analysis", noun="how far the analysis is", choices=AnalysisStatus.choices, layout="small"
    )
    analysis_note = forms.LongTextField(
        label="About the analysis", noun="something about the analysis", required=False, rows=3,
        hint="Who does it, what is looked for, what was found",
    )  # fmt: skip

    def __init__(self, *args: Any, parties: QuerySet[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seized_from"].queryset = parties  # type: ignore[attr-defined]  # a field that chooses a record


class ChangeExhibitForm(ExhibitForm):
    version = forms.VersionField()
    reason = forms.TextField(label="Why is it changed?", noun="why it is changed", max_length=300)


class EndForm(forms.GovForm):
    """What became of it."""

    version = forms.VersionField()
    status = forms.RadioField(
        label="What became of it?", noun="what became of it",
        choices=[(value, label) for value, label in ExhibitStatus.choices if value != ExhibitStatus.HELD],
    )  # fmt: skip
    ended_on = forms.DateField(label="On which day?", noun="the day", past=True)
    ended_to = forms.TextField(
        label="To whom did it go, or how was it disposed of?", noun="to whom it went or how it was disposed of",
        max_length=300,
    )  # fmt: skip
    reason = forms.LongTextField(label="Why?", noun="why", max_length=2000, rows=3)


class OfferForm(forms.GovForm):
    """The giver's signature."""

    version = forms.VersionField()
    taken_by = forms.ModelSelectField(
        User.objects.none(), label="Who takes it?", noun="who takes it",
        hint="Only people who read this case. It stays with you until they have signed",
    )  # fmt: skip
    place = forms.TextField(label="Where is it handed over?", noun="where it is handed over", max_length=300)
    reason = forms.TextField(label="Why?", noun="why it is handed over", max_length=300)
    seal_number = forms.TextField(
        label="Seal number on the bag", noun="the seal number", max_length=60, required=False, width="20"
    )

    def __init__(self, *args: Any, takers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_by"].queryset = takers  # type: ignore[attr-defined]  # a field that chooses a record


class AnswerForm(forms.GovForm):
    """The taker's signature, or why there is none."""

    version = forms.VersionField()
    answer = forms.RadioField(
        label="Do you have the exhibit?", noun="whether you have it",
        choices=[("sign", "Yes. I sign for it"), ("decline", "No. I do not take it")],
        reveals={"decline": ["why"]},
    )  # fmt: skip
    why = forms.TextField(label="Why not?", noun="why not", max_length=300)


class TakeBackForm(forms.GovForm):
    version = forms.VersionField()


class AskForm(forms.GovForm):
    """Asked before any file is chosen."""

    holds = forms.RadioField(
        label="Could the file hold an indecent image of a child?", noun="whether it could hold one",
        choices=[("no", "No. I have made sure"), ("yes", "Yes, or I am not sure")],
    )  # fmt: skip


class SealedFileField(forms.FileField):
    """A file that lies sealed already. Its name is put right when it is kept, and refuses nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(megabytes=settings.FILES_MOST_BYTES // 2**20, **kwargs)
        self.max_length = None

    def to_python(self, data: Any) -> Any:
        return django_forms.FileField.to_python(self, data)


class FileForm(forms.GovForm):
    file = SealedFileField(label="The file", noun="a file")
    note = forms.TextField(label="What is it?", noun="what it is", max_length=300, required=False)
    holds_no_indecent_image = forms.TickField(
        label="I have made sure that it holds no indecent image of a child", noun="that you have made sure",
        error_messages={"required": "Confirm that it holds no indecent image of a child"},
    )  # fmt: skip


class OpenForm(forms.GovForm):
    """Why a file is opened."""

    purpose = forms.RadioField(
        label="Why do you need to open it?", noun="why you need to open it", choices=Purpose.choices, layout="small",
        reveals={Purpose.OTHER: ["purpose_text"]},
    )  # fmt: skip
    purpose_text = forms.TextField(label="Say why", noun="why", max_length=200)


class RemovalForm(forms.GovForm):
    """Why a file was taken in by mistake."""

    reason = forms.LongTextField(label="Why was it taken in by mistake?", noun="why", max_length=2000, rows=4)


class DecideRemovalForm(forms.GovForm):
    """What a second person decides."""

    version = forms.VersionField()
    decision = forms.RadioField(
        label="Is it removed?", noun="whether it is removed",
        choices=[("remove", "Yes. What it holds is destroyed"), ("keep", "No. It is kept")],
    )  # fmt: skip
    answer = forms.LongTextField(label="Why do you decide so?", noun="why", max_length=2000, rows=3)
