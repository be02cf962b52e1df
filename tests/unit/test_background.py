"""Background work: only beat and worker speak to the broker, and what beat wakes is there."""

from __future__ import annotations

from celery import current_app
from django.conf import settings

from tests.walls.code import calls, chain, sources

QUEUEING = {"apply_async", "delay", "send_task"}


def test_no_page_waits_for_the_broker() -> None:
    """A concern is kept without delay whatever the broker does: only a worker that starts puts a task on it."""
    found = {
        source.name
        for source in sources()
        for call in calls(source.tree)
        if QUEUEING & set(chain(call.func)) or QUEUEING & {word for each in call.args for word in chain(each)}
    }
    assert found == {"caseapp/celery.py"}


def test_every_scheduled_task_exists() -> None:
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(current_app.tasks), "beat would wake nobody"


def test_no_task_outlives_its_message() -> None:
    """A message comes back after the visibility time-out: a task that still ran then would run twice."""
    current_app.loader.import_default_modules()
    limits = [task.time_limit or settings.CELERY_TASK_TIME_LIMIT for task in current_app.tasks.values()]
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > max(limits)


def test_what_may_take_long_stands_in_a_queue_of_its_own() -> None:
    """What has a longer limit than the usual one could keep every worker of the usual queue from notices and clocks."""
    current_app.loader.import_default_modules()
    queues = {name: current_app.amqp.router.route({}, name)["queue"].name for name in current_app.tasks}
    limit = settings.CELERY_TASK_TIME_LIMIT
    long = {name for name, task in current_app.tasks.items() if (task.time_limit or 0) > limit}
    assert long
    assert {name for name in long if queues[name] == usual()} == set()
    assert queues["safeguarding.core.tasks.heartbeat"] == usual()
    assert queues["safeguarding.reminders.tasks.tell_due"] == usual()


def usual() -> str:
    return str(current_app.conf.task_default_queue)
