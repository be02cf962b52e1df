"""The same import put on record by two at the same moment, and by two workers: real threads, one result."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from safeguarding.audit.models import AuditEvent
from safeguarding.core.errors import Conflict, Stale
from safeguarding.exchange import services
from safeguarding.exchange.models import Import
from safeguarding.people.models import Person
from tests.cast import build, fresh
from tests.factories.exchange import YOUNG, a_csv, checked

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_import_confirmed_twice_at_once_and_worked_by_two_comes_on_record_once() -> None:
    cast = build()
    run = checked(cast, a_csv(YOUNG, ("C1", "Sally", "Stone", "13/05/2012", ""), ("C2", "Tom", "Tarn", "", "")))
    before, wrong = Person.objects.count(), list[BaseException]()

    def at_once(act: Callable[[], object]) -> None:
        start = threading.Barrier(2)

        def one() -> None:
            try:
                start.wait(timeout=10)
                act()
            except BaseException as error:
                wrong.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

    at_once(lambda: services.confirm(run, version=run.version, by=fresh(cast.cora)))
    assert [type(error) in (Conflict, Stale) for error in wrong] == [True]
    wrong.clear()
    at_once(services.work)
    services.work()
    assert wrong == []
    assert Import.objects.get(pk=run.pk).status == "applied"
    assert Person.objects.count() == before + 2
    assert AuditEvent.objects.filter(verb="import.applied", object_id=run.pk).count() == 1
