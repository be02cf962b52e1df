"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.exchange import services

#: One step may take as long as the largest file takes to be put on record; what is asked twice finds the lock taken.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def work_on_imports() -> int:
    """The next steps of whatever import waits for some."""
    return services.work()


@shared_task
def forget_old_imports() -> int:
    """Delete what is kept of imports no longer than it is needed."""
    return services.forget_old()
