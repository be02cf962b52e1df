"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.reminders.services import email, telling


@shared_task
def tell_due() -> None:
    """Tell everything that is due to be told, then send what waits to be sent."""
    telling.tell_due()
    email.send_waiting()
