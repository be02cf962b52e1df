"""A closed case that is kept for an inquiry: its hold stands in its header, and on the list of holds."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.records import services

LEAD = "ruth.adeyemi"
#: How many days ago the inquiry asked.
ASKED_AGO = 9
AUTHORITY = "Public inquiry into youth schemes, request 14"
REASON = "The inquiry asked that everything about schemes of the years before be kept until it has reported."


def tell_records(world: World) -> None:
    """Put on through the service, by a lead who works on the case."""
    lead = User.objects.get(pk=world.users[LEAD].pk)
    case = Case.objects.fully_visible_to(lead).filter(stage=Stage.CLOSED, is_restricted=False).earliest("closed_at")
    with clock.standing_at(world.now - dt.timedelta(days=ASKED_AGO)):
        services.put_on_hold(case, authority=AUTHORITY, reason=REASON, by=lead)
