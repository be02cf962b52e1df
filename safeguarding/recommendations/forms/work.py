"""What is asked about something to be done, and about an audience."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.assurance.models import Requirement
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    NumberField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.guidance.models import PolicyDocument
from safeguarding.guidance.models.campaigns import label_of
from safeguarding.guidance.selectors.coverage import AUDIENCES, key_of
from safeguarding.recommendations.choices import Channel
from safeguarding.recommendations.forms.recording import NO_NAMES, offer
from safeguarding.recommendations.models import TEXT_MAX
from safeguarding.recommendations.services.actions import NewAction
from safeguarding.recommendations.services.audiences import AudienceDetails

AUDIENCE_CHOICES = [(key_of(one), label_of(one.kind, one.value)) for one in AUDIENCES]


class ActionForm(GovForm):
    """Something to be done about a recommendation."""

    what = TextField(label="What is to be done?", noun="what is to be done", max_length=300, hint=NO_NAMES)
    owner = ModelSelectField(User.objects.none(), label="Who does it?", noun="who does it")
    due_on = DateField(label="By when?", noun="the day by which it is done")

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", owners)

    def action(self) -> NewAction:
        return NewAction(**self.cleaned_data)


class GiveForm(GovForm):
    """Who does it from now on, and why."""

    owner = ModelSelectField(User.objects.none(), label="Who does it from now on?", noun="who does it from now on")
    reason = LongTextField(
        label="Why does somebody else do it?", noun="why somebody else does it", max_length=TEXT_MAX, rows=3,
        hint=NO_NAMES,
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", owners)


class FinishForm(GovForm):
    """How it is known that something was done."""

    evidence = LongTextField(
        label="How is it known that it is done?", noun="how it is known", max_length=TEXT_MAX, rows=4,
        hint=f"What was seen and where it is kept. {NO_NAMES}",
    )  # fmt: skip
    version = VersionField()


class DropForm(GovForm):
    """Why something is not to be done any more."""

    reason = LongTextField(label="Why is it not to be done any more?", noun="the reason", max_length=TEXT_MAX, rows=4)
    version = VersionField()


class _HowForm(GovForm):
    channel = SelectField(label="How are they told?", noun="how they are told", choices=Channel.choices)
    message = TextField(label="What are they told?", noun="what they are told", max_length=300, hint=NO_NAMES)
    policy = ModelSelectField(
        PolicyDocument.objects.none(), label="Which policy do they acknowledge?", noun="the policy", required=False,
        empty_label="None", hint="Who has acknowledged it counts as reached. For talks, whoever was talked with too.",
    )  # fmt: skip
    training = ModelSelectField(
        Requirement.objects.none(), label="Or which training do they have?", noun="the training", required=False,
        empty_label="None", hint="Who has it on record counts as reached",
    )  # fmt: skip
    unmeasured_because = LongTextField(
        label="Or why can it not be measured?", noun="why it cannot be measured", max_length=TEXT_MAX, rows=2,
        required=False, hint="It then stands as not measured: nobody's word makes it reached",
    )  # fmt: skip
    target = NumberField(
        label="How many of a hundred have to be reached?", noun="how many of a hundred", min_value=1, max_value=100,
        initial=100,
    )  # fmt: skip
    due_on = DateField(label="By when?", noun="the day by which they are reached")

    def __init__(self, *args: Any, policies: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "policy", policies)
        offer(self, "training", courses)

    def details(self, audience: str) -> AudienceDetails:
        names = ("channel", "message", "policy", "training", "unmeasured_because", "target", "due_on")
        return AudienceDetails(audience=audience, **{name: self.cleaned_data[name] for name in names})


class AudienceForm(_HowForm):
    """An audience that has to be reached."""

    audience = SelectField(label="Who has to be reached?", noun="who has to be reached", choices=AUDIENCE_CHOICES)

    field_order = ("audience",)


class ToldForm(GovForm):
    """When an audience was told, and what shows it."""

    told_on = DateField(label="When were they told?", noun="the day they were told")
    proof = TextField(
        label="What shows it?", noun="what shows it", max_length=300,
        hint=f"For example, issue 14 of the newsletter, kept by the coordinator. {NO_NAMES}",
    )  # fmt: skip
    version = VersionField()


class ChangeAudienceForm(_HowForm):
    """What is changed of how an audience is reached, and why."""

    reason = LongTextField(label="Why is it changed?", noun="why it is changed", max_length=TEXT_MAX, rows=3)
    version = VersionField()
