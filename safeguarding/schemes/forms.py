"""What is asked about schemes."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import Unit, User
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
    YesNoField,
)
from safeguarding.schemes.choices import ConditionKind, DecidedAs, SchemeKind, SchemeStatus
from safeguarding.schemes.models import TEXT_MAX
from safeguarding.schemes.services.conditions import Finding, NewCondition
from safeguarding.schemes.services.decisions import NewDecision
from safeguarding.schemes.services.register import SchemeDetails
from safeguarding.schemes.states import NEEDS_REVIEW


class SchemeFilter(GovForm):
    """Which schemes to list."""

    mark_optional = False

    q = SearchField(label="Name or place", noun="the name or place")
    status = SelectField(label="Status", noun="a status", choices=SchemeStatus.choices, blank="Any", required=False)
    kind = SelectField(label="Kind", noun="a kind", choices=SchemeKind.choices, blank="Any", required=False)


class SchemeForm(GovForm):
    """What the register says of a scheme."""

    name = TextField(label="Name of the scheme", noun="the name of the scheme", max_length=120)
    kind = RadioField(label="What kind of scheme is it?", noun="what kind of scheme it is", choices=SchemeKind.choices)
    place = TextField(
        label="Where does it meet?", noun="the place", max_length=120, required=False, hint="For example, a school"
    )
    unit = ModelSelectField(Unit.objects.none(), label="Which unit is it part of?", noun="a unit")
    starts_on = DateField(label="When did it begin?", noun="the day it began", required=False)
    ends_on = DateField(label="When did it end?", noun="the day it ended", required=False)
    version = VersionField()

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(by).filter(is_active=True)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records

    def details(self) -> SchemeDetails:
        """The scheme, for the service."""
        return SchemeDetails(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ConditionFields(GovForm):
    """A condition on which a scheme may run."""

    kind = RadioField(
        label="What is the condition about?", noun="what the condition is about", choices=ConditionKind.choices,
        reveals={ConditionKind.WORD_NOT_USED: ["word"], ConditionKind.TRAINING_BY: ["due_on"]},
    )  # fmt: skip
    word = TextField(
        label="Which word may not be used?", noun="the word", max_length=40, width="20",
        hint="It is looked for in the scheme's name, with its endings and disguised.",
    )  # fmt: skip
    due_on = DateField(label="By when must the training be done?", noun="the day")
    text = TextField(label="The condition, in words", noun="the condition", max_length=300)
    set_by = TextField(
        label="Who set it?", noun="who set it", max_length=120, width="two-thirds", hint="Name and rank or post"
    )
    set_on = DateField(label="When was it set?", noun="the day it was set", past=True)
    review_on = DateField(label="When is it to be checked?", noun="the day of the check")


class ConditionForm(ConditionFields):
    """A condition to be set."""

    def condition(self) -> NewCondition:
        """The condition, for the service."""
        return NewCondition(**self.cleaned_data)


class DecisionForm(GovForm):
    """A governance decision about a scheme; tolerating it asks for a first condition where there is none yet."""

    outcome = RadioField(label="What was decided?", noun="what was decided")
    options = LongTextField(
        label="Which other options were considered?", noun="the options", max_length=TEXT_MAX, required=False, rows=3
    )
    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)
    decided_by = TextField(
        label="Who decided?", noun="who decided", max_length=120, width="two-thirds",
        hint="Their name, with their rank or post",
    )  # fmt: skip
    decided_as = RadioField(
        label="As what did they decide?", noun="the rank or post of who decided", choices=DecidedAs.choices,
        hint="A chief officer, or somebody whom a chief officer named for it, is expected to answer for a scheme. Any "
        "other decision is recorded too, and the scheme then lacks one.",
    )  # fmt: skip
    decided_on = DateField(label="When?", noun="the day of the decision", past=True)
    review_on = DateField(
        label="When is it looked at again?", noun="the day of the review", required=False,
        hint="Six months on, unless you name another day. A closed scheme needs none.",
    )  # fmt: skip
    condition = TextField(
        label="A condition it runs on", noun="the condition", max_length=300, required=False,
        hint="Needed where a scheme is tolerated and has none yet. Others can be set afterwards.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]  # a choice field

    def decision(self) -> NewDecision:
        """The decision, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("condition", "version")}
        if given["outcome"] not in NEEDS_REVIEW:
            given["review_on"] = None
        return NewDecision(**given)

    def conditions(self) -> tuple[NewCondition, ...]:
        """The condition that was set with the decision, if there is one."""
        given = self.cleaned_data
        if not given["condition"]:
            return ()
        condition = NewCondition(
            kind=ConditionKind.FREE, text=given["condition"], set_by=given["decided_by"], set_on=given["decided_on"]
        )
        return (condition,)


class CheckForm(GovForm):
    """Whether a condition is kept."""

    is_kept = YesNoField(label="Is the condition kept?", noun="whether the condition is kept")
    finding = LongTextField(label="What did you find?", noun="what you found", max_length=TEXT_MAX, rows=4)
    evidence = LongTextField(
        label="How do you know?", noun="how you know", max_length=TEXT_MAX, required=False, rows=3,
        hint="Who said it, what you saw, where the paper is kept",
    )  # fmt: skip
    checked_on = DateField(label="When did you check?", noun="the day of the check", past=True)
    review_on = DateField(label="When is it checked again?", noun="the day of the next check")
    version = VersionField()

    def found(self) -> Finding:
        """The finding, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Finding(**{**given, "is_kept": given["is_kept"] == "yes"})


class EndConditionForm(GovForm):
    """Why a condition no longer holds."""

    reason = LongTextField(label="Why does it no longer hold?", noun="the reason", max_length=TEXT_MAX, rows=4)
    version = VersionField()
