"""Who is involved: somebody on record, somebody to be put on record, or somebody nobody knows."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from django.urls import NoReverseMatch, reverse

from safeguarding.cases.choices import ConcernPartyRole
from safeguarding.cases.forms.concern_steps import RawForm
from safeguarding.cases.services.concerns import PartyAnswers, party_errors
from safeguarding.core import clock
from safeguarding.core.asked import number
from safeguarding.core.forms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    TextField,
    TypeaheadField,
)
from safeguarding.core.forms.text import UNSTORABLE
from safeguarding.people import selectors as people
from safeguarding.people.choices import YOUNG_BANDS, AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson

RECORD, YOUNG, ADULT, UNKNOWN = "record", "young", "adult", "unknown"
NOBODY = "none"
WHICH = "Select who it is, or that it is somebody else"
# Why two of the ages overlap: whether a child is under 13 decides how the law sees what was done to them.
UNDER_13 = "If they are 12 or 13 and you cannot tell which, choose “12 or 13, not known which”."
KIND_OF_ROLE: dict[str, str] = {ConcernPartyRole.YOUNG_PERSON: PersonKind.YOUNG_PERSON}


class PartyForm(RawForm):
    """One person. What is asked depends on whether, and as what, the reporter knows them."""

    role = RadioField(
        label="What is this person’s part in it?", noun="this person’s part in it", choices=ConcernPartyRole.choices,
        hints={ConcernPartyRole.ADULT_OF_CONCERN: "The adult whose behaviour worries you"},
    )  # fmt: skip
    known = RadioField(
        label="Who is it?", noun="who it is",
        choices=[
            (RECORD, "Somebody I can find by name"),
            (YOUNG, "A young person I cannot find"),
            (ADULT, "An adult I cannot find"),
            (UNKNOWN, "I do not know who it is"),
        ],
        hints={RECORD: "Staff of the force, and young people of your own schemes"},
        reveals={
            RECORD: ["name"],
            YOUNG: ["y_given", "y_family", "y_born", "y_band", "y_school"],
            ADULT: ["a_given", "a_family", "a_type", "a_role", "a_description"],
            UNKNOWN: ["u_description", "u_band", "u_type"],
        },
    )  # fmt: skip
    name = TypeaheadField(
        label="Search by name", noun="a name to search for", url="", id_field="person_id", width="two-thirds",
        hint="Type at least two letters, then choose the person.",
    )  # fmt: skip
    person_id = HiddenField(max_length=20)
    y_given = TextField(label="First name", noun="a first name", max_length=100, width="two-thirds")
    y_family = TextField(label="Family name", max_length=100, width="two-thirds", required=False)
    y_born = DateField(
        label="Date of birth", noun="date of birth", hint="For example, 4 5 2013", past=True, required=False
    )
    y_band = SelectField(
        label="Or about how old?", noun="an age", choices=YOUNG_BANDS, blank="I do not know", required=False,
        hint=UNDER_13,
    )  # fmt: skip
    y_school = TextField(label="School", max_length=120, width="two-thirds", required=False)
    a_given = TextField(
        label="First name", noun="a first name", max_length=100, width="two-thirds", required=False,
        hint="Leave this empty if you know only the family name.",
    )  # fmt: skip
    a_family = TextField(label="Family name", noun="a family name", max_length=100, width="two-thirds", required=False)
    a_type = SelectField(
        label="What are they?", noun="what they are", choices=PersonType.choices, blank="I do not know", required=False
    )
    a_role = TextField(
        label="What do they do, and in which team or place?", noun="what they do", max_length=120, required=False,
        hint="For example, runs the after-school club at Oakfield Primary",
    )  # fmt: skip
    a_description = TextField(
        label="Anything else that helps to know who it is", noun="the description", max_length=500, required=False
    )
    u_description = TextField(
        label="Describe the person as well as you can", noun="a description", max_length=500,
        hint="For example, a girl of about 12 in the same class, or a man in uniform in the passenger seat",
    )  # fmt: skip
    u_band = SelectField(
        label="About how old?", noun="an age", required=False, blank="I do not know", hint=UNDER_13,
        choices=[*YOUNG_BANDS, (AgeBand.ADULT, AgeBand.ADULT.label)],
    )  # fmt: skip
    u_type = SelectField(
        label="If an adult, what are they?", noun="what they are", choices=PersonType.choices, blank="I do not know",
        required=False,
    )  # fmt: skip

    NEW: ClassVar[dict[str, dict[str, str]]] = {
        YOUNG: {"given_name": "y_given", "family_name": "y_family", "date_of_birth": "y_born"},
        ADULT: {"given_name": "a_given", "family_name": "a_family"},
    }

    def __init__(self, *args: Any, incident_on: dt.date | None = None, **kwargs: Any) -> None:
        self.incident_on = incident_on
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["data-typeahead-url"] = search_address()
        self.offered = self._offered()
        if self.offered:
            self._ask_which()

    def _value(self, name: str) -> str:
        given = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
        return given.strip() if isinstance(given, str) and not UNSTORABLE.search(given) else ""

    def _offered(self) -> list[Person]:
        """People on record who may be the one that was meant, when it was not said which."""
        self.reasons: dict[str, str] = {}
        known = self._value("known")
        if known == RECORD and self.on_record is None:
            return list(people.search(self.user, self._value("name")))
        names = self.NEW.get(known)
        if names is None:
            return []
        given, family = self._value(names["given_name"]), self._value(names["family_name"])
        kind = PersonKind.YOUNG_PERSON if known == YOUNG else PersonKind.ADULT
        likely = people.likely(self.user, NewPerson(kind, given_name=given, family_name=family))
        self.reasons = {str(one.person.pk): one.reason for one in likely}
        return [one.person for one in likely]

    def _ask_which(self) -> None:
        """Asks first which of them it is, or whether it is somebody else."""
        choices = [(str(one.pk), f"{one.name}. {people.in_a_few_words(one)}") for one in self.offered]
        pick = RadioField(
            label="Is it one of these people on record?", noun="who it is, or that it is somebody else",
            choices=[*choices, (NOBODY, "No, somebody else")], error_messages={"required": WHICH}, hints=self.reasons,
        )  # fmt: skip
        self.fields = {"pick": pick, **self.fields}
        if not self.is_bound and "pick" not in self.initial:
            self.initial["pick"] = ""

    @cached_property
    def on_record(self) -> Person | None:
        """The person on record who was chosen, if the reporter may see them and has not typed another name since."""
        pk = number(self._value("person_id"))
        if self._value("known") != RECORD or not pk:
            return None
        found = Person.objects.visible_to(self.user).filter(pk=pk).select_related("unit").first()
        return found if found and found.name.casefold() == self._value("name").casefold() else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("known") == ADULT and not (given.get("a_given") or given.get("a_family")):
            self.add_error("a_given", "Enter a name, or select that you do not know who it is")
        if given.get("known") and not self.errors:
            self._settle(given)
        return given

    def _settle(self, given: dict[str, Any]) -> None:
        """Once each answer is right by itself: do they name somebody?"""
        if given["known"] == RECORD and self.on_record is None and not self._picked():
            if self.offered:
                self.add_error("known", "Select whether it is a young person or an adult, and add them")
            else:
                self.add_error("name", "Nobody you can find has this name. Check the spelling, or add them below")
            return
        self._check(given)

    def _check(self, given: dict[str, Any]) -> None:
        """The same rules as when the concern is sent."""
        party = self.party()
        known = {party.person_id} if party.person_id is not None else set()
        for name, messages in party_errors(party, incident_on=self.incident_on, known=known, by=self.user).items():
            field = self.NEW.get(given["known"], {}).get(name)
            self.add_error(field if field in self.fields else None, messages)

    def _picked(self) -> Person | None:
        chosen = self._value("pick")
        return next((one for one in self.offered if str(one.pk) == chosen), None)

    def party(self) -> PartyAnswers:
        """This person, for the service."""
        given = self.cleaned_data
        role, known, found = given["role"], given["known"], self._picked() or self.on_record
        if found is not None:
            return PartyAnswers(role=role, person_id=found.pk)
        if known == UNKNOWN:
            return self._unknown(role)
        added = self._young() if known == YOUNG else self._adult()
        return PartyAnswers(
            role=role, added=added, not_on_record=given.get("pick") == NOBODY, description=given["a_description"]
        )

    def _unknown(self, role: str) -> PartyAnswers:
        given = self.cleaned_data
        band = given["u_band"] or AgeBand.UNKNOWN
        is_adult = band == AgeBand.ADULT or given["u_type"]
        kind: str = PersonKind.ADULT if is_adult else PersonKind.YOUNG_PERSON
        if band == AgeBand.UNKNOWN and not given["u_type"]:
            kind = KIND_OF_ROLE.get(role, PersonKind.ADULT)
        return PartyAnswers(
            role=role, kind=kind, age_band=band, description=given["u_description"],
            person_type=given["u_type"] if kind == PersonKind.ADULT else "",
        )  # fmt: skip

    def _young(self) -> NewPerson:
        given = self.cleaned_data
        return NewPerson(
            kind=PersonKind.YOUNG_PERSON, given_name=given["y_given"], family_name=given["y_family"],
            date_of_birth=given["y_born"], age_band=given["y_band"] or AgeBand.UNKNOWN, school=given["y_school"],
        )  # fmt: skip

    def _adult(self) -> NewPerson:
        given = self.cleaned_data
        return NewPerson(
            kind=PersonKind.ADULT, given_name=given["a_given"], family_name=given["a_family"],
            person_type=given["a_type"], role_description=given["a_role"],
        )  # fmt: skip

    def title(self) -> str:
        """How the person is named on the list: their name, or the description when nobody knows it."""
        found = self._picked() or self.on_record
        if found is not None:
            return found.name
        names = self.NEW.get(self._value("known"))
        if names is None:
            return self._value("u_description") or self._value("name") or "Somebody"
        return f"{self._value(names['given_name'])} {self._value(names['family_name'])}".strip() or "Somebody"

    def about(self) -> list[str]:
        """What else the list says of the person."""
        found, role = self._picked() or self.on_record, dict(ConcernPartyRole.choices).get(self._value("role"), "")
        if found is not None:
            return [role, people.in_a_few_words(found)]
        if not self.is_valid():
            return [role]
        party = self.party()
        said = party.added or party
        return [one for one in (role, *_described(said, party.description if party.added else "")) if one]


def _described(said: NewPerson | PartyAnswers, description: str) -> list[str]:
    """Age, kind and place of somebody who is not on record yet, in words."""
    born = getattr(said, "date_of_birth", None)
    band = AgeBand(said.age_band).label if said.age_band != AgeBand.UNKNOWN else ""
    if said.kind == PersonKind.YOUNG_PERSON:
        age = f"Born {clock.date_words(born)}" if born else f"Aged {band.lower()}" if band else "Age not known"
        return [age, getattr(said, "school", "")]
    kind = PersonType(said.person_type).label if said.person_type else "Adult"
    return [kind, getattr(said, "role_description", ""), description]


def search_address() -> str:
    """Where the page looks people up as a name is typed; the form works without it."""
    try:
        return reverse("api:person-list")
    except NoReverseMatch:
        return ""
