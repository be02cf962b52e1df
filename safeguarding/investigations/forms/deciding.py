"""What is decided of it, and by whom. What the regime does not allow is not offered; the page says why."""

from __future__ import annotations

from dataclasses import replace

from safeguarding.access.models import User
from safeguarding.core import clock, forms
from safeguarding.investigations.choices import (
    Answer,
    AppealStatus,
    Decider,
    Finding,
    Forum,
    OutcomeCode,
    PanelRole,
    Publication,
    Regime,
    WitnessSide,
)
from safeguarding.investigations.forms import base
from safeguarding.investigations.forms.base import ActForm, reasons
from safeguarding.investigations.models import Allegation, PanelMember
from safeguarding.investigations.rules import outcomes
from safeguarding.investigations.rules.hearings import WHAT_IT_NAMES
from safeguarding.investigations.rules.severity import FORMER_ACCELERATED, is_never_reflective, outcome_refusal
from safeguarding.investigations.selectors.asking import asked_of
from safeguarding.investigations.selectors.facts import has_left, proceedings_of
from safeguarding.investigations.selectors.people import people_sitting, people_to_sit

ABOUT = "Which allegation?"


class ReportForm(ActForm):
    report = reasons("What does the report say?", noun="what the report says")
    report_on = forms.DateField(label="Received on which day?", noun="the day", past=True)


class AnswerForm(ActForm):
    allegation = forms.ModelSelectField(Allegation.objects.none(), label=ABOUT, noun="the allegation")
    answer = forms.RadioField(
        label="Is there a case to answer?", noun="whether there is a case to answer", choices=Answer.choices,
        hint="Could a reasonable tribunal find it, on the balance of probabilities?",
    )  # fmt: skip
    answered_for = forms.RadioField(
        label="Who decided?", noun="who decided", choices=Decider.choices, layout="inline",
        hint="In directed and independent investigations the IOPC",
    )  # fmt: skip
    answered_on = forms.DateField(label="On which day?", noun="the day", past=True)
    reasons = reasons()

    def offer(self) -> None:
        rows = self.investigation.allegations.all()
        self.among("allegation", rows)
        if is_never_reflective(rows):
            self.choose("answer", [one for one in Answer.choices if one[0] != Answer.REFLECTIVE])


class ReferForm(ActForm):
    forum = forms.RadioField(label="To what is it referred?", noun="to what it is referred", choices=Forum.choices)
    referred_on = forms.DateField(label="On which day?", noun="the day", past=True)
    reasons = reasons()

    def offer(self) -> None:
        if is_never_reflective(self.investigation.allegations.all()):
            self.choose("forum", [one for one in Forum.choices if one[0] != Forum.REFLECTIVE])
        if self.investigation.regime == Regime.OFFICER and has_left(self.investigation):
            self.fields["forum"].help_text = FORMER_ACCELERATED


class DocumentsForm(ActForm):
    notice_on = forms.DateField(label="Notice of the proceedings given on", noun="the day of the notice", past=True)
    documents_on = forms.DateField(label="Documents supplied on", noun="the day of the documents", past=True)


class WitnessesForm(ActForm):
    side = forms.RadioField(label="Whose list is it?", noun="whose list it is", choices=WitnessSide.choices)
    given_on = forms.DateField(label="Given on which day?", noun="the day", past=True)
    witnesses = reasons(
        "Who is to be called, and to what can each speak?", noun="the witnesses", required=False,
        hint="One a line. Empty where none is to be called. A child is named by their label in this case",
    )  # fmt: skip


class StandDownForm(ActForm):
    member = forms.ModelSelectField(PanelMember.objects.none(), label="Who stands down?", noun="who stands down")
    on = forms.DateField(label="On which day?", noun="the day", past=True)
    reason = reasons("Why?", noun="why they do not sit")

    def offer(self) -> None:
        self.among("member", people_sitting(self.investigation))


class PublishForm(ActForm):
    publication = forms.RadioField(
        label="What did the chair decide?", noun="what the chair decided", choices=Publication.choices,
        hint=WHAT_IT_NAMES,
    )  # fmt: skip
    published_on = forms.DateField(
        label="Published on which day?", noun="the day", past=True, required=False,
        hint="At least five working days before the hearing",
    )  # fmt: skip
    where = forms.TextField(label="Where?", noun="where", required=False, hint="Such as the force's website")
    says = reasons("What does it say of the conduct?", noun="what it says", required=False)
    reasons = reasons(
        "The chair's reasons",
        noun="the reasons",
        required=False,
        hint="Where the person is not named, or nothing published",
    )


class RespondForm(ActForm):
    responded_on = forms.DateField(label="Received on which day?", noun="the day", past=True)
    response = reasons("What is accepted, what disputed, what speaks for them?", noun="what the response says")


class PanelForm(ActForm):
    role = forms.RadioField(label="As what?", noun="as what", choices=PanelRole.choices)
    user = forms.ModelSelectField(
        User.objects.none(), label="Who of the force?", noun="who sits", required=False,
        hint="Refused for whoever has a line or a personal link to the subject",
    )  # fmt: skip
    name = forms.TextField(label="Or who from outside?", noun="who sits", required=False, hint="Name and post")
    link_check = reasons("How was it made sure that they have no link?", noun="how it was made sure")

    def offer(self) -> None:
        self.among("user", people_to_sit(self.investigation))


class DateForm(ActForm):
    starts_on = forms.DateField(label="On which day does it begin?", noun="the day")
    place = forms.TextField(label="Where?", noun="where it is held")


class FindForm(ActForm):
    allegation = forms.ModelSelectField(Allegation.objects.none(), label=ABOUT, noun="the allegation")
    finding = forms.RadioField(label="What was found?", noun="what was found", choices=Finding.choices)
    found_on = forms.DateField(label="On which day?", noun="the day", past=True)
    reasons = reasons()

    def offer(self) -> None:
        answers = (Answer.GROSS, Answer.MISCONDUCT)
        self.among("allegation", self.investigation.allegations.filter(answer__in=answers))
        heard = proceedings_of(self.investigation)
        if heard is not None:
            self.choose("finding", [(one.value, one.label) for one in outcomes.findings_in(heard.forum)])


class OutcomeForm(ActForm):
    outcome = forms.RadioField(label="What is the outcome?", noun="the outcome", choices=OutcomeCode.choices)
    outcome_on = forms.DateField(label="On which day?", noun="the day", past=True)
    warning_months = forms.NumberField(
        label="For how many months does a warning stand?", noun="the number of months", required=False, min_value=1,
        max_value=60,
    )  # fmt: skip
    several_incidents = forms.TickField(label="It is about several unconnected incidents", required=False)
    reasons = reasons()
    departs_because = base.reasons(
        "Why is it not dismissal?", noun="why it is not dismissal", required=False,
        hint="Only where dismissal is presumed and the outcome is another",
    )  # fmt: skip

    def offer(self) -> None:
        """Only what the regime allows in this forum, for these findings; some of it for several incidents alone."""
        heard = proceedings_of(self.investigation)
        if heard is None:
            return
        asked = asked_of(self.investigation, heard, day=clock.today())
        alleged = self.investigation.allegations.all()
        rows = outcomes.allowed(replace(asked, several_incidents=True))
        rows = [row for row in rows if not outcome_refusal(row.outcome, self.investigation.regime, alleged)]
        self.choose("outcome", [(row.outcome.value, row.outcome.label) for row in rows])
        presumed = next((row for row in rows if row.is_presumed), None)
        if presumed is None:
            del self.fields["departs_because"]
        else:
            self.fields["outcome"].help_text = f"{presumed.outcome.label} is presumed ({presumed.source})"


class TellForm(ActForm):
    told_on = forms.DateField(
        label="Told on which day?", noun="the day", past=True, hint="In writing; from here the time to appeal runs"
    )


class AppealForm(ActForm):
    made_on = forms.DateField(label="Made on which day?", noun="the day", past=True)
    grounds = reasons("On what grounds?", noun="the grounds")
    late_because = reasons(
        "Why is it taken, if it came late?", noun="why it is taken", required=False,
        hint="Only where the time to appeal had ended",
    )  # fmt: skip


class AppealedForm(ActForm):
    became = forms.RadioField(
        label="What became of it?", noun="what became of it",
        choices=[one for one in AppealStatus.choices if one[0] != AppealStatus.OPEN],
        reveals={AppealStatus.UPHELD: ["outcome"]},
    )  # fmt: skip
    outcome = forms.SelectField(label="Which outcome stands now?", noun="the outcome", choices=OutcomeCode.choices)
    decided_on = forms.DateField(label="On which day?", noun="the day", past=True)
    result = reasons("What was decided?", noun="what was decided")


class TellCollegeForm(ActForm):
    told_on = forms.DateField(
        label="Told on which day?", noun="the day", past=True,
        hint="That the dismissal it was told of was taken back on appeal",
    )  # fmt: skip


class VetForm(ActForm):
    reason = reasons("Why is the vetting reviewed?")
