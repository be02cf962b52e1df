"""What goes by itself after a while: kept answers of the API, sessions that ended, old counts of wrong passwords."""

import datetime as dt

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from safeguarding.access.services import forget_old_answers
from safeguarding.core import clock

SIGN_IN_LOG_KEPT = dt.timedelta(days=90)


@shared_task
def forget() -> None:
    """Once a day is enough: nothing decides from what is left over."""
    forget_old_answers()
    SessionStore.clear_expired()
    before = clock.now() - SIGN_IN_LOG_KEPT
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=before).delete()
