"""Disposals and subject access with real workers, one of which is killed in the middle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import connection, transaction
from pytest_django import Settings

from safeguarding.cases.models import Concern
from safeguarding.core.heartbeat import broker
from safeguarding.records import services
from safeguarding.records.models import Disposal
from safeguarding.subject_access.models import AccessRequest, GatheredItem
from safeguarding.subject_access.services import gather
from tests.cast import Cast, fresh
from tests.factories.records import an_old_case, proposed
from tests.factories.subject_access import accepted, again, approve_all
from tests.processes import WORKER, Process, comes_true

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _empty_broker() -> Iterator[None]:
    with broker() as client:
        client.flushdb()
    yield
    with broker() as client:
        client.flushdb()


def killed_while(table: str, task: str, settings: Settings, is_waiting: str) -> None:
    """A worker that waits for a table is killed where it stands."""
    worker = Process(WORKER, FILES_DIR=settings.FILES_DIR)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            current_app.send_task(task)
            assert comes_true(lambda: waits_for(table)), is_waiting
            worker.kill()
    finally:
        worker.kill()


def waits_for(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)", [table])
        return bool(cursor.fetchone()[0])


def test_killed_in_the_middle_of_a_disposal_the_next_worker_ends_it(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = an_old_case(cast)
    waiting = proposed(cast, case)
    # Whoever approves leaves all of it to workers.
    monkeypatch.setattr("safeguarding.records.services.erasing.AT_ONCE", 0.0)
    services.approve(waiting, answer="I agree.", version=1, by=fresh(cast.sam))
    task = "safeguarding.records.tasks.erase_disposed"
    killed_while("cases_concern", task, settings, "it erases concerns after what hangs on them")
    half = Disposal.objects.get()
    assert half.status == "approved"
    second = Process(WORKER, FILES_DIR=settings.FILES_DIR)
    try:
        current_app.send_task(task)
        assert comes_true(lambda: Disposal.objects.get().status == "erased")
    finally:
        second.kill()
    assert Disposal.objects.get().rows["concerns"] == 1
    assert not Concern.objects.exists()


def test_killed_in_the_middle_of_gathering_and_of_the_package_the_next_worker_goes_on(
    cast: Cast, settings: Settings
) -> None:
    request = accepted(cast, cast.people["brian"])
    gather(request, by=fresh(cast.sam))
    task = "safeguarding.subject_access.tasks.work_on_requests"
    killed_while("guidance_answer", task, settings, "it reads one table after another")
    before = again(request)
    assert (before.status, before.sources_done > 0) == ("gathering", True)
    found = set(GatheredItem.objects.filter(request=request).values_list("pk", flat=True))
    second = Process(WORKER, FILES_DIR=settings.FILES_DIR)
    try:
        current_app.send_task(task)
        assert comes_true(lambda: again(request).status == "deciding")
    finally:
        second.kill()
    items = GatheredItem.objects.filter(request=request)
    # What the first had gathered is there once.
    assert found <= set(items.values_list("pk", flat=True))
    assert items.count() == len(set(items.values_list("source", "object_key")))
    hold_making(cast, request, task, settings)


def hold_making(cast: Cast, request: AccessRequest, task: str, settings: Settings) -> None:
    """The document and its package: killed as they are kept, none is there; the next worker makes both."""
    approve_all(cast, request, is_made=False)
    killed_while("files_storedfile", task, settings, "it keeps what it made")
    assert again(request).file is None
    second = Process(WORKER, FILES_DIR=settings.FILES_DIR)
    try:
        current_app.send_task(task)
        assert comes_true(lambda: again(request).package is not None)
    finally:
        second.kill()
    assert again(request).file is not None
