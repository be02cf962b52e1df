"""What is done about accounts each night."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.communications.services.access import end_access_of_leavers
from safeguarding.core.history import acting


@shared_task
def end_access() -> int:
    """End the access of everybody whose last day has come. Twice in a night ends nothing twice."""
    by = system_user()
    with acting(user_id=by.pk):
        return end_access_of_leavers(by=by)
