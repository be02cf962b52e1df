"""Waking background work. The tables say what is to be done; a task only looks sooner than beat would have."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(task: str, **kwargs: object) -> None:
    """Run the named task once what was just written is there to be seen.

    A broker that is away is no reason to fail: what was written stays written, and beat finds it.
    """
    transaction.on_commit(partial(send, task, kwargs))


def send(task: str, kwargs: dict[str, object]) -> None:
    """Put the task on the queue, or leave it to beat."""
    try:
        current_app.send_task(task, kwargs=kwargs)
    except OperationalError:
        logger.warning("The broker is away: %s is left to the next scheduled pass", task)
