"""A real worker, killed in the middle of putting a file on record: nothing of it is there, and the next one does it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import connection, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core.heartbeat import broker
from safeguarding.exchange import services
from safeguarding.exchange.choices import BATCH, ImportStatus, Verdict
from safeguarding.exchange.models import ExternalId, Import, ImportRow
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories.exchange import YOUNG, a_csv, checked, uploaded, worked
from tests.processes import WORKER, Process, comes_true

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
WAKE = "safeguarding.exchange.tasks.work_on_imports"
MANY = BATCH + 200


@pytest.fixture(autouse=True)
def _empty_broker() -> Iterator[None]:
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


def a_file(rows: int) -> bytes:
    return a_csv(YOUNG, *[(f"C{n}", f"Given{n}", f"Family{n}", "13/05/2012", "") for n in range(rows)])


def somebody_stands() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])


def status() -> str:
    return Import.objects.get().status


def test_killed_while_it_is_put_on_record_nothing_is_and_the_next_worker_does_all(
    cast: Cast, workers: list[Process]
) -> None:
    run = checked(cast, a_file(MANY))
    before = Person.objects.count()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    with transaction.atomic():
        # What the last row is about to write is held here: the first batch is written by then, and not committed.
        ExternalId.objects.create(
            force=cast.force, source="cadet platform", value=f"r:c{MANY - 1}", person=cast.people["ann"]
        )
        workers.append(Process(WORKER))
        current_app.send_task(WAKE)
        assert comes_true(somebody_stands)
        workers[0].kill()
        transaction.set_rollback(True)
    assert comes_true(lambda: not somebody_stands())
    assert (Person.objects.count(), ExternalId.objects.count(), status()) == (before, 0, ImportStatus.APPLYING)
    assert not AuditEvent.objects.filter(verb__in=("person.added", "import.applied")).exists()
    workers.append(Process(WORKER))
    current_app.send_task(WAKE)
    assert comes_true(lambda: status() == ImportStatus.APPLIED)
    assert Person.objects.count() == before + MANY
    assert AuditEvent.objects.filter(verb="person.added").count() == MANY


def test_killed_while_rows_are_checked_what_was_checked_stays(cast: Cast, workers: list[Process]) -> None:
    run = worked(uploaded(cast, a_file(MANY)))
    services.map_columns(run, mapping=run.mapping, version=run.version, by=fresh(cast.cora))
    with transaction.atomic():
        # The last row is held: the first batch is done and committed by then.
        ImportRow.objects.select_for_update().get(number=MANY + 1)
        workers.append(Process(WORKER))
        current_app.send_task(WAKE)
        assert comes_true(somebody_stands)
        workers[0].kill()
        transaction.set_rollback(True)
    assert ImportRow.objects.filter(verdict=Verdict.NEW).count() == BATCH
    assert Import.objects.get().done == BATCH
    workers.append(Process(WORKER))
    current_app.send_task(WAKE)
    assert comes_true(lambda: status() == ImportStatus.CHECKED)
    assert Import.objects.get().counts == {"new": MANY}
