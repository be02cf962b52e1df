"""What is asked about somebody's part in a scheme, and about the posts of staff."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse

from safeguarding.access.models import Unit, User
from safeguarding.core.asked import number
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.forms import (
    DateField,
    GovForm,
    HiddenField,
    LongTextField,
    ModelSelectField,
    RadioField,
    SelectField,
    TextField,
    TypeaheadField,
    VersionField,
)
from safeguarding.people import selectors
from safeguarding.people.choices import PersonKind, PlacementRole
from safeguarding.people.models import Person, Placement, StaffRole
from safeguarding.people.services import PostDetails
from safeguarding.schemes.models import Scheme

ADULT_ROLES = [choice for choice in PlacementRole.choices if choice[0] != PlacementRole.YOUNG_PERSON]


def _part(person: Person) -> list[tuple[str, str]]:
    if person.kind == PersonKind.ADULT:
        return ADULT_ROLES
    return [(PlacementRole.YOUNG_PERSON.value, PlacementRole.YOUNG_PERSON.label)]


class PlacementForm(GovForm):
    """A part in a scheme."""

    scheme = ModelSelectField(Scheme.objects.none(), label="Scheme", noun="a scheme")
    role = SelectField(label="What part do they have?", noun="what part they have", choices=PlacementRole.choices)
    starts_on = DateField(label="First day", noun="the first day")
    ends_on = DateField(label="Last day", noun="the last day", required=False,
                        hint="Leave empty if it is not known yet.")  # fmt: skip

    def __init__(self, *args: Any, person: Person, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field over records
        self.fields["role"].choices = _part(person)  # type: ignore[attr-defined]  # a field of choices
        if person.kind == PersonKind.YOUNG_PERSON:
            self.initial.setdefault("role", PlacementRole.YOUNG_PERSON)


class AdultForm(GovForm):
    """An adult on record. The name is looked up among the adults whom the user sees."""

    adult = TypeaheadField(
        label="Who?", noun="a name", url="", id_field="adult_id", width="two-thirds", max_length=200,
        hint="Type at least two letters of the name, then choose the person.",
    )  # fmt: skip
    adult_id = HiddenField(max_length=20)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["adult"].widget.attrs["data-typeahead-url"] = f"{reverse('api:person-list')}?kind=adult"
        self.namesakes = self._namesakes() if self.is_bound else []
        if len(self.namesakes) > 1:
            self.fields["which"] = RadioField(
                label="Which of them?", noun="which of them",
                choices=[(str(one.pk), f"{one.name}. {selectors.in_a_few_words(one)}") for one in self.namesakes],
            )  # fmt: skip
            self.order_fields(["adult", "adult_id", "which"])

    def _namesakes(self) -> list[Person]:
        """The adults whose name was typed, when it was not said which of them."""
        given, name = (str(self.data.get(field, "")).strip() for field in ("adult_id", "adult"))
        adults = Person.objects.visible_to(self.by).filter(kind=PersonKind.ADULT).select_related("unit")
        if pk := number(given):
            chosen = adults.filter(pk=pk).first()
            if chosen and chosen.name.casefold() == name.casefold():
                return [chosen]
        named = selectors.matching(adults, name).order_by(F("rank"), "family_name", "pk")
        return list(named[: selectors.MOST_FOUND])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("adult") and not self.namesakes:
            self.add_error("adult", "No adult on record has this name. Check the spelling, or put them on record first")
        return given

    def person(self) -> Person:
        which = self.cleaned_data.get("which") or str(self.namesakes[0].pk)
        return next(one for one in self.namesakes if str(one.pk) == which)


class PlaceAdultForm(AdultForm):
    """An adult on record who gets a part in a scheme."""

    role = SelectField(label="What part do they have?", noun="what part they have", choices=ADULT_ROLES)
    starts_on = DateField(label="First day", noun="the first day")
    ends_on = DateField(label="Last day", noun="the last day", required=False,
                        hint="Leave empty if it is not known yet.")  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """What stands against the scheme is said of whom it is about."""
        if isinstance(refused, Invalid) and "scheme" in refused.errors:
            rest = {name: words for name, words in refused.errors.items() if name != "scheme"}
            refused = Invalid({"adult": refused.errors["scheme"], **rest})
        super().refuse(refused)


class CorrectPlacementForm(GovForm):
    """What was recorded wrongly of a part in a scheme."""

    role = SelectField(label="What part do they have?", noun="what part they have", choices=PlacementRole.choices)
    starts_on = DateField(label="First day", noun="the first day")
    ends_on = DateField(label="Last day", noun="the last day", required=False)
    reason = LongTextField(label="What was wrong?", noun="what was wrong", max_length=1_000, rows=2)
    version = VersionField()

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        now = {name: getattr(placement, name) for name in ("role", "starts_on", "ends_on", "version")}
        super().__init__(*args, initial=now, **kwargs)
        self.fields["role"].choices = _part(placement.person)  # type: ignore[attr-defined]  # a field of choices


class EndPlacementForm(GovForm):
    """Somebody no longer takes part."""

    ends_on = DateField(label="What is the last day?", noun="the last day")
    reason = LongTextField(label="Why do they no longer take part?", noun="why they no longer take part",
                           max_length=1_000, rows=3)  # fmt: skip
    version = VersionField()


class StrikePlacementForm(GovForm):
    """A part that somebody never had."""

    reason = LongTextField(label="How came it to be entered in error?", noun="how it came to be entered in error",
                           max_length=1_000, rows=3, hint="For example: meant for somebody else.")  # fmt: skip
    version = VersionField()


class PostForm(GovForm):
    """A post of a member of staff."""

    title = TextField(label="Post", noun="what the force calls the post", max_length=120, width="two-thirds",
                      hint="For example, Youth engagement officer")  # fmt: skip
    unit = ModelSelectField(Unit.objects.none(), label="Unit", noun="a unit")
    starts_on = DateField(label="First day", noun="the first day")
    ends_on = DateField(label="Last day", noun="the last day", required=False,
                        hint="Leave empty if they are in it now.")  # fmt: skip

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field over records

    def post(self) -> PostDetails:
        return PostDetails(**{name: self.cleaned_data[name] for name in ("title", "unit", "starts_on", "ends_on")})


class ChangePostForm(PostForm):
    """What was recorded wrongly of a post, or the day it ended."""

    version = VersionField()

    def __init__(self, *args: Any, post: StaffRole, **kwargs: Any) -> None:
        now = {name: getattr(post, name) for name in ("title", "starts_on", "ends_on", "version")}
        super().__init__(*args, initial={**now, "unit": post.unit_id}, **kwargs)
