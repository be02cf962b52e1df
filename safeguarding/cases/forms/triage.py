"""The forms of triage: the filter of the queue, the four tests, the decision, and what may be done before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import Unit, User
from safeguarding.cases.choices import ConcernPartyRole, HarmTest, Indicator, Route, TestAnswer, WaitingClock
from safeguarding.cases.models import Case, Concern, ConcernParty
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.selectors.facts import ROUTES_OFFERED
from safeguarding.cases.services.triage import Verdict
from safeguarding.core import forms
from safeguarding.core.templatetags import words

#: How a harm test is named in an address and in a form.
ANSWER_NAMES = {
    HarmTest.HARMED: "harmed",
    HarmTest.OFFENCE: "offence",
    HarmTest.RISK: "risk",
    HarmTest.SUITABILITY: "suitability",
}
CONSEQUENCES: dict[str, str] = {
    Route.NO_FURTHER_ACTION: "Nothing more is done. The concern stays on record for its retention time.",
    Route.LOW_LEVEL: (
        "Kept about each adult of concern on record. Enough of them in the months before force a fresh decision."
    ),
    Route.CASE: "A case opens with its people under labels; referrals and clocks start, as shown above.",
    Route.CASE_PSD: "The same, and professional standards is let in and told. For who serves with the police.",
}

#: Offered only where an adult of concern is named.
ABOUT_AN_ADULT = (Route.LOW_LEVEL, Route.CASE_PSD)


class QueueFilterForm(forms.GovForm):
    """Narrows the queue."""

    mark_optional = False
    queue = forms.HiddenField(max_length=20)
    reference = forms.SearchField(label="Reference", max_length=20)
    due = forms.SelectField(label="Clock", blank="Any", choices=WaitingClock.choices, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is not None:
            self.fields["unit"] = forms.ModelSelectField(units, label="Unit", empty_label="Any", required=False)


class AnswersForm(forms.GovForm):
    """The lead's own answers to the four tests; the proposal is worked out anew with them."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for test, name in ANSWER_NAMES.items():
            self.fields[name] = forms.RadioField(
                label=str(test.label), choices=TestAnswer.choices, required=False, layout="inline"
            )

    def answers(self) -> dict[str, str]:
        """What was answered, by test; nothing for a test that was left open or answered with nonsense."""
        self.is_valid()
        return {
            str(test): self.cleaned_data[name] for test, name in ANSWER_NAMES.items() if self.cleaned_data.get(name)
        }


class CaseOpeningForm(forms.GovForm):
    """What every decision to open a case asks: who owns it and when it is first reviewed."""

    mark_optional = False

    owner = forms.ModelSelectField(User.objects.none(), label="Who will own the case?", noun="who will own the case")
    review_in_days = forms.NumberField(
        label="First review in how many days?", hint="Leave empty for the usual time.", required=False, width="3",
        min_value=1, max_value=365,
    )  # fmt: skip

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset, owner.required = owners, False


class DecisionForm(CaseOpeningForm):
    """The decision itself. What only some decisions need is asked in the open and checked by the service."""

    version = forms.VersionField()
    route = forms.RadioField(
        label="What do you decide?", noun="what you decide",
        choices=[(route, route.label) for route in ROUTES_OFFERED], hints=CONSEQUENCES,
    )  # fmt: skip
    rationale = forms.LongTextField(
        label="Why?", noun="the reasons for your decision", max_length=NARRATIVE_MAX, rows=8,
        hint="What you weighed and what decided it. Somebody must be able to follow it in five years.",
    )  # fmt: skip
    disagreement = forms.LongTextField(
        label="Why do you decide against the proposal?", noun="why you decide against the proposal", required=False,
        max_length=NARRATIVE_MAX, rows=4, hint="The supervisors of the unit are told.",
    )  # fmt: skip
    lado_consulted = forms.LongTextField(
        label="Who at the LADO did you ask, and what did they advise?",
        noun="who at the LADO you asked", required=False, max_length=2_000, rows=2,
        hint="Needed when you set a met threshold aside.",
    )  # fmt: skip
    is_abuse_of_position = forms.YesNoField(
        label="Is it abuse of position for a sexual purpose, on the allegation as made?",
        noun="whether it is abuse of position", required=False,
        hint="If yes and a case opens, the referral to the IOPC is mandatory and its clock starts.",
    )  # fmt: skip
    first_clear_at = forms.MomentField(
        label="When did it first become clear that the IOPC must be told?", required=False, past=True,
        noun="when it first became clear", hint="Leave empty for now. The IOPC clock counts from here.",
    )  # fmt: skip
    harmed = forms.HiddenField()
    offence = forms.HiddenField()
    risk = forms.HiddenField()
    suitability = forms.HiddenField()

    def __init__(self, *args: Any, is_police: bool, has_adult: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_adult:
            route: Any = self.fields["route"]
            route.choices = [choice for choice in route.choices if choice[0] not in ABOUT_AN_ADULT]
        if not is_police:
            del self.fields["is_abuse_of_position"], self.fields["first_clear_at"]
        self.order_fields(["version", "route", "rationale", "disagreement", "lado_consulted"])

    def verdict(self) -> Verdict:
        """What the service is told."""
        said = self.cleaned_data
        abuse = said.get("is_abuse_of_position")
        return Verdict(
            route=said["route"], rationale=said["rationale"], disagreement=said["disagreement"],
            lado_consulted=said["lado_consulted"],
            answers={str(test): said[name] for test, name in ANSWER_NAMES.items() if said.get(name)},
            is_abuse_of_position=abuse == "yes" if abuse else None, first_clear_at=said.get("first_clear_at"),
            owner=said["owner"], review_in_days=said["review_in_days"],
        )  # fmt: skip


class JoinForm(forms.GovForm):
    """Joining a concern to a case that is open: one of those about the same people, or another by its reference."""

    version = forms.VersionField()
    join_case = forms.RadioField(label="Which case?", noun="which case", choices=[])
    reference = forms.TextField(
        label="Reference of the case", noun="the reference of the case", max_length=20, width="10",
        hint="Such as SC-2026-000045",
    )  # fmt: skip
    rationale = forms.LongTextField(
        label="Why does it belong there?", noun="why it belongs there", max_length=NARRATIVE_MAX, rows=5
    )
    disagreement = forms.LongTextField(
        label="If you decide against the proposal: why?", noun="why you decide against the proposal", required=False,
        max_length=NARRATIVE_MAX, rows=3,
    )  # fmt: skip
    is_abuse_of_position = forms.YesNoField(
        label="Is it abuse of position for a sexual purpose, on the allegation as made?",
        noun="whether it is abuse of position", required=False,
    )  # fmt: skip
    OTHER = "other"

    def __init__(self, *args: Any, suggested: Iterable[Case], joinable: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.joinable = joinable
        choice: Any = self.fields["join_case"]
        choice.choices = [
            *((case.reference, f"{case}: {case.title}, opened {words.day(case.opened_at)}") for case in suggested),
            (self.OTHER, "Another case"),
        ]
        choice.reveals = {self.OTHER: ["reference"]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.get("join_case")
        reference = (said.get("reference") or "").strip().upper() if chosen == self.OTHER else chosen
        if reference and "reference" not in self.errors:
            said["case"] = self.joinable.filter(reference=reference).first()
            if said["case"] is None:
                field = "reference" if chosen == self.OTHER else "join_case"
                self.add_error(field, "There is no open case with this reference that you work on")
        return said

    def verdict(self) -> Verdict:
        """What the service is told."""
        said = self.cleaned_data
        abuse = said["is_abuse_of_position"]
        return Verdict(
            route=Route.JOINED, rationale=said["rationale"], disagreement=said["disagreement"],
            is_abuse_of_position=abuse == "yes" if abuse else None, join_case=said["case"],
        )  # fmt: skip


class QuestionForm(forms.GovForm):
    version = forms.VersionField()
    text = forms.LongTextField(
        label="What do you want to know?", noun="your question", max_length=5_000, rows=5,
        hint="The reporter reads this. Do not say who else is involved or what you think of it.",
    )  # fmt: skip


class IndicatorsForm(forms.GovForm):
    """Indicators that the words of the concern show."""

    version = forms.VersionField()
    indicators = forms.CheckboxesField(label="Which of these do the words show?", noun="an indicator", choices=[])

    def __init__(self, *args: Any, already: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicators"]
        field.choices = [choice for choice in Indicator.choices if choice[0] not in already]


def role_words(party: ConcernParty) -> str:
    """What somebody is in a concern, in words for others than its reporter."""
    return "told the reporter" if party.role == ConcernPartyRole.TOLD_YOU else party.get_role_display().lower()


class SplitForm(forms.GovForm):
    """The other concern: whom it is about, and what."""

    version = forms.VersionField()
    parties = forms.CheckboxesField(
        label="Whom is the other concern about?", noun="whom the other concern is about", choices=[],
        hint="They stay in this concern as it was told. Adults you select are decided about in the other one only.",
    )  # fmt: skip
    about = forms.LongTextField(
        label="What is the other concern about?", noun="what the other concern is about", max_length=NARRATIVE_MAX,
        hint="Only what belongs there. Keep the child’s own words in quotation marks.",
    )  # fmt: skip
    indicators = forms.CheckboxesField(
        label="Which indicators belong to it?", noun="indicators", choices=[], required=False, layout="small"
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(party.pk): party for party in concern.parties.select_related("person").order_by("pk")}
        parties: Any = self.fields["parties"]
        parties.choices = [(key, f"{party.name} ({role_words(party)})") for key, party in self.people.items()]
        indicators: Any = self.fields["indicators"]
        indicators.choices = [(row.indicator, row.get_indicator_display()) for row in concern.indicators.all()]

    def chosen_parties(self) -> list[ConcernParty]:
        return [self.people[key] for key in self.cleaned_data["parties"]]


class PatternForm(CaseOpeningForm):
    """The fresh decision about low-level concerns that form a pattern."""

    version = forms.VersionField()
    route = forms.RadioField(
        label="What do you decide now?", noun="what you decide",
        choices=[
            (Route.LOW_LEVEL, "Still low-level"), (Route.CASE, Route.CASE.label), (Route.CASE_PSD, Route.CASE_PSD.label)
        ],
        hints={
            Route.LOW_LEVEL: "They stay on record. The next one about this adult asks again.",
            Route.CASE: "A case opens on those of the concerns that are in no case yet.",
            Route.CASE_PSD: "The same, and professional standards is let in and told.",
        },
    )  # fmt: skip
    rationale = forms.LongTextField(
        label="Why?", noun="the reasons for your decision", max_length=NARRATIVE_MAX, rows=8,
        hint="Look at the concerns together: what do they show that each alone did not?",
    )  # fmt: skip
    is_abuse_of_position = forms.YesNoField(
        label="Is it abuse of position for a sexual purpose?", noun="whether it is abuse of position", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["version", "route", "rationale"])

    def decision(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "version": said["version"], "route": said["route"], "rationale": said["rationale"], "owner": said["owner"],
            "review_in_days": said["review_in_days"], "is_abuse_of_position": said["is_abuse_of_position"] == "yes",
        }  # fmt: skip
