"""Ending the parts of several people in a scheme at once: what will happen to each is worked out before it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.core.errors import Invalid
from safeguarding.people import rules
from safeguarding.people.models import Placement
from safeguarding.people.services.placements import end_placement


@dataclass(frozen=True)
class Ending:
    """What would happen to one part."""

    placement: Placement
    will_end: bool
    words: str


def endings(placements: Iterable[Placement], *, ends_on: dt.date) -> list[Ending]:
    """What ending them on that day would do to each; nothing is changed."""
    return [Ending(one, *rules.ending(one.starts_on, one.ends_on, last_day=ends_on)) for one in placements]


@transaction.atomic
def end_together(placements: Sequence[Placement], *, ends_on: dt.date, reason: str, by: User) -> int:
    """End the parts of several people on one day, all of them or none. Returns how many parts were ended.

    A part that ends sooner already stays as it is. Raises Invalid when there is nothing to end, NotAllowed as soon as
    one of them is not theirs to end.
    """
    wanted = [ending.placement for ending in endings(placements, ends_on=ends_on) if ending.will_end]
    if not wanted:
        raise Invalid({"placements": ["None of these parts would change"]})
    # In one order for everybody: two who end the same parts do not wait for each other.
    for placement in sorted(wanted, key=lambda one: (one.person_id, one.pk)):
        end_placement(placement, ends_on=ends_on, reason=reason, by=by)
    return len(wanted)
