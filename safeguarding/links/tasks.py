"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.links import services

#: A force that it has not come through by then waits for the next hour; those before it are told.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def tell_of_hidden_links() -> int:
    """Tell supervisors of links that the owner of a case may not see."""
    by = system_user()
    with acting(user_id=by.pk):
        return services.tell_of_hidden_links(by=by)
