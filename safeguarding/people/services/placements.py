"""Who takes part in which scheme, as what, from when until when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.people import rules
from safeguarding.people.choices import PersonKind, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.people.policies import require_placer
from safeguarding.people.services.leaving import tell_left
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme


@transaction.atomic
def place(
    person: Person, scheme: Scheme, role: str, *, starts_on: dt.date, ends_on: dt.date | None = None, by: User
) -> Placement:
    """Give somebody a part in a scheme from a day, and maybe until a day."""
    require_placer(by, person, scheme)
    held = _lock_person(person.pk)
    errors = placement_errors(held, scheme, role, starts_on=starts_on, ends_on=ends_on)
    if errors:
        raise Invalid(errors)
    made = Placement.objects.create(person=held, scheme=scheme, role=role, starts_on=starts_on, ends_on=ends_on)
    record("person.placed", by=by, obj=held, data=_data(made))
    return made


@transaction.atomic
def end_placement(
    placement: Placement, *, ends_on: dt.date, reason: str, by: User, version: int | None = None
) -> Placement:
    """End somebody's part in a scheme, with the reason. One that was to end later may be ended sooner."""
    held = _lock(placement, version)
    require_placer(by, held.person, held.scheme)
    if held.ends_on is not None and held.ends_on < clock.today():
        raise Conflict(f"This ended on {clock.date_words(held.ends_on)} already.")
    errors = {name: [wrong] for name, wrong in (
        ("ends_on", rules.days_error(held.starts_on, ends_on)),
        ("reason", "" if reason.strip() else "Say why they no longer take part"),
    ) if wrong}  # fmt: skip
    errors = errors or _overlap_errors(held.person, held.scheme, held.role, held.starts_on, ends_on, but=held.pk)
    if errors:
        raise Invalid(errors)
    save_fields(held, ends_on=ends_on, ended_because=reason.strip())
    record("person.placement_ended", by=by, obj=held.person, reason=reason, data=_data(held))
    tell_left(held.person, by=by)
    return held


@transaction.atomic
def correct_placement(
    placement: Placement,
    *,
    role: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    reason: str,
    by: User,
    version: int | None = None,
) -> Placement:
    """Put right what was recorded wrongly of somebody's part in a scheme. What it said before stays in its history."""
    held = _lock(placement, version)
    require_placer(by, held.person, held.scheme)
    errors = placement_errors(
        held.person, held.scheme, role, starts_on=starts_on, ends_on=ends_on, correcting=held
    )  # fmt: skip
    if not reason.strip():
        errors["reason"] = ["Say what was wrong"]
    if errors:
        raise Invalid(errors)
    ended_because = "" if ends_on is None else held.ended_because
    changed = differing(held, role=role, starts_on=starts_on, ends_on=ends_on, ended_because=ended_because)
    if not changed:
        return held
    save_fields(held, **changed)
    record("person.placement_corrected", by=by, obj=held.person, reason=reason, data=_data(held))
    tell_left(held.person, by=by)
    return held


@transaction.atomic
def strike_placement(placement: Placement, *, reason: str, by: User, version: int | None = None) -> Placement:
    """It was entered in error: they never had this part. It stays to be read, and counts nowhere from now on."""
    held = _lock(placement, version)
    require_placer(by, held.person, held.scheme)
    if not reason.strip():
        raise Invalid({"reason": ["Say how it came to be entered in error"]})
    save_fields(held, struck_at=clock.now(), struck_by=by, struck_because=reason.strip())
    record("person.placement_struck", by=by, obj=held.person, reason=reason, data=_data(held))
    tell_left(held.person, by=by)
    return held


def placement_errors(
    person: Person,
    scheme: Scheme,
    role: str,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None,
    correcting: Placement | None = None,
) -> dict[str, list[str]]:
    """What is impossible about somebody's part in a scheme, by field, in words for who recorded it."""
    but = correcting.pk if correcting else None
    errors = part_errors(person, scheme, role, starts_on=starts_on, ends_on=ends_on, is_new=correcting is None)
    return errors or _overlap_errors(person, scheme, role, starts_on, ends_on, but=but)


def part_errors(
    person: Person, scheme: Scheme, role: str, *, starts_on: dt.date, ends_on: dt.date | None, is_new: bool = True
) -> dict[str, list[str]]:
    """What is impossible about a part in a scheme by itself, whatever other parts there are."""
    if person.force_id != scheme.force_id:
        return {"scheme": ["This person is on record with another force than the scheme belongs to"]}
    return {name: [wrong] for name, wrong in (
        ("role", rules.role_error(person.kind, role)),
        ("starts_on", _start_error(person, starts_on)),
        ("ends_on", rules.days_error(starts_on, ends_on)),
        ("scheme", _closed_error(scheme, ends_on) if is_new else ""),
    ) if wrong}  # fmt: skip


def _start_error(person: Person, starts_on: dt.date) -> str:
    """A young person takes part after they were born and before they are eighteen."""
    if person.date_of_birth is not None and starts_on < person.date_of_birth:
        return "The first day must come after they were born"
    if person.kind != PersonKind.YOUNG_PERSON:
        return ""
    return rules.too_old_error(person.date_of_birth, day=starts_on, today=clock.today())


def _closed_error(scheme: Scheme, ends_on: dt.date | None) -> str:
    """Nobody begins in a scheme that is closed; who took part while it ran may still be put on record."""
    if scheme.status != SchemeStatus.CLOSED:
        return ""
    last = scheme.ends_on or clock.today()
    if ends_on is not None and ends_on <= last:
        return ""
    return f"This scheme is closed. Somebody who took part in it ended by {clock.date_words(last)}"


def overlap_words(found: Placement) -> str:
    """Which part in which scheme is in the way, and when."""
    part, when = PlacementRole(found.role).label.lower(), rules.days_in_words(found.starts_on, found.ends_on)
    held = f"They are in {found.scheme.name} as {part} already, {when}."
    return f"{held} Correct that, or choose days that do not overlap it"


def _overlap_errors(
    person: Person, scheme: Scheme, role: str, starts_on: dt.date, ends_on: dt.date | None, *, but: int | None
) -> dict[str, list[str]]:
    """The same part in the same scheme, held already on one of the days: which, and from when until when."""
    same = Placement.objects.filter(person=person, scheme=scheme, role=role).exclude(pk=but or 0)
    same = same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        same = same.filter(starts_on__lte=ends_on)
    found = same.select_related("scheme").order_by("starts_on").first()
    return {} if found is None else {"starts_on": [overlap_words(found)]}


def _lock_person(pk: int) -> Person:
    """One at a time for each person: two who place the same person do not both find the days free."""
    return Person.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _lock(placement: Placement, version: int | None) -> Placement:
    _lock_person(placement.person_id)
    found = Placement.with_struck.select_related("person", "scheme").get(pk=placement.pk)
    if found.struck_at is not None:
        raise Conflict(
            f"This was struck out on {clock.date_words(clock.london_date(found.struck_at))} as entered in error."
        )
    return lock_fresh(Placement.objects.select_related("person", "scheme"), pk=placement.pk, version=version)


def _data(placement: Placement) -> dict[str, object]:
    return {"placement_id": placement.pk, "scheme_id": placement.scheme_id, "role": placement.role}
