"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.subject_access.services import work_waiting

#: After that a worker puts what it has in hand on record and leaves; the next wake-up goes on.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def work_on_requests() -> int:
    """Gather whatever file waits to be gathered, and make whatever document waits to be made."""
    return work_waiting(seconds=LONGEST)
