"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.records import services
from safeguarding.records.services import erasing

#: After that a worker leaves; the next wake-up goes on.
LONGEST = 15 * 60


@shared_task
def find_due() -> int:
    """Each night: put what is due for a retention review on the queue."""
    by = system_user()
    with acting(user_id=by.pk):
        return services.find_due(by=by)


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def erase_disposed() -> int:
    """Erase what is left of cases that two people disposed of."""
    return erasing.erase_waiting(seconds=LONGEST)
