"""Forms about templates, letters and disclosures. Shape alone; what may be done is for the services."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.core import forms
from safeguarding.evidence.forms import OpenForm
from safeguarding.letters.choices import Gateway, LetterKind, PaperFormat, Way
from safeguarding.letters.models import Letter
from safeguarding.letters.rules.marks import LONGEST
from safeguarding.letters.selectors.hearing import Offered
from safeguarding.letters.selectors.offering import ToWrite, only_track
from safeguarding.letters.selectors.on_record import OnRecord
from safeguarding.tracks.models import Track


class StepForm(forms.GovForm):
    """Nothing is asked but that the page is the one that was looked at."""

    version = forms.VersionField()


class IssueForm(StepForm):
    """Of a copy without names: that somebody looked at what the guard can only ask about."""

    looked = forms.TickField(
        label="I looked at each of these: nobody is known by it", noun="that you looked",
        error_messages={"required": "Say that you looked at each of these"},
    )  # fmt: skip

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["looked"]


class WithdrawForm(StepForm):
    reason = forms.TextField(label="Why is it withdrawn?", noun="why it is withdrawn", max_length=300)


class TemplateForm(forms.GovForm):
    """What the force writes in a kind of letter."""

    title = forms.TextField(label="Title of the letter", noun="the title", max_length=200)
    body = forms.LongTextField(
        label="What the letter says", noun="what the letter says", max_length=LONGEST, rows=22,
        hint="Fields stand in double curly brackets. A line that begins with # is a heading, with - a point of a list",
    )  # fmt: skip
    effective_from = forms.DateField(label="From which day is it used?", noun="the day")


class ChangeTemplateForm(TemplateForm):
    version = forms.VersionField()


class KindForm(forms.GovForm):
    """For which kind of letter a template is written."""

    kind = forms.RadioField(label="For which letter?", noun="the kind of letter", choices=LetterKind.choices)


def track_name(track: Track) -> str:
    """Within its case a track is known by what it is and whom it is about."""
    return track.name


OF_THE_ONLY = ". A notice or a timeliness letter is of “{}”, which you need not choose"


class LetterForm(forms.GovForm):
    """Which letter, and to whom."""

    kind = forms.RadioField(label="Which letter?", noun="which letter it is", choices=LetterKind.choices)
    recipient = forms.TextField(label="To whom is it?", noun="to whom it is", max_length=200)
    address = forms.LongTextField(label="Address", noun="the address", max_length=500, rows=4, required=False)
    track = forms.ModelSelectField(
        Track.objects.none(), label="Of which track is it?", noun="the track", required=False,
        empty_label="Of none: for everybody who reads the case",
        hint="Only people who read that track will see the letter, and it is filled with what the track knows. "
        "A referral is filled from its own track",
    )  # fmt: skip
    replaces = forms.ModelSelectField(
        Letter.objects.none(), label="Does it replace another letter?", noun="which letter it replaces", required=False,
        hint="The other stays on record, and says that it was replaced once this one is issued",
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: list[ToWrite], replaceable: QuerySet[Letter], tracks: QuerySet[Track], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tracks = tracks
        self.fields["kind"].choices = [(one.kind, one.label) for one in kinds]  # type: ignore[attr-defined]  # a field of choices
        self.fields["kind"].hints = {one.kind: one.hint for one in kinds if one.hint}  # type: ignore[attr-defined]  # as above
        if tracks:
            self.fields["track"].queryset = tracks  # type: ignore[attr-defined]  # a field that chooses a record
            self.fields["track"].label_from_instance = track_name  # type: ignore[attr-defined]  # as above
            heard = only_track(LetterKind.NOTICE, tracks)
            if heard is not None:
                self.fields["track"].help_text += OF_THE_ONLY.format(heard.name)
        else:
            del self.fields["track"]
        if replaceable:
            self.fields["replaces"].queryset = replaceable  # type: ignore[attr-defined]  # a field that chooses a record
        else:
            del self.fields["replaces"]

    def clean(self) -> dict[str, Any]:
        """A letter about conduct is of the only misconduct track, where there is one alone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "track" in cleaned and cleaned["track"] is None:
            cleaned["track"] = only_track(cleaned.get("kind", ""), self.tracks)
        return cleaned


class ChangeLetterForm(forms.GovForm):
    """What the letter says."""

    title = forms.TextField(label="Title of the letter", noun="the title", max_length=200)
    recipient = forms.TextField(label="To whom is it?", noun="to whom it is", max_length=200)
    address = forms.LongTextField(label="Address", noun="the address", max_length=500, rows=4, required=False)
    body = forms.LongTextField(
        label="What the letter says", noun="what the letter says", max_length=LONGEST, rows=22,
        hint="What stands in double curly brackets is not on record yet: write it in, in place of them. "
        "A line that begins with # is a heading, with - a point of a list",
    )  # fmt: skip
    version = forms.VersionField()


class GivenForm(forms.GovForm):
    """To whom something was given, under which law, what for and how."""

    recipient = forms.TextField(label="To whom was it given?", noun="to whom it was given", max_length=200)
    gateway = forms.RadioField(
        label="Under which law?", noun="the law under which it is given", choices=Gateway.choices, layout="small"
    )
    purpose = forms.TextField(label="What for?", noun="what it is for", max_length=500)
    way = forms.RadioField(label="How?", noun="how it was given", choices=Way.choices, layout="small")
    given_on = forms.DateField(label="On which day?", noun="the day", past=True)


class SendForm(GivenForm):
    version = forms.VersionField()


class DisclosureForm(GivenForm):
    """A document that is on record, or another one."""

    document = forms.SelectField(
        label="Which document on record?", noun="the document", required=False, blank="None: I name it below",
        hint="Its SHA-256 is taken from the record",
    )  # fmt: skip
    what = forms.TextField(
        label="What else was given?", noun="what was given", max_length=200, required=False,
        hint="Where it is not on record, such as a recording on a disc",
    )  # fmt: skip
    sha256 = forms.TextField(
        label="SHA-256 of what else was given", noun="its SHA-256", max_length=64, required=False,
        hint="Where it is not on record",
    )  # fmt: skip
    field_order = ("document", "what", "sha256", "recipient", "gateway", "purpose", "way", "given_on")

    def __init__(self, *args: Any, on_record: list[OnRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_record:
            choices = [(one.key, one.words) for one in on_record]
            self.fields["document"].choices = [*self.fields["document"].choices, *choices]  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["document"]


class HearingForm(forms.GovForm):
    """For whose hearing, and what stands on its front."""

    track = forms.ModelRadioField(
        Track.objects.none(), label="For whose hearing?", noun="the track that is heard"
    )  # fmt: skip
    title = forms.TextField(label="Title of the bundle", noun="the title", max_length=200)

    def __init__(self, *args: Any, tracks: QuerySet[Track], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = tracks  # type: ignore[attr-defined]  # a field that chooses a record
        self.fields["track"].label_from_instance = track_name  # type: ignore[attr-defined]  # as above


class FillForm(StepForm):
    """What is put into a bundle."""

    documents = forms.CheckboxesField(
        label="What is put in?", noun="what is put in", choices=[], layout="small",
        hint="They stand at the end of the bundle, in this order; you move them on its page",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: list[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in offered:
            groups.setdefault(one.under, []).append((one.key, one.words))
        self.fields["documents"].choices = list(groups.items())  # type: ignore[attr-defined]  # a field of choices


class MakeForm(StepForm):
    """How a bundle is made."""

    names = forms.RadioField(
        label="With names?", noun="whether names stand in it", layout="small",
        choices=(("with", "As it is"), ("without", "Without names")),
        hints={
            "with": "Every document as it was handed in",
            "without": "Texts by label, searched for everybody of the case. Files that are no text are left out",
        },
    )  # fmt: skip


class RedactForm(forms.GovForm):
    """To whom a copy without names is."""

    recipient = forms.TextField(
        label="To whom is the copy?", noun="to whom it is", max_length=200,
        hint="By what they are, such as the parents of Child A: no name of anybody in the case may stand on it",
    )  # fmt: skip
    address = forms.LongTextField(label="Address", noun="the address", max_length=500, rows=4, required=False)


class PaperForm(OpenForm):
    """Why a letter is opened, and as what."""

    format = forms.RadioField(label="As what?", noun="as what", choices=PaperFormat.choices, layout="small")
    field_order = ("format", "purpose", "purpose_text")
