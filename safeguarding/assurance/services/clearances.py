"""Letting somebody take part without everything that is needed: who authorised it, why and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.assurance.models import Clearance
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.policies import RUNS_IT, require_keeper

LONGEST_CLEARANCE = dt.timedelta(days=92)


@dataclass(frozen=True)
class NewClearance:
    """Who authorised that somebody takes part without everything that is needed, why, and until when."""

    authorised_by: str
    reason: str
    until: dt.date


@transaction.atomic
def give_clearance(placement: Placement, clearance: NewClearance, *, by: User) -> Clearance:
    """Let somebody take part although something needed is missing.

    It takes a named authoriser, a reason and an end, at most three months away.
    """
    require_keeper(by, placement.scheme)
    if placement.person.user_id == by.pk:
        raise NotAllowed(RUNS_IT)
    errors = _clearance_errors(placement, clearance)
    if errors:
        raise Invalid(errors)
    # One at a time: of two, ending the one that is seen would end nothing.
    Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
    running = Clearance.objects.live_on(clock.today()).filter(placement=placement).first()
    if running is not None:
        raise Conflict(f"They are let take part until {clock.date_words(running.until)} already. End that first.")
    made = Clearance.objects.create(
        placement=placement, authorised_by=clearance.authorised_by.strip(), reason=clearance.reason.strip(),
        given_on=clock.today(), until=clearance.until, recorded_by=by,
    )  # fmt: skip
    data = {"placement_id": placement.pk, "person_id": placement.person_id}
    record("clearance.given", by=by, obj=placement.scheme, reason=clearance.reason, data=data)
    return made


@transaction.atomic
def end_clearance(clearance: Clearance, *, version: int | None, by: User) -> Clearance:
    """Somebody no longer takes part without everything that is needed."""
    held = lock_fresh(Clearance.objects.select_related("placement__scheme"), pk=clearance.pk, version=version)
    require_keeper(by, held.placement.scheme)
    if held.ended_on is not None:
        raise Conflict("This clearance was ended already.")
    save_fields(held, ended_on=clock.today())
    record("clearance.ended", by=by, obj=held.placement.scheme, data={"placement_id": held.placement_id})
    return held


def _clearance_errors(placement: Placement, clearance: NewClearance) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    today = clock.today()
    if placement.role == PlacementRole.YOUNG_PERSON:
        errors[""] = ["Nothing is needed of a young person"]
    if not clearance.authorised_by.strip():
        errors["authorised_by"] = ["Enter who authorised it"]
    if not clearance.reason.strip():
        errors["reason"] = ["Give the reason"]
    if clearance.until < today:
        errors["until"] = ["The last day must be today or later"]
    elif clearance.until > today + LONGEST_CLEARANCE:
        errors["until"] = ["A clearance holds for three months at most"]
    return errors
