"""python -m bench.killed [--rows 50000]: brings a file in with real workers, kills one (SIGKILL) half-way through checking
and one half-way through putting it on record, and says what was there then and what is there in the end.

Give it a database and a broker of its own: DATABASE_URL and REDIS_URL."""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from typing import Any

import django
from django.db import connection

from bench.imports import a_file, a_force, packed

WAKE = "safeguarding.exchange.tasks.work_on_imports"
LONGEST = 1_800


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.killed", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    rows = parser.parse_args().rows
    django.setup()
    from safeguarding.exchange import services
    from safeguarding.exchange.models import Import

    unit, user = a_force()
    content = packed(a_file("young_people", rows), xlsx=False)
    run = services.upload(
        kind="young_people", unit=unit, source="Bench", file=io.BytesIO(content), file_name="bench", by=user
    )
    worker = a_worker()
    now = wait(run.pk, lambda: status_of(run.pk) == "read")
    run = Import.objects.get(pk=run.pk)
    services.map_columns(run, mapping=run.mapping, version=run.version, by=user)
    wait(run.pk, lambda: Import.objects.get(pk=run.pk).done >= rows // 2)
    worker.kill()
    time.sleep(2)
    say(f"killed while checking, {now:.0f} s after it was sent", unit.force_id, run.pk)
    worker = a_worker()
    took = wait(run.pk, lambda: status_of(run.pk) == "checked")
    say(f"another worker: checked, {took:.0f} s later", unit.force_id, run.pk)
    services.confirm(Import.objects.get(pk=run.pk), version=None, by=user)
    first = last_number()
    # Numbers are given out for good, whether or not the row they were given to stays: by them the middle is seen.
    took = wait(run.pk, lambda: last_number() - first >= rows // 2)
    worker.kill()
    time.sleep(2)
    say(
        f"killed while putting on record, {took:.0f} s in, {last_number() - first:,} people written",
        unit.force_id,
        run.pk,
    )
    worker = a_worker()
    took = wait(run.pk, lambda: status_of(run.pk) == "applied")
    say(f"another worker: put on record, {took:.0f} s later", unit.force_id, run.pk)
    worker.kill()


def a_worker() -> Any:
    from tests.processes import WORKER, Process

    return Process(WORKER)


def wait(pk: int, is_so: Callable[[], bool]) -> float:
    """Wake a worker every few seconds, as beat does, until it is so."""
    from celery import current_app

    began = woken = time.monotonic()
    current_app.send_task(WAKE)
    while not is_so():
        if time.monotonic() - woken > 5:
            current_app.send_task(WAKE)
            woken = time.monotonic()
        if woken - began > LONGEST:
            raise SystemExit(f"it has not come to that: {status_of(pk)}")
        time.sleep(0.2)
    return time.monotonic() - began


def status_of(pk: int) -> str:
    from safeguarding.exchange.models import Import

    return str(Import.objects.values_list("status", flat=True).get(pk=pk))


def last_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM people_person_id_seq")
        return int(cursor.fetchone()[0])


def say(what: str, force_id: int, pk: int) -> None:
    """What is on record of the force, and how far the import is."""
    from safeguarding.audit.models import AuditEvent
    from safeguarding.exchange.models import ExternalId, Import
    from safeguarding.exchange.selectors import counted
    from safeguarding.people.models import Person

    run = Import.objects.get(pk=pk)
    history = Person.pgh_event_model.objects.filter(force_id=force_id)  # type: ignore[attr-defined]  # made by @track
    people = Person.objects.filter(force_id=force_id)
    told = AuditEvent.objects.filter(force_id=force_id, verb="person.added")
    print(f"{what}: {run.status}, rows {counted(run)}; people {people.count():,}, "
          f"numbers {ExternalId.objects.filter(force_id=force_id).count():,}, history {history.count():,}, "
          f"lines in the record {told.count():,}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
