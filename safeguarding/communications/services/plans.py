"""A planned contact is changed, given up with a reason, or takes place: each time the rules are asked again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.communications import policies, states
from safeguarding.communications.choices import ContactStatus
from safeguarding.communications.models import ContactEvent, ContactRecipient
from safeguarding.communications.selectors.facts import placed_young_people
from safeguarding.communications.services.contacts import (
    LEEWAY,
    THE_GROUP,
    NewContact,
    Reached,
    drafted,
    keep_results,
    take_contact,
    tell_second_adult,
)
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import differing, save_fields

#: What a plan says that may be said otherwise; who logged it, and when, stays.
FIELDS = (
    "scheme", "direction", "sender", "platform", "account", "account_kind", "channel", "purpose", "purpose_text",
    "sent_at", "second_adult", "whole_group", "answers", "authorisation",
)  # fmt: skip


def _taken(contact: ContactEvent, *, version: int | None, by: User) -> ContactEvent:
    """Lock a plan for who keeps it."""
    held = take_contact(contact, version=version)
    policies.require_contact_keeper(by, held)
    states.require_plan(held.status)
    return held


def as_new(contact: ContactEvent) -> NewContact:
    """A contact on record in the terms in which it would be logged, to be said otherwise in a part."""
    group: set[int] = set()
    if contact.whole_group and contact.scheme_id is not None:
        group = {one.pk for one in placed_young_people(contact.scheme_id, clock.london_date(contact.sent_at))}
    kept: list[Reached] = []
    victims: set[bool | None] = set()
    for one in contact.recipients.select_related("person"):
        if one.person_id in group or (contact.whole_group and one.description == THE_GROUP):
            victims.add(one.is_victim_or_witness)
            continue
        kept.append(
            Reached(one.person, one.description, one.age_band, one.is_met_through_work, one.is_victim_or_witness)
        )
    same = {name: getattr(contact, name) for name in FIELDS if name != "authorisation"}
    return NewContact(
        is_planned=contact.is_planned, recipients=tuple(kept), group_has_victim=next(iter(victims), None), **same
    )  # fmt: skip


@transaction.atomic
def change_plan(contact: ContactEvent, new: NewContact, *, version: int | None, by: User) -> ContactEvent:
    """Say a plan otherwise. The second adult has to look again: it is not what they looked at."""
    held = _taken(contact, version=version, by=by)
    if not new.is_planned:
        raise Invalid({"when": ["It stands here as a plan. Save it first, then say that it took place"]})
    draft, recipients = drafted(new, by=by)
    changed = differing(held, **{name: getattr(draft, name) for name in FIELDS})
    is_reached_otherwise = _keys(recipients) != _keys(held.recipients.all())
    if not changed and not is_reached_otherwise:
        return held
    told = clock.now() if draft.second_adult else None
    save_fields(held, **changed, second_adult_told_at=told, second_adult_checked_at=None)
    if is_reached_otherwise:
        _reach(held, recipients)
    names = [*changed, *(["recipients"] if is_reached_otherwise else [])]
    record("contactevent.changed", by=by, obj=held, data={"fields": ", ".join(names)})
    keep_results(held)
    tell_second_adult(held)
    return held


@transaction.atomic
def mark_happened(contact: ContactEvent, *, sent_at: dt.datetime, version: int | None, by: User) -> ContactEvent:
    """It took place. The rules are asked again, by the moment at which it did; what they said of the plan stays."""
    held = _taken(contact, version=version, by=by)
    if sent_at > clock.now() + LEEWAY:
        raise Invalid({"sent_at": ["This time has not come yet"]})
    save_fields(held, status=ContactStatus.HAPPENED, sent_at=sent_at)
    record("contactevent.sent", by=by, obj=held)
    keep_results(held)
    return held


@transaction.atomic
def withdraw(contact: ContactEvent, *, reason: str, version: int | None, by: User) -> ContactEvent:
    """Give a plan up: nothing was sent. It stays on record with the reason, and with what the rules said of it."""
    held = _taken(contact, version=version, by=by)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it was given up"]})
    save_fields(
        held, status=ContactStatus.WITHDRAWN, withdrawn_by=by, withdrawn_at=clock.now(),
        withdrawn_because=reason.strip(),
    )  # fmt: skip
    record("contactevent.withdrawn", by=by, obj=held)
    keep_results(held)
    return held


def _key(one: ContactRecipient) -> tuple[Any, ...]:
    return (
        one.person_id or 0, one.description, str(one.age_band), one.is_child, one.is_met_through_work,
        one.is_victim_or_witness,
    )  # fmt: skip


def _keys(recipients: Any) -> list[str]:
    return sorted(str(_key(one)) for one in recipients)


def _reach(held: ContactEvent, recipients: list[ContactRecipient]) -> None:
    """Whom a plan is to reach. The rows before stay in the history of the table."""
    held.recipients.all().delete()
    for one in recipients:
        one.contact = held
    ContactRecipient.objects.bulk_create(recipients)
