"""Wake-ups. What waits stands in the table."""

from celery import shared_task

from safeguarding.files import services

#: One file may take as long as the scanner takes for the largest one.
LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def scan_files() -> int:
    """Scan what waits."""
    return services.scan_waiting()


@shared_task
def tidy_uploads() -> int:
    """Forget uploads that never arrived."""
    return services.tidy()
