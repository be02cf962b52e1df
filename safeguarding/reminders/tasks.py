"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment."""

from celery import shared_task

from safeguarding.reminders.services import email, telling


@shared_task
def tell_due() -> None:
    """Tell everything that is due to be told, then send what waits to be sent."""
    telling.tell_due()
    email.send_waiting()


@shared_task
def send_emails() -> None:
    """Send the emails that wait; a service that wrote an urgent notice wakes this."""
    email.send_waiting()
