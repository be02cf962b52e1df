"""Waking background work: never before it is written, never at the cost of what was written."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction

from safeguarding.core.heartbeat import broker
from safeguarding.core.wake import wake

TASK = "safeguarding.core.tasks.heartbeat"


@pytest.fixture
def queue() -> Iterator[str]:
    """The queue that tasks are put on, empty."""
    with broker() as client:
        client.delete("celery")
        yield "celery"
        client.delete("celery")


@pytest.fixture
def silent_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker that takes the connection and never says a word: worse than one that is not there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield from other_broker(monkeypatch, f"redis://127.0.0.1:{listener.getsockname()[1]}/0")


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from other_broker(monkeypatch, "redis://127.0.0.1:1/0")


def other_broker(monkeypatch: pytest.MonkeyPatch, url: str) -> Iterator[None]:
    """The connections to the broker are kept; they are thrown away on both sides of the change."""
    current_app.pool.force_close_all()
    monkeypatch.setattr(current_app.conf, "broker_url", url)
    monkeypatch.setattr(current_app.conf, "broker_write_url", url)
    current_app._pool = None
    current_app.amqp._producer_pool = None
    yield
    monkeypatch.undo()
    current_app._pool = None
    current_app.amqp._producer_pool = None


def waiting(queue: str) -> int:
    with broker() as client:
        return int(client.llen(queue))


@pytest.mark.django_db(transaction=True)
def test_wakes_when_written_and_not_before(queue: str) -> None:
    with transaction.atomic():
        wake(TASK)
        assert waiting(queue) == 0
    assert waiting(queue) == 1


@pytest.mark.django_db(transaction=True)
def test_wakes_nobody_for_what_was_taken_back(queue: str) -> None:
    with transaction.atomic():
        wake(TASK)
        transaction.set_rollback(True)
    assert waiting(queue) == 0


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_fails_nobody(broker_away: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), transaction.atomic():
        wake(TASK, name="Maya Example")
    assert "left to the next scheduled pass" in caplog.text
    assert "Maya" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_hangs_holds_nobody_up(silent_broker: None) -> None:
    began = time.monotonic()
    with transaction.atomic():
        wake(TASK)
    assert 0.5 < time.monotonic() - began < 3


def test_every_scheduled_task_exists() -> None:
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(current_app.tasks), "beat would wake nobody"


def test_no_task_outlives_its_message() -> None:
    """A message comes back after the visibility time-out: a task that still ran then would run twice."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
