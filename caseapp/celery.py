"""The Celery application: it only wakes passes over tables, so a lost message loses nothing."""

import os
from contextlib import suppress

from celery import Celery, Task
from celery.signals import setup_logging, worker_ready, worker_shutdown
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from safeguarding.core import heartbeat, history, request_context

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseapp.settings")


class NumberedTask(Task):
    """Every run has a number, like a request; what it changes is put down to that run, by the task's name."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        with request_context.numbered(), history.acting(user_id=None, task=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("caseapp", task_cls=NumberedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_logs_of_the_settings(**_: object) -> None:
    """Celery would set up its own; that this is connected stops it."""


@worker_ready.connect
def show_life_at_once(**_: object) -> None:
    """The first heartbeat does not wait for beat."""
    with suppress(OperationalError):
        app.send_task("safeguarding.core.tasks.heartbeat")


@worker_shutdown.connect
def show_no_life(**_: object) -> None:
    """A worker that was asked to stop says so, unless the broker went first. The sign is that of the usual queue."""
    if app.conf.task_default_queue not in app.amqp.queues.consume_from:
        return
    try:
        heartbeat.stop()
    except RedisError:
        return
