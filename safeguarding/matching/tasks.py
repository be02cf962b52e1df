"""What is done about duplicates each night."""

from celery import shared_task
from django.db import transaction

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.matching.services import find_pairs, move_late_links


@shared_task
def look_for_duplicates() -> int:
    """Find pairs among the new and the changed. Killed half-way or run twice, it loses and doubles nothing."""
    by = system_user()
    with acting(user_id=by.pk):
        with transaction.atomic():
            move_late_links(by=by)
        return find_pairs()
