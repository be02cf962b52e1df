"""What is done about schemes each night."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.schemes.services import check_due


@shared_task
def check_conditions() -> int:
    """Look at every condition that the register itself can break. Twice in a night finds nothing twice."""
    by = system_user()
    with acting(user_id=by.pk):
        return check_due(by=by)
