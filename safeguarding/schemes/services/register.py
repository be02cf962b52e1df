"""Putting schemes on the register, and keeping what it says of them true."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.models import Unit, User
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import move_for_subject
from safeguarding.schemes import rules
from safeguarding.schemes.choices import ConditionKind, SchemeKind
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeper, require_keeping

#: What may be changed, and what the record of activity calls it.
FIELDS = {
    "name": "name", "kind": "kind", "place": "place", "starts_on": "day it began", "ends_on": "day it ended",
    "unit": "unit",
}  # fmt: skip


@dataclass(frozen=True)
class SchemeDetails:
    """What the register says of a scheme."""

    name: str
    kind: str
    unit: Unit
    place: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@transaction.atomic
def add_scheme(details: SchemeDetails, *, by: User) -> Scheme:
    """Put a scheme on the register, as proposed: nothing is decided about it yet. Unofficial ones belong there too."""
    require_keeping(by)
    _require_sound(details, by)
    scheme = Scheme(force_id=details.unit.force_id, **_values(details))
    _save(scheme)
    record("scheme.added", by=by, obj=scheme, data={"kind": scheme.kind, "unit_id": details.unit.pk})
    return scheme


@transaction.atomic
def edit_scheme(scheme: Scheme, details: SchemeDetails, *, version: int | None, by: User) -> Scheme:
    """Change what the register says of a scheme. A word that it may not use is refused in its name."""
    held = lock_fresh(Scheme.objects.select_related("unit"), pk=scheme.pk, version=version)
    require_keeper(by, held)
    _require_sound(details, by)
    _require_words_not_used(held, details.name)
    changed = {name: value for name, value in _values(details).items() if getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    _save(held, **changed)
    move_for_subject(subject_type="scheme", subject_id=held.pk, unit=held.unit, by=by)
    record("scheme.edited", by=by, obj=held, data={"fields": ", ".join(FIELDS[name] for name in changed)})
    return held


def _values(details: SchemeDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in FIELDS}


def _require_sound(details: SchemeDetails, by: User) -> None:
    errors: dict[str, list[str]] = {}
    if not details.name.strip():
        errors["name"] = ["Enter the name of the scheme"]
    if details.kind not in SchemeKind.values:
        errors["kind"] = ["Select what kind of scheme it is"]
    if details.unit.force_id != by.force_id and not by.is_system:
        errors["unit"] = ["Choose a unit of your own force"]
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        errors["ends_on"] = ["The day it ended must not lie before the day it began"]
    if errors:
        raise Invalid(errors)


def _require_words_not_used(scheme: Scheme, name: str) -> None:
    conditions = scheme.conditions.in_force().filter(kind=ConditionKind.WORD_NOT_USED)
    for word in conditions.values_list("word", flat=True):
        if rules.word_found(word, name):
            raise Invalid({"name": [f"This scheme may not use the word “{word}”: that is one of its conditions"]})


def _save(scheme: Scheme, **changed: object) -> None:
    """Save under a name that no other scheme of the force has."""
    try:
        with transaction.atomic():
            if changed:
                save_fields(scheme, **changed)
            else:
                scheme.save()
    except IntegrityError as error:
        raise Invalid({"name": ["There is already a scheme of this name in the force"]}) from error
