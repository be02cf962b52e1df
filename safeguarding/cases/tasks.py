"""What happens to cases by itself."""

from celery import shared_task

from safeguarding.access.services import system_user
from safeguarding.cases.services.access import rebuild_access_lists as rebuild
from safeguarding.core.history import acting


@shared_task
def rebuild_access_lists() -> None:
    """Every night: the access lists are worked out again, and must differ by no row. What differed is recorded."""
    by = system_user()
    with acting(user_id=by.pk):
        rebuild(by=by)
