"""Background work that belongs to no part of the domain."""

from celery import shared_task

from safeguarding.core import heartbeat as sign_of_life


@shared_task
def heartbeat() -> None:
    """Shows that beat, the broker and a worker are alive: it takes all three to get here."""
    sign_of_life.beat()
