"""What is asked when a session is planned and when it is recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.activities.choices import Part, SessionKind
from safeguarding.activities.models import TEXT_MAX, SessionAdult
from safeguarding.activities.selectors.lists import COMING_ONES, MINE, PAST, TO_RECORD
from safeguarding.activities.services.planning import AdultGiven, SessionDetails
from safeguarding.assurance.selectors.shapes import Adult
from safeguarding.core import clock
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    RadioField,
    SelectField,
    TextField,
    TimeField,
    VersionField,
    YesNoField,
)
from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.models import Scheme

LISTS = ((COMING_ONES, "Coming"), (PAST, "Past"), (TO_RECORD, "To be recorded"), (MINE, "All of mine"))


class SessionFilter(GovForm):
    """Which sessions to list."""

    mark_optional = False

    when = SelectField(label="When", noun="when", choices=LISTS, blank="Any time", required=False)
    scheme = ModelSelectField(
        Scheme.objects.none(), label="Scheme", noun="a scheme", required=False, empty_label="Any scheme"
    )
    kind = SelectField(label="Kind", noun="a kind", choices=SessionKind.choices, blank="Any", required=False)

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field over records


class SessionForm(GovForm):
    """What is planned."""

    scheme = ModelSelectField(Scheme.objects.none(), label="Which scheme?", noun="the scheme")
    kind = RadioField(
        label="What kind of session is it?", noun="what kind of session it is", choices=SessionKind.choices,
        reveals={SessionKind.RESIDENTIAL: ["last_day"]},
        hints={SessionKind.OFFSITE: "Away from where the scheme meets. It has to be approved before it is confirmed."},
    )  # fmt: skip
    last_day = DateField(label="What is its last day?", noun="the last day")
    title = TextField(label="Title", noun="a title", max_length=120, hint="For example, First aid")
    place = TextField(
        label="Where?", noun="the place", max_length=120, required=False,
        hint="Leave empty for where the scheme usually meets",
    )  # fmt: skip
    day = DateField(label="On which day?", noun="the day")
    begins = TimeField(label="When does it begin?", noun="when it begins", hint="For example, 18:00")
    ends = TimeField(label="When does it end?", noun="when it ends", hint="For example, 19:30")
    version = VersionField()

    def __init__(self, *args: Any, schemes: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if schemes is None:
            del self.fields["scheme"]
        else:
            self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a field over records
            del self.fields["version"]

    def details(self, kind: str = "") -> SessionDetails:
        """The session, for the service."""
        given = self.cleaned_data
        last = given.get("last_day") or given["day"]
        return SessionDetails(
            kind=kind or given["kind"], title=given["title"], place=given["place"],
            starts_at=_moment(given["day"], given["begins"]), ends_at=_moment(last, given["ends"]),
        )  # fmt: skip

    def refuse(self, refused: Any) -> None:
        """The service speaks of the beginning and the end; here these are the day and the times."""
        errors = getattr(refused, "errors", None)
        if isinstance(errors, dict):
            for there, here in (("starts_at", "day"), ("ends_at", "ends")):
                if there in errors:
                    errors[here] = [*errors.get(here, []), *errors.pop(there)]
        super().refuse(refused)


class EditSessionForm(SessionForm):
    """What is planned, to be changed: what kind it is stays."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
        if kind != SessionKind.RESIDENTIAL:
            del self.fields["last_day"]


class AdultsForm(GovForm):
    """Which adults come, or came: everybody with a part in the scheme on the day, and a teacher or guest by name."""

    teacher = TextField(
        label="Teacher in attendance, if not on the list", noun="the teacher's name", max_length=120, required=False
    )
    guest = TextField(label="Guest", noun="the guest's name", max_length=120, required=False)
    version = VersionField()

    def __init__(self, *args: Any, adults: list[Adult], now: list[SessionAdult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = {adult.person.pk: adult.person for adult in adults}
        chosen = {row.person_id: row.part for row in now if row.person_id and row.is_there}
        roles: dict[int, set[str]] = {}
        for adult in adults:
            roles.setdefault(adult.person.pk, set()).add(adult.placement.role)
        first: dict[str, Any] = {}
        for pk, person in self.adults.items():
            is_teacher = roles[pk] == {PlacementRole.TEACHER}
            offered = (Part.TEACHER,) if is_teacher else (Part.LED, Part.HELPED)
            first[f"adult_{pk}"] = RadioField(
                label=person.name, noun=f"what {person.name} does", required=False, layout="inline",
                choices=[*((part.value, part.label) for part in offered), ("", "Not there")],
                initial=chosen.get(pk, ""),
            )  # fmt: skip
        self.fields = {**first, **self.fields}
        for name, part in (("teacher", Part.TEACHER), ("guest", Part.GUEST)):
            named = [row.name for row in now if row.part == part and row.name and row.is_there]
            self.fields[name].initial = named[0] if named else ""

    def given(self) -> list[AdultGiven]:
        """The adults, for the service."""
        values = self.cleaned_data
        found = [
            AdultGiven(values[f"adult_{pk}"], person) for pk, person in self.adults.items() if values[f"adult_{pk}"]
        ]
        for name, part in (("teacher", Part.TEACHER), ("guest", Part.GUEST)):
            if values[name]:
                found.append(AdultGiven(part, name=values[name]))
        return found


class HoldForm(AdultsForm):
    """What took place, and which adults were there."""

    notes = LongTextField(
        label="What was done?", noun="what was done", max_length=TEXT_MAX, required=False, rows=4,
        hint="The programme in a line or two. A worry about a child or an adult is logged as a concern, not here.",
    )  # fmt: skip


class CloseForm(GovForm):
    """Whether all was as it has to be."""

    is_compliant = YesNoField(label="Was everything as it has to be?", noun="whether all was as it has to be")
    note = LongTextField(
        label="What was not, and what was done about it?", noun="what was not as it has to be", max_length=TEXT_MAX,
        required=False, rows=4,
    )  # fmt: skip
    version = VersionField()


class CancelForm(GovForm):
    """Why it does not take place."""

    reason = LongTextField(label="Why does it not take place?", noun="the reason", max_length=TEXT_MAX, rows=3)
    version = VersionField()


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=clock.LONDON)
