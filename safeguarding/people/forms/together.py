"""Whose parts in a scheme end, on which day and why."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import CheckboxesField, DateField, GovForm, LongTextField
from safeguarding.people import rules
from safeguarding.people.models import Placement

REASON_MAX = 2_000


class EndTogetherForm(GovForm):
    """Several parts of one scheme, chosen among those the user may end."""

    placements = CheckboxesField(label="Whose part ends?", noun="whose part ends")
    ends_on = DateField(label="What is their last day?", noun="the last day", hint="It may lie in the past")
    reason = LongTextField(
        label="Why do they no longer take part?", noun="the reason", max_length=REASON_MAX, rows=3,
        hint="For example: the school year is over",
    )  # fmt: skip

    def __init__(self, *args: Any, parts: list[Placement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.pk): one for one in parts}
        self.fields["placements"].choices = [  # type: ignore[attr-defined]  # a field over choices
            (str(one.pk), f"{one.person.name}, {_part_in_words(one)}") for one in parts
        ]

    def ticked_parts(self) -> list[Placement]:
        """The parts that were ticked, in the order of the list."""
        ticked = set(self.cleaned_data["placements"])
        return [part for pk, part in self.by_pk.items() if pk in ticked]


def _part_in_words(part: Placement) -> str:
    return f"{part.get_role_display().lower()} {rules.days_in_words(part.starts_on, part.ends_on)}"
