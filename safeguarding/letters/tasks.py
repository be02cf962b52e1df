"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.letters.services import making

LONGEST = 15 * 60


@shared_task(soft_time_limit=LONGEST + 60, time_limit=LONGEST + 90)
def make_waiting_hearing_bundles() -> int:
    """Make whatever version of a hearing bundle waits to be made."""
    return making.make_waiting(seconds=LONGEST)
