"""Opening a track, its steps, its end, who keeps it and who deals with it outside."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import CaseParty
from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH

PEOPLE = "Needed where the track judges somebody: misconduct, LADO, DBS, vetting"


class OpenForm(forms.GovForm):
    """Which track, whom it is about, and why."""

    kind = forms.RadioField(label="Which track?", noun="which track to open", choices=())
    party = forms.ModelSelectField(
        CaseParty.objects.none(), label="Whom is it about?", noun="whom it is about", required=False, hint=PEOPLE
    )
    on = forms.DateField(label="From which day?", noun="the day it began", past=True)
    reason = forms.LongTextField(
        label="Why is it opened?", noun="why it is opened", max_length=NARRATIVE_LENGTH, rows=4
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], parties: QuerySet[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a field that chooses
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]  # a field that chooses a record


class StepForm(forms.GovForm):
    """One step: the day, the reason, and what this step asks for besides."""

    version = forms.VersionField()
    on = forms.DateField(label="On which day?", noun="the day", past=True)
    end = forms.RadioField(label="What is the outcome?", noun="the outcome", choices=())
    attended = forms.LongTextField(
        label="Who was there?", noun="who was there", hint="Each body, and who came for it", max_length=2000, rows=4
    )
    police_attendee = forms.ModelSelectField(
        User.objects.none(), label="Who was there for the police?", noun="who was there for the police",
        hint="Somebody from outside the subject's chain of command", required=False,
    )  # fmt: skip
    decided = forms.LongTextField(
        label="What was decided?", noun="what was decided", max_length=NARRATIVE_LENGTH, rows=5
    )
    harm_tests = forms.CheckboxesField(
        label="Which tests of the harm threshold are met?", noun="which tests are met", choices=HarmTest.choices,
        hint="One is enough. Private life counts too",
    )  # fmt: skip
    reason = forms.LongTextField(label="Reason", noun="the reason", max_length=NARRATIVE_LENGTH, rows=5)

    def __init__(
        self, *args: Any, needs_reason: bool, asks_tests: bool, ends: list[tuple[str, str]],
        people: QuerySet[User] | None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if not needs_reason:
            self.fields["reason"].required = False
            self.fields["reason"].label = "Anything to add"
        if not asks_tests:
            del self.fields["harm_tests"]
        if ends:
            self.fields["end"].choices = ends  # type: ignore[attr-defined]  # a field that chooses
        else:
            del self.fields["end"]
        if people is None:
            for name in ("attended", "police_attendee", "decided"):
                del self.fields[name]
        else:
            self.fields["police_attendee"].queryset = people  # type: ignore[attr-defined]  # chooses a record


class EndForm(forms.GovForm):
    """How the track ended; nothing to choose where its outcome is recorded."""

    version = forms.VersionField()
    end = forms.RadioField(label="How did it end?", noun="how it ended", choices=())
    reason = forms.LongTextField(
        label="How did it come to this end?", noun="how it came to this end", max_length=NARRATIVE_LENGTH, rows=5
    )

    def __init__(self, *args: Any, ends: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ends:
            self.fields["end"].choices = ends  # type: ignore[attr-defined]  # a field that chooses
        else:
            del self.fields["end"]


class GiveForm(forms.GovForm):
    version = forms.VersionField()
    owner = forms.ModelSelectField(
        User.objects.none(), label="Who keeps this track from now on?", noun="who keeps it",
        hint="Somebody who works on this case. Its running clocks go with it",
    )  # fmt: skip
    reason = forms.LongTextField(label="Why?", noun="why", max_length=NARRATIVE_LENGTH, rows=3)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a field that chooses a record


class BodyForm(forms.GovForm):
    """The body outside that deals with it."""

    version = forms.VersionField()
    organisation = forms.TextField(label="Which body?", max_length=200, required=False)
    contact = forms.TextField(label="Who there?", hint="A name or desk, and how to reach them", required=False)
    their_reference = forms.TextField(label="Their reference", required=False, max_length=100, width="20")

    def __init__(self, *args: Any, body_label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label = body_label
