"""Contacts for tests: an account of the force and one of an adult's own, and what the form of a contact sends."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from safeguarding.communications.choices import AccountKind, AccountStatus, Channel, Direction, Purpose
from safeguarding.communications.models import AccountAccess, ContactEvent
from safeguarding.communications.services import contacts
from safeguarding.communications.services.contacts import NewContact, Reached
from safeguarding.core import clock
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Placement
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account, an_approved_account
from tests.factories.schemes import tolerated


def a_world(cast: Cast) -> SimpleNamespace:
    """Brian leads the scheme that Ann is in; he may use its account, and has one of his own."""
    scheme, today = tolerated(cast), clock.today()
    for name, role in (("brian", PlacementRole.LEADER), ("ann", PlacementRole.YOUNG_PERSON)):
        Placement.objects.create(person=cast.people[name], scheme=scheme, role=role, starts_on=today - dt.timedelta(9))
    official = an_approved_account(cast.cora, "@millbrook", kind=AccountKind.OFFICIAL_CADET)
    AccountAccess.objects.create(account=official, person=cast.people["brian"], given_by=cast.cora)
    personal = an_account(
        cast.cora, "@brian.own", on="snapchat", person=cast.people["brian"], kind=AccountKind.PERSONAL_INDIVIDUAL,
        status=AccountStatus.KNOWN,
    )  # fmt: skip
    return SimpleNamespace(cast=cast, scheme=scheme, people=cast.people, official=official, personal=personal)


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


def planned(it: SimpleNamespace, *, in_hours: float = 3, **more: Any) -> ContactEvent:
    """Brian plans a group message to Ann, with Bella as the second adult."""
    new: dict[str, Any] = {
        "sender": it.people["brian"], "direction": Direction.ADULT_TO_CHILD, "channel": Channel.GROUP_MESSAGE,
        "sent_at": clock.now() + hours(in_hours), "is_planned": True, "account": it.official,
        "purpose": Purpose.INFORMATION, "second_adult": it.people["bella"],
        "recipients": (Reached(it.people["ann"], is_victim_or_witness=False),),
    }  # fmt: skip
    return contacts.log_contact(NewContact(**{**new, **more}), by=fresh(it.cast.brian))


def moment(name: str, at: dt.datetime) -> dict[str, str]:
    local = at.astimezone(clock.LONDON)
    day = {part: str(getattr(local, part)) for part in ("day", "month", "year")}
    return {f"{name}-{part}": value for part, value in {**day, "time": f"{local:%H:%M}"}.items()}


def sent_form(it: SimpleNamespace, **more: Any) -> dict[str, Any]:
    """What the page sends of a group message to Ann by name, planned for three hours from now."""
    sent = {
        "when": "planned", "direction": "adult_to_child", "channel": "group_message", "account": str(it.official.pk),
        "reached": ["young"], **names("young", "Ann Archer"), **names("adults"), "victim_or_witness": "no",
        "purpose": "information", "purpose_text": "Bring boots", **moment("sent_at", clock.now() + hours(3)),
    }  # fmt: skip
    return {**sent, **more}


def names(field: str, *typed: str) -> dict[str, str]:
    """The rows of a question that takes several names."""
    rows = {f"{field}-{number}-name": name for number, name in enumerate(typed)}
    return {f"{field}-TOTAL_FORMS": str(len(typed)), **rows}
