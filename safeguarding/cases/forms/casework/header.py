"""The header of a case: words, owner, supervisor, restriction, stage."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.core.forms import GovForm, LongTextField, ModelSelectField, TextField, VersionField


class HeaderForm(GovForm):
    """Title, situation and safety plan."""

    version = VersionField()
    title = TextField(
        label="Title", noun="the title", max_length=200,
        hint="By labels, such as Contact with Child A by PCSO B. No names.",
    )  # fmt: skip
    situation = LongTextField(
        label="Situation", noun="the situation", max_length=NARRATIVE_MAX, rows=5, required=False,
        hint="In about five lines: what is known, what is not, what happens next.",
    )  # fmt: skip
    safety_plan = LongTextField(
        label="Safety plan", noun="the safety plan", max_length=NARRATIVE_MAX, rows=8, required=False,
        hint="Who keeps whom safe, how, and what to do if it does not hold.",
    )  # fmt: skip


class ReasonForm(GovForm):
    """An act that needs nothing but its reason."""

    version = VersionField(required=False)
    reason = LongTextField(label="Reason", noun="the reason", max_length=5_000, rows=4)

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class OptionalReasonForm(ReasonForm):
    """An act that may be explained and need not be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class PersonReasonForm(GovForm):
    """Somebody is chosen, and why."""

    version = VersionField(required=False)
    user = ModelSelectField(User.objects.none(), label="Person", noun="the person")
    reason = LongTextField(label="Reason", noun="the reason", max_length=5_000, rows=4)

    def __init__(self, *args: Any, people: Any, label: str = "Person", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a model choice has one
        self.fields["user"].label = label
