"""What is asked about a requirement."""

from __future__ import annotations

from typing import Any

from safeguarding.assurance.choices import (
    ADULTS,
    About,
    Control,
)
from safeguarding.assurance.models import TEXT_MAX
from safeguarding.assurance.services import Figures, NewRequirement
from safeguarding.core.forms import (
    CheckboxesField,
    GovForm,
    LongTextField,
    NumberField,
    RadioField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.schemes.choices import SchemeKind


class FiguresForm(GovForm):
    """What may be changed of a requirement."""

    valid_months = NumberField(
        label="For how many months does it hold?", noun="the number of months", required=False, min_value=1,
        max_value=240, hint="Leave empty if it does not run out. What is on record already keeps its day.",
    )  # fmt: skip
    warn_days = NumberField(
        label="How many days before is it due soon?", noun="the number of days", min_value=0, max_value=366
    )
    is_blocking = TickField(label="Nobody is active in a scheme without it", required=False)
    version = VersionField()

    def figures(self) -> Figures:
        """The figures, for the service."""
        return Figures(**{name: self.cleaned_data[name] for name in ("valid_months", "warn_days", "is_blocking")})


class NewRequirementForm(FiguresForm):
    """Something more that is asked."""

    key = TextField(label="Key", max_length=40, hint="Small letters and underscores, like first_aid", width="20")
    title = TextField(label="What is asked?", noun="what is asked", max_length=120)
    about = RadioField(
        label="Who or what has to meet it?", noun="who or what has to meet it", choices=About.choices,
        reveals={About.PERSON: ("roles",)},
    )  # fmt: skip
    roles = CheckboxesField(
        label="Of which parts is it asked?", noun="the parts", required=False,
        choices=[(role.value, role.label) for role in ADULTS],
    )  # fmt: skip
    scheme_kinds = CheckboxesField(
        label="In which kinds of scheme?", noun="kinds of scheme", required=False, choices=SchemeKind.choices,
        hint="Tick none for all of them",
    )  # fmt: skip
    control = SelectField(label="Row of the comparison", noun="the row", choices=Control.choices)
    source = TextField(label="Where does the demand come from?", noun="where the demand comes from", max_length=200)
    evidence = TextField(label="What counts as evidence?", noun="what counts", max_length=200, required=False)
    field_order = ("key", "title", "about", "scheme_kinds", "control", "source", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]

    def requirement(self) -> NewRequirement:
        """The requirement, for the service."""
        given = self.cleaned_data
        names = ("key", "title", "about", "control", "source", "evidence")
        return NewRequirement(
            **{name: given[name] for name in names}, figures=self.figures(), roles=tuple(given["roles"]),
            scheme_kinds=tuple(given["scheme_kinds"]),
        )  # fmt: skip


class EndRequirementForm(GovForm):
    """Why something is no longer asked for."""

    reason = LongTextField(label="Why is it no longer asked for?", noun="the reason", max_length=TEXT_MAX, rows=3)
    version = VersionField()


class RemoveRequirementForm(GovForm):
    """Removing what was added by mistake."""

    version = VersionField()
