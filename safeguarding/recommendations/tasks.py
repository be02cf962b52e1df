"""What is done about recommendations each night."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.recommendations.services import meet_reached, tell_of_names


@shared_task
def look_whom_they_reached() -> int:
    """Meet the clocks of audiences that were reached. Twice in a night meets none twice."""
    with acting(user_id=system_user().pk):
        return meet_reached(by=system_user())


@shared_task
def look_whom_they_name() -> int:
    """Tell who reads the case of what names somebody since. Twice in a night tells nobody twice."""
    with acting(user_id=system_user().pk):
        return tell_of_names()
