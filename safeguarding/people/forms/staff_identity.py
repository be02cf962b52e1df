"""Who a member of staff is, as administrators keep it."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import Unit
from safeguarding.core.forms import GovForm, LongTextField, ModelSelectField, SelectField, TextField, VersionField
from safeguarding.people.forms.staff import TYPES, collar_number_field
from safeguarding.people.models import Person
from safeguarding.people.models.person import REASON_MAX
from safeguarding.people.services import StaffIdentity

ASKED = (
    "given_name", "family_name", "known_as", "pronoun", "collar_number", "person_type", "role_description",
)  # fmt: skip


class StaffIdentityForm(GovForm):
    """Who the record says a member of staff is."""

    given_name = TextField(label="First name", max_length=100, width="two-thirds", required=False)
    family_name = TextField(label="Family name", max_length=100, width="two-thirds", required=False)
    known_as = TextField(
        label="Known as", max_length=100, width="two-thirds", required=False, hint="If they go by another first name"
    )
    pronoun = TextField(label="Pronoun", max_length=30, width="20", required=False, hint="For example, she or they")
    collar_number = collar_number_field()
    person_type = SelectField(label="What are they?", noun="what they are", choices=TYPES)
    role_description = TextField(label="What do they do?", noun="what they do", max_length=120, required=False)
    unit = ModelSelectField(Unit.objects.none(), label="Unit", noun="a unit")
    reason = LongTextField(
        label="Why does it change?", noun="why it changes", max_length=REASON_MAX, rows=3, required=False,
        hint="Needed when the name, the collar number or what they are changes. For example: joined as a special.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, person: Person, units: Any, **kwargs: Any) -> None:
        now = {name: getattr(person, name) for name in ASKED}
        super().__init__(*args, initial={**now, "unit": person.unit_id, "version": person.version}, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records

    def identity(self) -> StaffIdentity:
        return StaffIdentity(unit=self.cleaned_data["unit"], **{name: self.cleaned_data[name] for name in ASKED})
