"""What is asked about an entry of the risk register."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.core.forms import (
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    ModelSelectField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.risk.choices import Band, EntryStatus, Impact, Likelihood
from safeguarding.risk.models import TEXT_MAX
from safeguarding.risk.selectors.register import LIVE, Wanted
from safeguarding.risk.services.actions import NewAction
from safeguarding.risk.services.entries import EntryDetails, Look, NewEntry
from safeguarding.schemes.models import Scheme

NO_NAMES = (
    "Name no young person here. If a child may be at risk, log a concern: that is where names belong and are kept safe."
)


def offer(form: GovForm, name: str, records: Any) -> None:
    """Put on offer what this user may choose."""
    form.fields[name].queryset = records  # type: ignore[attr-defined]  # a field over records


class EntryFilter(GovForm):
    """Which risks to list."""

    mark_optional = False

    q = SearchField(label="Words or reference", noun="words or a reference", max_length=100)
    status = SelectField(
        label="Status", noun="a status", choices=[*EntryStatus.choices, ("all", "All, closed ones too")],
        blank="All that are not closed", required=False,
    )  # fmt: skip
    band = SelectField(label="How large", noun="how large", choices=Band.choices, blank="Any", required=False)
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", empty_label="Any", required=False
    )  # fmt: skip
    owner = ModelSelectField(User.objects.none(), label="Owner", noun="an owner", empty_label="Any", required=False)
    overdue = TickField(label="Only what is overdue", required=False)
    likelihood = HiddenField(required=False, max_length=1)
    impact = HiddenField(required=False, max_length=1)

    def wanted(self) -> Wanted:
        """What was chosen, as the list is asked."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(
            words=chosen.get("q", ""), status=chosen.get("status") or LIVE, band=chosen.get("band", ""),
            scheme=chosen.get("scheme"),
            owner=chosen.get("owner"), overdue=bool(chosen.get("overdue")),
            likelihood=_figure(chosen.get("likelihood", "")), impact=_figure(chosen.get("impact", "")),
        )  # fmt: skip


def _figure(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


class NewEntryForm(GovForm):
    """A risk to be raised."""

    title = TextField(
        label="The risk, in a few words", noun="the risk in a few words", max_length=120,
        hint=f"For example, lifts home in private cars. {NO_NAMES}",
    )  # fmt: skip
    description = LongTextField(
        label="What could happen, and why?", noun="what could happen, and why", max_length=TEXT_MAX, rows=5
    )
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Which scheme is it about?", noun="the scheme", required=False,
        empty_label="All schemes, or none in particular",
    )  # fmt: skip
    likelihood = SelectField(label="How likely is it?", noun="how likely it is", choices=Likelihood.choices)
    impact = SelectField(label="How bad would it be?", noun="how bad it would be", choices=Impact.choices)

    def __init__(self, *args: Any, schemes: Any, needs_scheme: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scheme", schemes)
        if needs_scheme:
            self.fields["scheme"].required = True
            self.fields["scheme"].empty_label = "Choose one"  # type: ignore[attr-defined]  # a field over records

    def entry(self) -> NewEntry:
        """The risk, for the service."""
        given = self.cleaned_data
        numbers = {"likelihood": int(given["likelihood"]), "impact": int(given["impact"])}
        return NewEntry(**{**given, **numbers})


class EntryForm(GovForm):
    """What the register says of a risk, and who owns it."""

    title = TextField(
        label="The risk, in a few words", noun="the risk in a few words", max_length=120, hint=NO_NAMES
    )  # fmt: skip
    description = LongTextField(
        label="What could happen, and why?", noun="what could happen, and why", max_length=TEXT_MAX, rows=5
    )
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Which scheme is it about?", noun="the scheme", required=False,
        empty_label="All schemes, or none in particular",
    )  # fmt: skip
    owner = ModelSelectField(
        User.objects.none(), label="Who owns it?", noun="who owns it", required=False, empty_label="Nobody yet",
        hint="They are reminded to look at it again. Somebody else accepts or closes it.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, schemes: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scheme", schemes)
        offer(self, "owner", owners)

    def details(self) -> EntryDetails:
        """What it says, for the service."""
        return EntryDetails(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class LookForm(GovForm):
    """What somebody found who looked at a risk again."""

    outcome = RadioField(label="Where does it stand now?", noun="where it stands now")
    reason = LongTextField(
        label="What did you find, and why does it stand there?", noun="what you found, and why", max_length=TEXT_MAX,
        rows=4, hint=NO_NAMES,
    )  # fmt: skip
    likelihood = SelectField(label="How likely is it now?", noun="how likely it is now", choices=Likelihood.choices)
    impact = SelectField(label="How bad would it be now?", noun="how bad it would be now", choices=Impact.choices)
    review_on = DateField(
        label="When is it looked at again?", noun="the day it is looked at again", required=False,
        hint="Within 12 months. A closed risk needs none.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]  # a choice field

    def look(self) -> Look:
        """What was found, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Look(**{**given, "likelihood": int(given["likelihood"]), "impact": int(given["impact"])})


class ActionForm(GovForm):
    """Something to be done about a risk."""

    what = TextField(label="What is to be done?", noun="what is to be done", max_length=300, hint=NO_NAMES)
    owner = ModelSelectField(User.objects.none(), label="Who does it?", noun="who does it")
    due_on = DateField(label="By when?", noun="the day by which it is done")

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", owners)

    def action(self) -> NewAction:
        """What is to be done, for the service."""
        return NewAction(**self.cleaned_data)


class FinishForm(GovForm):
    """How it is known that something was done."""

    evidence = LongTextField(
        label="How is it known that it is done?", noun="how it is known", max_length=TEXT_MAX, rows=4,
        hint="What was seen, by whom, where the paper is kept",
    )  # fmt: skip
    version = VersionField()


class DropForm(GovForm):
    """Why something is not to be done any more."""

    reason = LongTextField(
        label="Why is it not to be done any more?", noun="the reason", max_length=TEXT_MAX, rows=4
    )  # fmt: skip
    version = VersionField()
