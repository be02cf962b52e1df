"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

import datetime as dt

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.links import services

#: What has not been come to by then waits for the next hour, which goes on from there.
ENOUGH = 10 * 60
#: Only a step that hangs is ended from outside.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def tell_of_hidden_links() -> int:
    """Tell supervisors of links that the owner of a case may not see."""
    by = system_user()
    with acting(user_id=by.pk):
        return services.tell_of_hidden_links(by=by, until=clock.now() + dt.timedelta(seconds=ENOUGH))
