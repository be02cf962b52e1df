"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.links import services


@shared_task(soft_time_limit=50 * 60, time_limit=55 * 60)
def tell_of_hidden_links() -> int:
    """Tell supervisors of links that the owner of a case may not see."""
    by = system_user()
    with acting(user_id=by.pk):
        return services.tell_of_hidden_links(by=by)
