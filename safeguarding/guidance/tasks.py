"""What is done about policies each day."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.guidance.services import tell_waiting


@shared_task
def tell_of_policies() -> int:
    """Tell whoever has a policy to read. Twice in a day tells nobody twice."""
    with acting(user_id=system_user().pk):
        return tell_waiting()
