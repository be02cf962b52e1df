"""Who a young person is: asked when they are put on the register, and when that changes."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import Unit, User
from safeguarding.core.forms import DateField, GovForm, ModelSelectField, SelectField, TextField, VersionField
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.forms.likely import OffersLikely
from safeguarding.people.forms.records import YOUNG_BANDS
from safeguarding.people.models import Person
from safeguarding.people.services import Identity, NewPerson
from safeguarding.schemes.models import Scheme

NAMES = ("given_name", "family_name", "known_as", "pronoun", "date_of_birth", "age_band", "school")


def _name(label: str, *, noun: str = "", required: bool = False, hint: str = "") -> TextField:
    return TextField(label=label, noun=noun, max_length=100, width="two-thirds", required=required, hint=hint)


def _pronoun() -> TextField:
    return TextField(label="Pronoun", max_length=30, width="20", required=False, hint="For example, she or they")


def _band() -> SelectField:
    return SelectField(
        label="Or about how old?", noun="an age", choices=YOUNG_BANDS, blank="Not known", required=False
    )  # fmt: skip


class NewYoungForm(OffersLikely):
    """A young person to be put on the register, and the scheme they join."""

    given_name = _name("First name", noun="a first name", required=True)
    family_name = _name("Family name")
    known_as = _name("Known as", hint="If they go by another first name")
    pronoun = _pronoun()
    date_of_birth = DateField(label="Date of birth", hint="For example, 4 5 2013", past=True, required=False)
    age_band = _band()
    school = TextField(label="School", max_length=120, width="two-thirds", required=False)
    unit = ModelSelectField(
        Unit.objects.none(), label="Which team keeps the record?", noun="a team",
        hint="People of this team whose role includes it work with the record.",
    )  # fmt: skip
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme they join", empty_label="None for now", required=False
    )
    starts_on = DateField(label="Their first day in it", required=False)

    def __init__(self, *args: Any, by: User, units: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # same
        if len(units) == 1:
            self.initial.setdefault("unit", units[0].pk)

    def person(self) -> NewPerson:
        given = {name: self.cleaned_data[name] for name in NAMES}
        return NewPerson(kind=PersonKind.YOUNG_PERSON, **{**given, "age_band": given["age_band"] or AgeBand.UNKNOWN})


class IdentityForm(GovForm):
    """Who the record says somebody is."""

    given_name = _name("First name")
    family_name = _name("Family name")
    known_as = _name("Known as", hint="If they go by another first name")
    pronoun = _pronoun()
    date_of_birth = DateField(label="Date of birth", hint="For example, 4 5 2013", past=True, required=False)
    age_band = _band()
    school = TextField(label="School", max_length=120, width="two-thirds", required=False)
    unit = ModelSelectField(Unit.objects.none(), label="Which team keeps the record?", noun="a team")
    version = VersionField()

    def __init__(self, *args: Any, person: Person, units: Any, **kwargs: Any) -> None:
        initial = {name: getattr(person, name) for name in NAMES}
        kwargs.setdefault("initial", {**initial, "unit": person.unit_id, "version": person.version})
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records
        if person.kind == PersonKind.ADULT:
            del self.fields["age_band"], self.fields["school"]

    def identity(self) -> Identity:
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "version"}
        return Identity(**{**given, "age_band": given.get("age_band") or AgeBand.UNKNOWN})
