"""Wake-ups. The truth is in the tables: a lost, doubled or late wake-up changes nothing but the moment.

Beat alone wakes the pass. A page that did so after its commit would spare an email its minute, and would keep a person
who sends a concern waiting for a broker that hangs.
"""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.reminders.services import email, telling


@shared_task
def tell_due() -> None:
    """Tell everything that is due to be told, then send what waits to be sent."""
    with acting(user_id=system_user().pk):
        telling.tell_due()
        email.send_waiting()
