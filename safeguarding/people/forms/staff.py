"""What administrators are asked about staff: who signs in as whom, and who manages whom."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse

from safeguarding.access.models import Unit, User
from safeguarding.core.asked import number
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.forms import (
    EmailField,
    GovForm,
    HiddenField,
    ModelSelectField,
    RadioField,
    SearchField,
    SelectField,
    TextField,
    TypeaheadField,
    VersionField,
)
from safeguarding.people import selectors
from safeguarding.people.choices import STAFF_TYPES, PersonKind, PersonType
from safeguarding.people.forms.likely import OffersLikely
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson

TYPES = [(kind.value, kind.label) for kind in PersonType if kind in STAFF_TYPES]


def collar_number_field() -> TextField:
    return TextField(
        label="Collar number", noun="the collar number", max_length=20, width="10", required=False,
        hint="Or staff number. Leave empty if they have none.",
    )  # fmt: skip


class StaffFilter(GovForm):
    """Which staff to list, by what is not known of them."""

    mark_optional = False

    q = SearchField(label="Name", noun="the name")
    missing = SelectField(
        label="Not recorded", noun="what is not recorded", choices=selectors.MISSING, blank="Everybody", required=False
    )


class StaffLinksForm(GovForm):
    """Who signs in as a member of staff, and who manages them. Names are looked up among the force's staff."""

    email = EmailField(
        label="The email address they sign in with", noun="an email address", required=False, width="two-thirds",
        hint="Leave empty if they have no account.",
    )  # fmt: skip
    manager = TypeaheadField(
        label="Line manager", noun="a line manager", url="", id_field="manager_id", width="two-thirds",
        max_length=200, required=False,
        hint="Type at least two letters of the name, then choose the person. Leave empty if nobody manages them.",
    )  # fmt: skip
    manager_id = HiddenField(max_length=20)
    version = VersionField()

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["manager"].widget.attrs["data-typeahead-url"] = f"{reverse('api:person-list')}?kind=adult"
        self.namesakes = self._namesakes()
        if len(self.namesakes) > 1:
            self._ask_which()

    def _typed(self, name: str) -> str:
        given = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
        return str(given).strip()

    def _namesakes(self) -> list[Person]:
        """The staff whose name was typed, when it was not said which of them."""
        given, name = self._typed("manager_id"), self._typed("manager")
        staff = selectors.staff(self.by)
        if pk := number(given):
            chosen = staff.filter(pk=pk).first()
            if chosen and chosen.name.casefold() == name.casefold():
                return [chosen]
        named = selectors.matching(staff, name).order_by(F("rank"), "family_name", "pk")
        return list(named[: selectors.MOST_FOUND])

    def _ask_which(self) -> None:
        which = RadioField(
            label="Which of them manages them?", noun="which of them",
            choices=[(str(one.pk), f"{one.name}. {selectors.in_a_few_words(one)}") for one in self.namesakes],
        )  # fmt: skip
        self.fields["which"] = which

    def clean_email(self) -> User | None:
        """The account with this address. Which addresses have accounts is no secret from an administrator."""
        email = self.cleaned_data["email"].lower()
        if not email:
            return None
        found = User.objects.filter(email=email, force_id=self.by.force_id, is_system=False).first()
        if found is None:
            raise ValidationError("No account of your force signs in with this address")
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("manager") and not self.namesakes:
            self.add_error("manager", "No member of staff has this name. Check the spelling")
        return given

    def line_manager(self) -> Person | None:
        """The member of staff who was meant; nobody when the name was left empty."""
        if not self.cleaned_data["manager"]:
            return None
        which = self.cleaned_data.get("which") or str(self.namesakes[0].pk)
        return next(one for one in self.namesakes if str(one.pk) == which)

    def refuse(self, refused: Refused) -> None:
        """The service says `user` and `line_manager` of what is asked here as `email` and `manager`."""
        if isinstance(refused, Invalid):
            names = {"user": "email", "line_manager": "manager"}
            refused = Invalid({names.get(name, name): messages for name, messages in refused.errors.items()})
        super().refuse(refused)


class NewStaffForm(OffersLikely, StaffLinksForm):
    """A member of staff to be put on record, with their account and their manager."""

    given_name = TextField(label="First name", noun="a first name", max_length=100, width="two-thirds")
    family_name = TextField(label="Family name", noun="a family name", max_length=100, width="two-thirds")
    known_as = TextField(
        label="Known as", noun="the name they go by", max_length=100, width="two-thirds", required=False,
        hint="If they go by another first name",
    )  # fmt: skip
    collar_number = collar_number_field()
    person_type = SelectField(label="What are they?", noun="what they are", choices=TYPES)
    role_description = TextField(label="What do they do?", noun="what they do", max_length=120, required=False)
    unit = ModelSelectField(Unit.objects.none(), label="Unit", noun="a unit")
    field_order = ("given_name", "family_name", "known_as", "collar_number", "person_type", "role_description", "unit")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        del self.fields["version"]
        units = Unit.objects.visible_to(by).filter(is_active=True)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records

    def person(self) -> NewPerson:
        """The member of staff, for the service."""
        asked = ("given_name", "family_name", "known_as", "collar_number", "person_type", "role_description")
        return NewPerson(kind=PersonKind.ADULT, **{name: self.cleaned_data[name] for name in asked})
