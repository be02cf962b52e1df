"""What is asked when a recommendation is put on record, found again, given to somebody, or given out."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.recommendations.choices import AddresseeKind, Basis, Scope, Status
from safeguarding.recommendations.models import TEXT_MAX
from safeguarding.recommendations.selectors.board import ALL, OPEN, Wanted
from safeguarding.recommendations.services.recording import Details, NewRecommendation

NO_NAMES = "Name nobody: say a PCSO, a child, a school. It may be published."


def offer(form: GovForm, name: str, records: Any) -> None:
    """Put on offer what this user may choose."""
    form.fields[name].queryset = records  # type: ignore[attr-defined]  # a field over records


class BoardFilter(GovForm):
    """Which recommendations to list."""

    mark_optional = False

    q = SearchField(label="Words or reference", noun="words or a reference", max_length=100)
    status = SelectField(
        label="Status", noun="a status", choices=[(OPEN, "All that have not come to an end"), *Status.choices],
        blank="Any", required=False,
    )  # fmt: skip
    basis = SelectField(
        label="Where it comes from", noun="a source", choices=Basis.choices, blank="Any", required=False
    )
    scope = SelectField(label="Scope", noun="a scope", choices=Scope.choices, blank="Any", required=False)
    addressee = SelectField(
        label="Who answers", noun="who answers", choices=AddresseeKind.choices, blank="Anybody", required=False
    )
    owner = ModelSelectField(
        User.objects.none(), label="Who has it in hand", noun="somebody", empty_label="Anybody", required=False
    )
    overdue = TickField(label="Only what is late", required=False)

    def wanted(self) -> Wanted:
        """What was chosen, as the list is asked."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(
            words=chosen.get("q", ""), status=chosen.get("status") or ALL, basis=chosen.get("basis", ""),
            scope=chosen.get("scope", ""), addressee=chosen.get("addressee", ""), owner=chosen.get("owner"),
            overdue=bool(chosen.get("overdue")),
        )  # fmt: skip


class _Said(GovForm):
    title = TextField(label="What it is about, in a few words", noun="what it is about", max_length=120, hint=NO_NAMES)
    text = LongTextField(
        label="What is recommended?", noun="what is recommended", max_length=TEXT_MAX, rows=6, hint=NO_NAMES
    )
    background = LongTextField(
        label="Why was it made?", noun="why it was made", max_length=TEXT_MAX, rows=4, required=False, hint=NO_NAMES
    )
    their_reference = TextField(
        label="How do they call it?", noun="their reference", max_length=60, required=False,
        hint="Their reference or number",
    )  # fmt: skip
    made_public_on = DateField(
        label="When was it published?", noun="the day it was published", required=False,
        hint="Leave empty if it was not",
    )  # fmt: skip

    def details(self) -> Details:
        """What it says, for the service."""
        given = self.cleaned_data
        names = ("title", "text", "background", "their_reference", "made_public_on")
        return Details(**{name: given[name] for name in names})


#: On these footings no law sets the day of the answer: under each of them it is asked whether one was set.
NOT_BY_LAW = tuple(basis for basis in Basis if basis != Basis.PARA_28A)


class NewRecommendationForm(_Said):
    """A recommendation to be put on record."""

    basis = RadioField(
        label="Where does it come from?", noun="where it comes from", choices=Basis.choices,
        hints={Basis.PARA_28A: "The answer is due in 56 days, beginning with the day it was made"},
        reveals={basis: [f"answer_by_{basis.value}"] for basis in NOT_BY_LAW},
    )  # fmt: skip
    scope = RadioField(label="Is it local or national?", noun="whether it is local or national", choices=Scope.choices)
    recommended_by = TextField(label="Who made it?", noun="who made it", max_length=120, hint="The body, not a person")
    addressee_kind = RadioField(label="Who has to answer?", noun="who has to answer", choices=AddresseeKind.choices)
    addressee = TextField(
        label="Whom is it for?", noun="whom it is for", max_length=120, hint="For example, the force, or a council"
    )
    made_on = DateField(label="When was it made?", noun="the day it was made")

    field_order = (
        "basis", "recommended_by", "their_reference", "scope", "addressee_kind", "addressee", "title", "text",
        "background", "made_on", "made_public_on",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for basis in NOT_BY_LAW:
            self.fields[f"answer_by_{basis.value}"] = DateField(
                label="By when is it to be answered?", noun="the day by which it is answered", required=False,
                hint="Leave empty if no day was set",
            )  # fmt: skip

    def recommendation(self, case: Case | None) -> NewRecommendation:
        """The recommendation, for the service."""
        names = ("basis", "scope", "recommended_by", "addressee", "addressee_kind", "made_on")
        given = {name: self.cleaned_data[name] for name in names}
        answer_by = self.cleaned_data.get(self._day_of_answer)
        return NewRecommendation(details=self.details(), case=case, answer_by=answer_by, **given)

    def refuse(self, refused: Refused) -> None:
        """What is said of the day of the answer stands at the one that was asked."""
        if isinstance(refused, Invalid) and self._day_of_answer in self.fields:
            errors = {{"answer_by": self._day_of_answer}.get(name, name): said for name, said in refused.errors.items()}
            refused = Invalid(errors)
        super().refuse(refused)

    @property
    def _day_of_answer(self) -> str:
        return f"answer_by_{self.cleaned_data.get('basis', '')}"


class EditForm(_Said):
    """What is put right in a recommendation."""

    version = VersionField()


class AssignForm(GovForm):
    """Who has a recommendation in hand."""

    owner = ModelSelectField(
        User.objects.none(), label="Who sees to it?", noun="who sees to it",
        hint="They write the answer and see to it that it is carried out. Somebody else verifies it.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", owners)


class GiveOutForm(GovForm):
    """Who asks what came of recommendations, and under what."""

    recipient = TextField(
        label="Which body asks?", noun="the body that asks", max_length=120, hint="The body, not a person"
    )
    reason = LongTextField(
        label="Why may it have them?", noun="why it may have them", max_length=2_000, rows=3,
        hint="The law or the question it asks under",
    )  # fmt: skip
    basis = SelectField(label="Which of them?", noun="which", choices=Basis.choices, blank="All", required=False)

    def wanted(self) -> Wanted:
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(basis=chosen.get("basis", ""))
