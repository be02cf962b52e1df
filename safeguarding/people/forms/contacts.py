"""What is asked about who cares for a young person."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.core.forms import (
    DateField,
    EmailField,
    GovForm,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
    TickField,
    VersionField,
)
from safeguarding.people.choices import ContactPermission, PersonKind, PersonType, Relationship
from safeguarding.people.forms.likely import OffersLikely
from safeguarding.people.models import Carer
from safeguarding.people.services import CarerDetails, NewPerson

DETAILS = ("relationship", "contact", "contact_reason", "is_emergency_contact", "telephone", "email", "since")


class _Details(GovForm):
    relationship = SelectField(
        label="How do they stand to the young person?", noun="how they stand to the young person",
        choices=Relationship.choices,
    )  # fmt: skip
    contact = RadioField(
        label="May staff contact them?", noun="whether staff may contact them, or that nobody may",
        choices=ContactPermission.choices,
        hints={ContactPermission.MUST_NOT: "Shown as a warning wherever staff look for somebody to ring"},
    )  # fmt: skip
    contact_reason = LongTextField(
        label="Who may contact them, or why nobody may", noun="who may contact them, or why nobody may",
        max_length=500, rows=3, required=False, hint="Not needed when any member of staff may.",
    )  # fmt: skip
    telephone = TextField(label="Telephone number to use", noun="a telephone number", max_length=40, width="20",
                          required=False)  # fmt: skip
    email = EmailField(label="Email address to use", noun="an email address", required=False, width="two-thirds")
    is_emergency_contact = TickField(label="Ring them in an emergency", required=False)
    since = DateField(label="Since when?", noun="since when", past=False, required=False,
                      hint="Leave empty if it is from today.")  # fmt: skip

    def details(self) -> CarerDetails:
        return CarerDetails(**{name: self.cleaned_data[name] for name in DETAILS})


class NewCarerForm(_Details, OffersLikely):
    """An adult who cares for a young person, on record already or not."""

    given_name = TextField(label="First name", noun="a first name", max_length=100, width="two-thirds")
    family_name = TextField(label="Family name", max_length=100, width="two-thirds", required=False)
    known_as = TextField(label="Known as", max_length=100, width="two-thirds", required=False)
    field_order = ("given_name", "family_name", "known_as")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def person(self) -> NewPerson:
        names = {name: self.cleaned_data[name] for name in ("given_name", "family_name", "known_as")}
        return NewPerson(kind=PersonKind.ADULT, person_type=PersonType.PARENT_CARER, **names)


class CarerForm(_Details):
    """How a carer is reached, and whether they may be."""

    version = VersionField()

    def __init__(self, *args: Any, carer: Carer, **kwargs: Any) -> None:
        now = {name: getattr(carer, name) for name in DETAILS}
        super().__init__(*args, initial={**now, "version": carer.version}, **kwargs)


class EndForm(GovForm):
    """On which day something ended."""

    until = DateField(label="What was the last day?", noun="the last day")
    version = VersionField()
