"""Retention as a force has it: a case on hold, one that was kept, one disposed of, one proposed, one due for review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from safeguarding.access.models import User
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.long_ago import DISPOSED, KEPT, PROPOSED
from safeguarding.dashboards.management.demo.when import Scene, ago
from safeguarding.records import services
from safeguarding.records.choices import DisposalStatus, ReviewStatus
from safeguarding.records.models import Disposal, RetentionReview
from safeguarding.records.services import erasing

LEAD, SUPERVISOR = "ruth.adeyemi", "diane.whitlock"
#: How many days ago the inquiry asked.
ASKED_AGO = 9
AUTHORITY = "Public inquiry into youth schemes, request 14"
REASON = "The inquiry asked that everything about schemes of the years before be kept until it has reported."
NO_LONGER = "Nothing came of it for six years, and nobody is in it who could ask for it as a young person."
AGREED = "I read it. No claim, no complaint and no other case hangs on it."
STILL = "The volunteer is with us still and has asked that it stays for as long as that."


def tell_records(world: World) -> None:
    """Put on through the service, by a lead who works on the case."""
    lead = _user(world, LEAD)
    closed = Case.objects.fully_visible_to(lead).filter(stage=Stage.CLOSED, is_restricted=False)
    case = closed.filter(retention_reviews=None, disposals=None).earliest("closed_at")
    with clock.standing_at(world.now - dt.timedelta(days=ASKED_AGO)):
        services.put_on_hold(case, authority=AUTHORITY, reason=REASON, by=lead)


class Retention:
    """What became of the cases of long ago. The nights look for what is due; the rest is decided by people."""

    def __init__(self, world: World, cases: Mapping[str, Casework]) -> None:
        self.world, self.cases = world, cases

    def scenes(self) -> Iterator[Scene]:
        now = self.world.now
        for days in (58, 3):
            yield Scene(ago(now, days, "02:30"), self.look)
        yield Scene(ago(now, 54, "10:15"), self.keep)
        yield Scene(ago(now, 54, "10:40"), lambda: self.propose(DISPOSED))
        yield Scene(ago(now, 47, "16:05"), self.dispose)
        yield Scene(ago(now, 2, "15:20"), lambda: self.propose(PROPOSED))

    def look(self) -> None:
        services.find_due(by=self.world.system)

    def keep(self) -> None:
        review = RetentionReview.objects.get(case=self.cases[KEPT].case, status=ReviewStatus.DUE)
        until = clock.today() + dt.timedelta(days=3 * 365)
        services.keep(review, until=until, reason=STILL, version=None, by=_user(self.world, LEAD))

    def propose(self, key: str) -> None:
        services.propose(self.cases[key].case, reason=NO_LONGER, by=_user(self.world, LEAD))

    def dispose(self) -> None:
        """Approved by a second person, and erased as the worker erases it."""
        waits = Disposal.objects.get(case=self.cases[DISPOSED].case, status=DisposalStatus.PROPOSED)
        services.approve(waits, answer=AGREED, version=None, by=_user(self.world, SUPERVISOR))
        erasing.erase_waiting()


def _user(world: World, name: str) -> User:
    return User.objects.get(pk=world.users[name].pk)
