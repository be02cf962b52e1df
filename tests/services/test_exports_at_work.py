"""Real workers on a message export: one killed half-way leaves whole batches, two at once read it once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection, transaction
from pytest_django import Settings

from safeguarding.cases.models import Case
from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.models import Message, MessageExport
from safeguarding.conversations.services.passes import BATCH
from safeguarding.core import heartbeat
from safeguarding.core.heartbeat import broker
from safeguarding.notices.models import Notice
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.exports import added, whatsapp
from tests.processes import WORKER, WORKER_OF, Process, comes_true

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
WAKE = "safeguarding.conversations.tasks.read_waiting_exports"
MANY = 2 * BATCH + 100


@pytest.fixture(autouse=True)
def _empty_broker(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    with broker() as client:
        client.flushdb()
    yield
    with broker() as client:
        client.flushdb()


@pytest.fixture
def workers() -> Iterator[list[Process]]:
    started: list[Process] = []
    yield started
    for process in started:
        process.kill()


def a_worker(settings: Settings, command: list[str] = WORKER) -> Process:
    return Process(command, FILES_DIR=settings.FILES_DIR)


def an_export(cast: Cast, many: int = MANY) -> MessageExport:
    return added(Case.objects.first() or opened(cast), fresh(cast.lena), whatsapp(many))


def texts() -> list[str]:
    return list(Message.objects.order_by("position").values_list("text", flat=True))


def done() -> bool:
    return MessageExport.objects.get().status == ExportStatus.READ


def test_killed_half_way_the_next_worker_puts_the_rest_on_record(
    cast: Cast, workers: list[Process], settings: Settings
) -> None:
    export = an_export(cast)
    with transaction.atomic(), connection.cursor() as cursor:
        # What stands third is held here: the worker waits in its first batch or its second, and is killed there.
        cursor.execute("LOCK TABLE conversations_conversation IN EXCLUSIVE MODE")
        workers.append(a_worker(settings))
        current_app.send_task(WAKE)
        assert comes_true(lambda: MessageExport.objects.get(pk=export.pk).tries == 1)
        workers[0].kill()
    assert Message.objects.count() % BATCH == 0
    workers.append(a_worker(settings))
    current_app.send_task(WAKE)
    assert comes_true(done)
    assert texts() == [f"message {at}" for at in range(MANY)]


def test_two_workers_read_it_once(cast: Cast, workers: list[Process], settings: Settings) -> None:
    an_export(cast)
    workers += [a_worker(settings), a_worker(settings)]
    for _ in range(6):
        current_app.send_task(WAKE)
    assert comes_true(done)
    assert texts() == [f"message {at}" for at in range(MANY)]


def test_exports_that_are_read_keep_neither_notices_nor_files_waiting(
    cast: Cast, workers: list[Process], settings: Settings
) -> None:
    """Two exports stand still in the middle and hold every process that reads messages; the rest goes on."""
    both = [an_export(cast, MANY), an_export(cast, 50)]
    notice = Notice.objects.create(recipient=cast.lena, title="Read this")
    heartbeat.stop()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE conversations_conversation IN EXCLUSIVE MODE")
        workers += [a_worker(settings, command) for command in WORKER_OF.values()]
        for _ in both:
            current_app.send_task(WAKE)
        assert comes_true(lambda: all(tries == 1 for tries in MessageExport.objects.values_list("tries", flat=True)))
        current_app.send_task("safeguarding.core.tasks.heartbeat")
        current_app.send_task("safeguarding.reminders.tasks.tell_due")
        assert comes_true(heartbeat.is_beating)
        assert comes_true(lambda: Notice.objects.get(pk=notice.pk).emailed_at is not None)
        assert set(MessageExport.objects.values_list("status", flat=True)) == {ExportStatus.READING}
    assert comes_true(lambda: set(MessageExport.objects.values_list("status", flat=True)) == {ExportStatus.READ})
