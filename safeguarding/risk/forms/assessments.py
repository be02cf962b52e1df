"""What is asked of who writes a risk assessment, and of who decides about it."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.risk.choices import AssessmentKind, Impact, Likelihood
from safeguarding.risk.models import TEXT_MAX, Venue
from safeguarding.risk.rules import Rating
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.hazards import HazardDetails

NO_NAMES = "Name no young person: write “a young person with asthma”, not who."


class NewAssessmentForm(GovForm):
    """What a new risk assessment is about."""

    kind = RadioField(
        label="What is assessed?", noun="what is assessed", choices=AssessmentKind.choices,
        hints={AssessmentKind.ACTIVITY: "A trip, a camp, an event: anything beside the weekly meeting"},
        reveals={AssessmentKind.VENUE: ["venue", "venue_name", "venue_place"]},
    )  # fmt: skip
    venue = ModelSelectField(
        Venue.objects.none(), label="Which venue?", noun="the venue", required=False, hint="Or enter a new one below"
    )
    venue_name = TextField(label="Name of a new venue", noun="the name of the venue", max_length=120, required=False)
    venue_place = TextField(label="Where is it?", noun="where it is", max_length=120, required=False)
    title = TextField(
        label="Title", noun="the title", max_length=120, hint="For example, Weekly meetings, or Walk to the reservoir"
    )
    scope = LongTextField(
        label="What exactly is assessed?", noun="what is assessed", max_length=TEXT_MAX, required=False, rows=4,
        hint=f"Who takes part, where, when, with how many adults. {NO_NAMES}",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.visible_to(by)  # type: ignore[attr-defined]  # a field of records

    def about(self) -> NewAssessment:
        """What it is about, for the service."""
        return NewAssessment(**{**self.cleaned_data, "venue": self.cleaned_data["venue"] or None})


class DetailsForm(GovForm):
    """What a draft is about."""

    title = TextField(label="Title", noun="the title", max_length=120)
    scope = LongTextField(
        label="What exactly is assessed?", noun="what is assessed", max_length=TEXT_MAX, required=False, rows=5,
        hint=f"Who takes part, where, when, with how many adults. {NO_NAMES}",
    )  # fmt: skip
    version = VersionField()


class CopyForm(GovForm):
    """For which other activity an assessment is the pattern."""

    title = TextField(label="Which activity is it for?", noun="which activity it is for", max_length=120)


class HazardForm(GovForm):
    """One thing that could go wrong."""

    hazard = TextField(
        label="What could go wrong?",
        noun="what could go wrong",
        max_length=200,
        hint="For example, traffic at the gate",
    )
    who = LongTextField(
        label="Who might be harmed, and how?", noun="who might be harmed, and how", max_length=TEXT_MAX, rows=3,
        hint=NO_NAMES,
    )  # fmt: skip
    likelihood = SelectField(
        label="How likely is it, if nothing is done?", noun="how likely it is", choices=Likelihood.choices
    )
    impact = SelectField(
        label="How bad would it be, if nothing is done?", noun="how bad it would be", choices=Impact.choices
    )
    controls = LongTextField(
        label="What is done about it?", noun="what is done about it", max_length=TEXT_MAX, rows=4
    )  # fmt: skip
    done_by = TextField(
        label="Who sees to it?", noun="who sees to it", max_length=120, width="two-thirds", required=False,
        hint="The part they have, such as the session leader",
    )  # fmt: skip
    done_by_on = DateField(label="By when is it in place?", noun="the day by which it is in place", required=False)
    likelihood_after = SelectField(
        label="How likely is it then?", noun="how likely it is then", choices=Likelihood.choices
    )
    impact_after = SelectField(
        label="How bad would it be then?", noun="how bad it would be then", choices=Impact.choices
    )
    version = VersionField()

    def details(self) -> HazardDetails:
        """The hazard, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        numbers = {name: int(given[name]) for name in ("likelihood", "impact", "likelihood_after", "impact_after")}
        return HazardDetails(**{**given, **numbers})

    def ratings(self) -> tuple[Rating, Rating]:
        """How large it is before and after, to be shown before it is saved."""
        details = self.details()
        after = Rating(details.likelihood_after, details.impact_after)
        return Rating(details.likelihood, details.impact), after


class JudgeForm(GovForm):
    """What somebody decides who did not write it."""

    APPROVE, REFUSE = "approve", "refuse"

    outcome = RadioField(
        label="What do you decide?", noun="what you decide",
        choices=[(APPROVE, "Approve it"), (REFUSE, "Send it back to be written again")],
        reveals={APPROVE: ["review_on", "residual_reason"], REFUSE: ["reason"]},
    )  # fmt: skip
    review_on = DateField(label="By when is it made again?", noun="the day by which it is made again")
    residual_reason = LongTextField(
        label="Why is what is left over accepted?", noun="why what is left over is accepted", max_length=TEXT_MAX,
        rows=3, required=False, hint="Needed where a risk is still high or very high after what is done about it",
    )  # fmt: skip
    reason = LongTextField(label="What is missing or wrong?", noun="what is missing or wrong", max_length=TEXT_MAX)
    version = VersionField()


class WithdrawForm(GovForm):
    """Why an assessment no longer counts."""

    reason = LongTextField(label="Why does it no longer count?", noun="the reason", max_length=TEXT_MAX, rows=4)
    version = VersionField()
