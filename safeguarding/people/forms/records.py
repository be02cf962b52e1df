"""What is asked about people, and before a young person's record is opened."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import Unit, User
from safeguarding.audit.choices import Purpose
from safeguarding.core.forms import (
    DateField,
    GovForm,
    ModelSelectField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
)
from safeguarding.people.choices import YOUNG_BANDS, AgeBand, PersonKind, PersonType
from safeguarding.people.forms.likely import OffersLikely
from safeguarding.people.services import NewPerson
from safeguarding.schemes.models import Scheme


class PersonFilter(GovForm):
    """Which people to list."""

    mark_optional = False

    q = SearchField(label="Name", noun="the name")
    kind = SelectField(label="Who", noun="who", choices=PersonKind.choices, blank="Everybody", required=False)
    scheme = ModelSelectField(
        Scheme.objects.none(), label="In the scheme", noun="a scheme", empty_label="Any, or none", required=False
    )

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field over records


class PurposeForm(GovForm):
    """Why a young person's record is opened; asked once after signing in."""

    purpose = RadioField(
        label="Why do you need to look?", noun="why you need to look", choices=Purpose.choices,
        reveals={Purpose.OTHER: ["purpose_text"]},
    )  # fmt: skip
    purpose_text = TextField(label="Say why", noun="why", max_length=200)


class NewPersonForm(OffersLikely):
    """Somebody to be put on record."""

    kind = RadioField(
        label="Who is it?", noun="who it is", choices=PersonKind.choices,
        reveals={
            PersonKind.YOUNG_PERSON: ["date_of_birth", "age_band", "school"],
            PersonKind.ADULT: ["person_type", "role_description"],
        },
    )  # fmt: skip
    given_name = TextField(label="First name", noun="a first name", max_length=100, width="two-thirds")
    family_name = TextField(label="Family name", max_length=100, width="two-thirds", required=False)
    known_as = TextField(
        label="Known as", noun="the name they go by", max_length=100, width="two-thirds", required=False,
        hint="If they go by another first name",
    )  # fmt: skip
    date_of_birth = DateField(label="Date of birth", hint="For example, 4 5 2013", past=True, required=False)
    age_band = SelectField(
        label="Or about how old?", noun="an age", choices=YOUNG_BANDS, blank="Not known", required=False
    )
    school = TextField(label="School", max_length=120, width="two-thirds", required=False)
    person_type = SelectField(label="What are they?", noun="what they are", choices=PersonType.choices)
    role_description = TextField(label="What do they do?", noun="what they do", max_length=120, required=False)
    unit = ModelSelectField(
        Unit.objects.none(), label="Which team keeps the record?", noun="a team",
        hint="People of this team whose role includes it see the record.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records

    def person(self) -> NewPerson:
        """The person, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("unit", "pick")}
        return NewPerson(**{**given, "age_band": given["age_band"] or AgeBand.UNKNOWN})
