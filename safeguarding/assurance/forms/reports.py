"""Which day, whose lines and which columns of a report are asked for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import Unit
from safeguarding.assurance.choices import Control
from safeguarding.assurance.models import Requirement
from safeguarding.core.forms import (
    DateField,
    GovForm,
    ModelSelectField,
    SelectField,
    TickField,
)
from safeguarding.people.choices import PersonType
from safeguarding.schemes.models import Scheme


class OnDayForm(GovForm):
    """The day for which the report is asked."""

    mark_optional = False

    on = DateField(label="As on", noun="the day", past=True, required=False, hint="Leave empty for today")
    control = SelectField(label="Only schemes with a gap in", choices=Control.choices, required=False, blank="Anything")
    only_lacking = TickField(label="Only schemes that lack something", required=False)


class MatrixFilter(GovForm):
    """Whose lines and which columns of the matrix are shown."""

    mark_optional = False

    scheme = ModelSelectField(Scheme.objects.none(), label="Scheme", required=False, empty_label="All")
    unit = ModelSelectField(Unit.objects.none(), label="Unit", required=False, empty_label="All")
    requirement = ModelSelectField(Requirement.objects.none(), label="Requirement", required=False, empty_label="All")
    person_type = SelectField(label="Person type", choices=PersonType.choices, required=False, blank="All")
    problems = TickField(label="Only problems", required=False)

    def __init__(
        self, *args: Any, schemes: QuerySet[Scheme], units: QuerySet[Unit], requirements: QuerySet[Requirement],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, offered in (("scheme", schemes), ("unit", units), ("requirement", requirements)):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]  # a field over records
