"""The people of a case: finding somebody on record, adding them, describing somebody unknown, taking them off."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.people.choices import YOUNG_BANDS, AgeBand, PersonKind, PersonType
from safeguarding.people.forms.likely import OffersLikely
from safeguarding.people.services import NewPerson

ROLES = [choice for choice in PartyRole.choices if choice[0] != PartyRole.UNIDENTIFIED]
ROLE_HINTS: dict[str, str] = {
    PartyRole.SUBJECT: "The adult whose conduct is examined. They, and who manages them, will not see the case",
    PartyRole.WITNESS: "Will not see the case",
    PartyRole.COMPLAINANT: "Will not see the case",
    PartyRole.ASSOCIATE: "Somebody close to the subject. Will not see the case",
}
PREFERENCE_HINT = "For example, through her mother, after 4pm, not by text"


def role_field() -> RadioField:
    return RadioField(
        label="What are they in this case?", noun="what they are in this case", choices=ROLES, hints=ROLE_HINTS
    )


def preference_field() -> TextField:
    return TextField(
        label="How do they want to be contacted?", noun="how they want to be contacted", max_length=300, required=False,
        hint=PREFERENCE_HINT,
    )  # fmt: skip


class FindPersonForm(GovForm):
    """A name to look for among the people on record."""

    mark_optional = False
    q = SearchField(label="Name", noun="a name", max_length=100)


class KnownPartyForm(GovForm):
    """What somebody on record is in this case."""

    role = role_field()
    contact_preference = preference_field()


class NewPartyForm(OffersLikely):
    """Somebody who is not on record yet."""

    role = role_field()
    kind = RadioField(
        label="Who is it?", noun="whether it is a young person or an adult", choices=PersonKind.choices,
        reveals={
            PersonKind.YOUNG_PERSON: ["date_of_birth", "age_band", "school"],
            PersonKind.ADULT: ["person_type", "role_description"],
        },
    )  # fmt: skip
    date_of_birth = DateField(label="Date of birth, if it is known", noun="date of birth", past=True, required=False)
    age_band = SelectField(
        label="Or about how old?", noun="an age", choices=YOUNG_BANDS, blank="Not known", required=False
    )
    school = TextField(label="School", max_length=120, required=False)
    person_type = SelectField(
        label="What are they?", noun="what they are", choices=PersonType.choices, blank="Not known", required=False
    )
    role_description = TextField(label="What do they do?", noun="what they do", max_length=120, required=False)
    given_name = TextField(label="First name", noun="a first name", max_length=100, required=False)
    family_name = TextField(label="Family name", noun="a family name", max_length=100, required=False)
    known_as = TextField(label="Known as", max_length=100, required=False)
    contact_preference = preference_field()

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not (given.get("given_name") or given.get("family_name") or given.get("known_as")):
            self.add_error("given_name", "Enter a name, or add them as somebody who is not identified")
        return super().clean()

    def person(self) -> NewPerson:
        given = self.cleaned_data
        return NewPerson(
            kind=given["kind"],
            given_name=given["given_name"],
            family_name=given["family_name"],
            known_as=given["known_as"],
            date_of_birth=given["date_of_birth"],
            age_band=given["age_band"] or AgeBand.UNKNOWN,
            person_type=given["person_type"],
            role_description=given["role_description"],
            school=given["school"],
        )


class UnidentifiedPartyForm(GovForm):
    """Somebody nobody knows: described as well as can be."""

    description = TextField(
        label="Describe the person", noun="a description", max_length=500,
        hint="For example, a girl of about 12 in the same class, or an account name seen in messages",
    )  # fmt: skip
    kind = RadioField(
        label="Is it a young person or an adult?", noun="whether it is a young person or an adult",
        choices=PersonKind.choices, reveals={PersonKind.YOUNG_PERSON: ["age_band"], PersonKind.ADULT: ["person_type"]},
    )  # fmt: skip
    age_band = SelectField(
        label="About how old?", noun="an age", choices=YOUNG_BANDS, blank="Not known", required=False
    )
    person_type = SelectField(
        label="What are they?", noun="what they are", choices=PersonType.choices, blank="Not known", required=False
    )
    contact_preference = preference_field()


class ChangePartyForm(GovForm):
    """How somebody is reached, and how somebody unknown is described."""

    version = VersionField()
    description = TextField(label="Description", noun="a description", max_length=500)
    contact_preference = preference_field()

    def __init__(self, *args: Any, is_identified: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_identified:
            del self.fields["description"]


class IdentifyPartyForm(GovForm):
    """It is known now who this is: what they are in the case."""

    version = VersionField()
    role = role_field()


class RemovePartyForm(GovForm):
    """Why somebody is taken off the case."""

    version = VersionField()
    reason = LongTextField(label="Why are they taken off the case?", noun="the reason", max_length=5_000, rows=4)
