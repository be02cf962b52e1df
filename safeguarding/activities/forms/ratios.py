"""What is asked when a force asks for more adults."""

from __future__ import annotations

from typing import Any

from safeguarding.activities.services.bands import NewRatio
from safeguarding.core.asked import number
from safeguarding.core.forms import DateField, GovForm, HiddenField, NumberField, TextField


class RatioForm(GovForm):
    """How many young people one adult may look after, from when, and who decided it."""

    children_per_adult = NumberField(
        label="How many young people of this age may one adult look after?", noun="how many", min_value=1,
        max_value=100, width="2",
    )  # fmt: skip
    holds_from = DateField(label="From which day?", noun="the first day")
    source = TextField(
        label="Who decided it, and where is that written?", noun="who decided it", max_length=200,
        hint="For example: Youth safety board, minute 14 of 3 November 2026",
    )  # fmt: skip
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["children_per_adult"]
        field.help_text = f"The guidance says {most}. A force can ask for fewer young people to an adult, not for more."

    def ratio(self) -> NewRatio:
        """The figure, for the service."""
        return NewRatio(**{name: self.cleaned_data[name] for name in ("children_per_adult", "source", "holds_from")})

    @property
    def newest(self) -> int | None:
        return number(self.cleaned_data["seen"]) or None
