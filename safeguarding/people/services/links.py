"""Who signs in as a member of staff and who manages them: what they may not see hangs on it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_administrator
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.people.choices import STAFF_TYPES, PersonKind
from safeguarding.people.models import Person
from safeguarding.people.services.register import NewPerson, add_person
from safeguarding.people.services.staffing import number_taken

OWN_LINKS = "You cannot change what is recorded of yourself: another administrator has to."

LinkListener = Callable[..., object]
_LINK_LISTENERS: list[LinkListener] = []


def on_link_changed(listener: LinkListener) -> None:
    """Have `listener(person, by=user)` called, in the same transaction, when somebody's sign-in or manager changes.

    The apps above say so when they start: who is in conflict with their records hangs on it.
    """
    if listener not in _LINK_LISTENERS:
        _LINK_LISTENERS.append(listener)


@transaction.atomic
def set_links(
    *, person: Person, user: User | None, line_manager: Person | None, by: User, version: int | None = None
) -> Person:
    """Say who signs in as this person and who manages them. It decides what they may not see, at once.

    Nobody changes what is recorded of themself: by that they would give themself back what is kept from them.
    """
    require_administrator(by, force_id=person.force_id)
    held = lock_fresh(Person.objects.select_related("unit"), pk=person.pk, version=version)
    if held.user_id == by.pk:
        raise NotAllowed(OWN_LINKS)
    if (held.user, held.line_manager) == (user, line_manager):
        # Settling takes longer for somebody who is in a case: saving the same again must not tell it.
        return held
    errors = link_errors(held, user, line_manager)
    if errors:
        raise Invalid(errors)
    save_fields(held, user=user, line_manager=line_manager)
    data = {"user_id": user.pk if user else None, "line_manager_id": line_manager.pk if line_manager else None}
    record("person.linked", by=by, obj=held, data=data)
    tell_link_changed(held, by=by)
    return held


def tell_link_changed(person: Person, *, by: User) -> None:
    """Have worked out anew what hangs on somebody's links, in this transaction: theirs, or those that moved to them."""
    for listener in _LINK_LISTENERS:
        listener(person, by=by)


@transaction.atomic
def add_staff(person: NewPerson, *, unit: Unit, user: User | None, line_manager: Person | None, by: User) -> Person:
    """Put a member of staff on record, and say who signs in as them and who manages them."""
    require_administrator(by, force_id=unit.force_id)
    if person.person_type not in STAFF_TYPES:
        raise Invalid({"person_type": ["Choose what they are in the force"]})
    if taken := number_taken(person.collar_number, force_id=unit.force_id):
        raise Invalid({"collar_number": [taken]})
    added = add_person(person, unit=unit, by=by)
    return set_links(person=added, user=user, line_manager=line_manager, by=by)


def link_errors(person: Person, user: User | None, line_manager: Person | None) -> dict[str, list[str]]:
    """What cannot be about who signs in as somebody and who manages them, by field."""
    errors: dict[str, list[str]] = {}
    if user and (user.force_id != person.force_id or user.is_system):
        errors["user"] = ["Choose an account of the same force"]
    elif user and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        errors["user"] = ["Somebody else on record signs in with this account"]
    if line_manager and (line_manager.force_id != person.force_id or line_manager.kind != PersonKind.ADULT):
        errors["line_manager"] = ["Choose an adult on record with the same force"]
    elif line_manager and line_manager.pk == person.pk:
        errors["line_manager"] = ["Nobody manages themself"]
    return errors
