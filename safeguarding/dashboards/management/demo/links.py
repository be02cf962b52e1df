"""What the demo's matters have in common: the founding case's own account is found again elsewhere."""

from __future__ import annotations

import datetime as dt

from safeguarding.communications.choices import Channel
from safeguarding.communications.models import Account
from safeguarding.communications.services.reports import NewReport, report_contact
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.phone_talks import INSTAGRAM
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.links.services import tell_of_hidden_links


def tell_links(world: World) -> None:
    """A report names the account; then the pass over all links tells supervisors what owners may not see."""
    account = Account.objects.select_related("platform").get(handle_key=INSTAGRAM)
    with clock.standing_at(world.noon(8)):
        report_contact(
            NewReport(
                adult=world.people["craig.dunmore"], platform=account.platform, channel=Channel.ONE_TO_ONE,
                happened_at=clock.now() - dt.timedelta(hours=16), account=account, scheme=world.schemes[GUARDIANS],
                description="A boy of the group, in year 6",
                what="He asked when the group begins again. His father found it and rang the coordinator. No answer.",
            ),
            by=world.users["helen.osei"],
        )  # fmt: skip
    with clock.standing_at(world.noon(1)):
        tell_of_hidden_links(by=world.system)
