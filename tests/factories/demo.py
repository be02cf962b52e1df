"""The demo's two forces, loaded once for a module and rolled back after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from safeguarding.core import clock
from safeguarding.dashboards.management.demo import load

# A Thursday afternoon, so that what hangs on the day of the week is the same in every run.
NOW = dt.datetime(2026, 11, 19, 15, 0, tzinfo=clock.LONDON)
PASSWORD = "a password of the demo's own"


@contextmanager
def loaded(blocker: Any) -> Iterator[int]:
    """Both forces as they stand on the Thursday; gives the number of acts."""
    with blocker.unblock(), transaction.atomic():
        yield load.load(password=PASSWORD, now=NOW)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The demo for all tests of a module that imports this."""
    with loaded(django_db_blocker) as acts:
        yield acts


@pytest.fixture
def on_the_thursday(world: int, db: None) -> Iterator[None]:
    with clock.standing_at(NOW):
        yield
