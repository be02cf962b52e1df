"""What is asked when a case is kept, held, put up for disposal, and when a rule is changed."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import DateField, GovForm, LongTextField, NumberField, TextField, VersionField
from safeguarding.records.choices import TEXT_MAX

NO_NAMES = "Name nobody, and say nothing of what it holds: these words stay when the case is gone"


class KeepForm(GovForm):
    version = VersionField()
    until = DateField(label="When is it looked at again?", noun="the day on which it is looked at again")
    reason = LongTextField(
        label="Why is it still needed?", noun="why it is still needed", rows=4, max_length=TEXT_MAX,
        hint="Such as a risk that goes on, or somebody who may ask for it. Think of the young people in it first",
    )  # fmt: skip


class HoldForm(GovForm):
    authority = TextField(
        label="By whose authority?", noun="by whose authority", max_length=200,
        hint="Such as a court, an inquiry, a coroner or the force's solicitor, with their reference",
    )  # fmt: skip
    reason = LongTextField(label="Why must it stay?", noun="why it must stay", rows=4, max_length=TEXT_MAX)


class LiftForm(GovForm):
    version = VersionField()
    authority = TextField(
        label="Who says that it may be lifted?", noun="who says that it may be lifted", max_length=200
    )
    reason = LongTextField(label="Why?", noun="why it is lifted", rows=4, max_length=TEXT_MAX)


class ProposeForm(GovForm):
    reason = LongTextField(
        label="Why is it not needed any more?", noun="why it is not needed any more", rows=4, max_length=TEXT_MAX,
        hint=NO_NAMES,
    )  # fmt: skip


class StepForm(GovForm):
    version = VersionField()
    answer = LongTextField(label="Why?", noun="why", rows=4, max_length=TEXT_MAX, hint=NO_NAMES)


class WithdrawForm(GovForm):
    version = VersionField()


class RuleForm(GovForm):
    """The figures of a rule, from a day on. One that counts to no birthday is not asked for an age."""

    version = VersionField()
    years = NumberField(
        label="How many years after the case is closed?", noun="the number of years", min_value=1, max_value=120
    )
    until_age = NumberField(
        label="Until what age?", noun="the age", min_value=1, max_value=120, required=False,
        hint="The later of both counts",
    )  # fmt: skip
    review_every = NumberField(
        label="How many years between two reviews?", noun="the years between two reviews", min_value=1
    )
    effective_from = DateField(label="From what day?", noun="the day from which it counts")
    source = TextField(label="Where does the figure come from?", noun="where the figure comes from", max_length=300)
    reason = LongTextField(label="Why is it changed?", noun="why it is changed", rows=3, max_length=TEXT_MAX)

    def __init__(self, *args: Any, has_age: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_age:
            del self.fields["until_age"]

    def given(self) -> dict[str, Any]:
        return {"until_age": None, **self.cleaned_data}
