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
    SearchField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus, Impact, Likelihood
from safeguarding.risk.models import TEXT_MAX, Venue
from safeguarding.risk.rules import Rating
from safeguarding.risk.selectors.assessments import ALL, OUT_OF_DATE, WantedAssessments
from safeguarding.risk.services import Paper
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.hazards import HazardDetails
from safeguarding.schemes.models import Scheme

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


class PaperApprovalForm(GovForm):
    """An approval on paper, from before the assessment stood here."""

    approved_on = DateField(label="When was it approved on paper?", noun="the day on the paper", past=True)
    signed_by = TextField(
        label="Who approved it on paper?", noun="who approved it on paper", max_length=120, width="two-thirds",
        hint="Name and post, as they signed",
    )  # fmt: skip
    review_on = DateField(
        label="Until when was it approved?", noun="the day until which it was approved",
        hint="Within 12 months of the day on the paper. If that day has passed, it is out of date at once.",
    )  # fmt: skip
    evidence = TextField(
        label="What have you seen?", noun="what you have seen", max_length=300,
        hint="For example: the signed original, in the file of the unit",
    )  # fmt: skip
    residual_reason = LongTextField(
        label="Why was what is left over accepted?", noun="why what is left over was accepted", max_length=TEXT_MAX,
        rows=3, required=False, hint="Needed where a risk is still high or very high after what is done about it",
    )  # fmt: skip
    late_reason = LongTextField(
        label="Why does it come on record only now?", noun="why it comes on record only now", max_length=TEXT_MAX,
        rows=3, hint="It is shown wherever the approval is",
    )  # fmt: skip
    version = VersionField()

    def paper(self) -> Paper:
        """What was seen, for the service."""
        given = self.cleaned_data
        return Paper(given["approved_on"], given["signed_by"], given["evidence"], given["late_reason"])


class AssessmentFilter(GovForm):
    """Which risk assessments to list."""

    mark_optional = False

    q = SearchField(label="Words or reference", noun="words or a reference", max_length=100)
    standing = SelectField(
        label="Standing", noun="a standing", required=False, blank="All that are not past",
        choices=[(OUT_OF_DATE, "Out of date"), *AssessmentStatus.choices, (ALL, "All, past ones too")],
    )  # fmt: skip
    kind = SelectField(
        label="What is assessed", noun="what is assessed", choices=AssessmentKind.choices, blank="Anything",
        required=False,
    )  # fmt: skip
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False
    )  # fmt: skip

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field of records

    def wanted(self) -> WantedAssessments:
        """What was chosen, as the list is asked."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return WantedAssessments(
            words=chosen.get("q", ""), standing=chosen.get("standing", ""), kind=chosen.get("kind", ""),
            scheme=chosen.get("scheme"),
        )  # fmt: skip


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
