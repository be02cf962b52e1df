"""What somebody is to do about a risk, by a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.notices.services import tell
from safeguarding.risk import policies
from safeguarding.risk.choices import EntryStatus
from safeguarding.risk.models import RiskAction, RiskRegisterEntry
from safeguarding.risk.rules import latest_review
from safeguarding.risk.services import clocks
from safeguarding.risk.services.entries import owner_errors, take_entry


@dataclass(frozen=True)
class NewAction:
    """What is to be done, by whom, and by when."""

    what: str
    owner: User | None
    due_on: dt.date | None


@transaction.atomic
def add_action(entry: RiskRegisterEntry, new: NewAction, *, by: User) -> RiskAction:
    """Give somebody something to do about a risk: they are told, and reminded."""
    held = take_entry(entry, version=None, by=by)
    if held.status == EntryStatus.CLOSED:
        raise Conflict("This risk is closed. Open it again first.")
    owner, due_on, errors = new.owner, new.due_on, owner_errors(held, new.owner)
    if not new.what.strip():
        errors["what"] = ["Enter what is to be done"]
    if owner is None:
        errors["owner"] = ["Choose who does it"]
    if due_on is None or not clock.today() <= due_on <= latest_review(clock.today()):
        errors["due_on"] = ["Enter a day from today on, within 12 months"]
    if errors or owner is None or due_on is None:
        raise Invalid(errors)
    made = RiskAction.objects.create(entry=held, what=new.what.strip(), owner=owner, due_on=due_on, added_by=by)
    record("riskregisterentry.action_added", by=by, obj=held, data={"action_id": made.pk, "owner_id": owner.pk})
    clocks.follow_action(held, made, by=by)
    if owner.pk != by.pk:
        tell(
            recipients=[owner], key=f"riskaction:{made.pk}", title="You were given something to do about a risk",
            body=held.reference, url=held.get_absolute_url(), subject_type=clocks.ENTRY, subject_id=held.pk,
        )  # fmt: skip
    return made


@transaction.atomic
def finish_action(action: RiskAction, *, evidence: str, version: int | None, by: User) -> RiskAction:
    """It is done, and how that is known. Who has it to do may say so, and who keeps the register."""
    held = _take(action, version, by)
    if not evidence.strip():
        raise Invalid({"evidence": ["Say how it is known that it is done"]})
    save_fields(held, done_on=clock.today(), evidence=evidence.strip())
    record("riskregisterentry.action_done", by=by, obj=held.entry, data={"action_id": held.pk})
    clocks.meet_action(held, by=by)
    return held


@transaction.atomic
def drop_action(action: RiskAction, *, reason: str, version: int | None, by: User) -> RiskAction:
    """It is not to be done any more, with the reason: for who keeps the register."""
    held = _take(action, version, by)
    policies.require_entry_keeper(by, held.entry)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is not to be done any more"]})
    save_fields(held, dropped_on=clock.today(), dropped_because=reason.strip())
    record("riskregisterentry.action_dropped", by=by, obj=held.entry, reason=reason, data={"action_id": held.pk})
    clocks.stop_action(held, by=by)
    return held


def _take(action: RiskAction, version: int | None, by: User) -> RiskAction:
    """The entry, then its action, so that closing the one and finishing the other wait for each other."""
    RiskRegisterEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=action.entry_id)
    held = lock_fresh(RiskAction.objects.select_related("entry__scheme"), pk=action.pk, version=version)
    policies.require_acting(by, held)
    if not held.is_open:
        raise Conflict("This was finished or dropped already.")
    return held
