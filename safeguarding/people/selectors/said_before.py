"""What the record said before of who somebody is: its history, one change at a time, the newest first."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from safeguarding.access.models import Unit, User
from safeguarding.core import clock
from safeguarding.people.choices import AgeBand, PersonType
from safeguarding.people.models import Person

#: What is told, in its order, and what a page calls it. Which account is whose is the business of another page.
TOLD = {
    "given_name": "First name", "family_name": "Family name", "known_as": "Known as", "pronoun": "Pronoun",
    "date_of_birth": "Date of birth", "age_band": "Age band", "school": "School", "collar_number": "Collar number",
    "person_type": "What they are", "role_description": "What they do", "unit_id": "Unit",
}  # fmt: skip
MOST_TOLD = 50


@dataclass(frozen=True)
class Said:
    """One thing that the record said otherwise before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What was changed at once, when, by whom and why."""

    at: datetime
    who: str
    why: str
    said: tuple[Said, ...]


def changes_of(person: Person) -> list[Change]:
    """What the record said before, for whoever may read what it says now."""
    events = apps.get_model("people", "PersonEvent")._default_manager.filter(pgh_obj_id=person.pk).order_by("pgh_id")
    rows = list(events.values("pgh_created_at", "pgh_context", "changed_because", *TOLD))
    pairs = [(old, new, _differing(old, new)) for old, new in itertools.pairwise(rows)]
    changed = [(new, names) for _, new, names in pairs if names]
    before = {id(new): old for old, new, _ in pairs}
    words = _Words(rows)
    return [
        Change(
            new["pgh_created_at"], words.who(new), new["changed_because"],
            tuple(Said(TOLD[name], words.of(name, before[id(new)]), words.of(name, new)) for name in names),
        )
        for new, names in reversed(changed)
    ][:MOST_TOLD]  # fmt: skip


def _differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [name for name in TOLD if old[name] != new[name]]


class _Words:
    """The values as a page shows them: units and people by name, codes by their words."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.units = Unit.objects.in_bulk({row["unit_id"] for row in rows})
        self.users = User.objects.in_bulk({user for row in rows if (user := _user_of(row))})

    def who(self, row: dict[str, Any]) -> str:
        user = self.users.get(_user_of(row) or 0)
        return str(user) if user else "the system"

    def of(self, name: str, row: dict[str, Any]) -> str:
        value = row[name]
        if name == "unit_id":
            return str(self.units.get(value, ""))
        if name == "date_of_birth":
            return clock.date_words(value) if value else ""
        if name in ("age_band", "person_type") and value:
            choices: Any = AgeBand if name == "age_band" else PersonType
            return str(choices(value).label)
        return str(value or "")


def _user_of(row: dict[str, Any]) -> int | None:
    return (row["pgh_context"] or {}).get("user")
