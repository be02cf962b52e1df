"""What is asked about somebody's part in a scheme, and about the posts of staff."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import Unit
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    SelectField,
    TextField,
    VersionField,
)
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
