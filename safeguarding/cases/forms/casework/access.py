"""Who sees a case: named access, emergencies, conflicts of interest."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases import policies
from safeguarding.cases.choices import GrantKind
from safeguarding.core import clock
from safeguarding.core.forms import DateField, GovForm, LongTextField, ModelSelectField, RadioField, TextField

KINDS = [
    (GrantKind.ACCESS, "Reads the case until a day"),
    (GrantKind.INVESTIGATE, "Works on the case"),
    (GrantKind.SUPERVISE, "Supervises the case"),
]


class ColleagueField(ModelSelectField):
    """A colleague of the force with their unit: a name alone does not say which of two."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.home_unit}" if obj.home_unit else str(obj)


class GrantForm(GovForm):
    """A named person's way into the case."""

    user = ColleagueField(User.objects.none(), label="Who?", noun="the person")
    kind = RadioField(
        label="What do they do on the case?", noun="what they do on the case", choices=KINDS,
        reveals={GrantKind.ACCESS: ["ends_on"], GrantKind.INVESTIGATE: ["may_end_on"]},
    )  # fmt: skip
    ends_on = DateField(label="Last day", noun="the last day", future=True)
    may_end_on = DateField(
        label="Last day", noun="the last day", future=True, required=False,
        hint="PSD investigators and PSD supervisors may work on a case without a last day. Everybody else needs one.",
    )  # fmt: skip
    reason = LongTextField(label="Why do they need it?", noun="the reason", max_length=5_000, rows=4)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.fields["user"]
        user.queryset = people.select_related("home_unit")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        user, is_to_work = given.get("user"), given.get("kind") == GrantKind.INVESTIGATE
        no_day = not given.get("may_end_on") and "may_end_on" not in self.errors
        if user and is_to_work and no_day and not policies.investigates_by_role(user):
            self.add_error("may_end_on", f"Enter the last day. {user} is not a PSD investigator or PSD supervisor.")
        return given

    def expires_at(self) -> dt.datetime | None:
        """The end of the last day."""
        day = self.cleaned_data["ends_on"] or self.cleaned_data["may_end_on"]
        return clock.end_of_day(day) if day else None


class BreakGlassForm(GovForm):
    """Which case, and what the emergency is."""

    reference = TextField(
        label="Reference of the case", noun="the reference of the case", max_length=20, width="20",
        hint="For example, SC-2026-000045",
    )  # fmt: skip
    reason = LongTextField(
        label="What is the emergency?", noun="what the emergency is", max_length=5_000, rows=4,
        hint="This is kept, and somebody else reviews it.",
    )  # fmt: skip


class ReviewForm(GovForm):
    """Whether opening a case in an emergency was right."""

    note = LongTextField(
        label="Was it right to open the case?", noun="whether it was right", max_length=5_000, rows=4,
        hint="Say what you found, and what follows from it.",
    )  # fmt: skip


class ConflictForm(GovForm):
    """Somebody is in conflict with the case."""

    user = ModelSelectField(User.objects.none(), label="Who is in conflict with the case?", noun="the person")
    reason = LongTextField(label="What is the conflict?", noun="what the conflict is", max_length=5_000, rows=4)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a model choice has one
