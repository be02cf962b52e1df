"""One worker at a time on one thing: a lock that goes with the connection, so that nothing of a killed worker stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection

TAKE = "SELECT pg_try_advisory_lock(hashtext(%s), %s)"
GIVE_BACK = "SELECT pg_advisory_unlock(hashtext(%s), %s)"
#: It is the worker that is in trouble, not what it works on: what is on record stays, and the next wake-up goes on.
GOES_ON = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


@contextmanager
def held(work: str, pk: int) -> Iterator[bool]:
    """Whether nobody else is at this work on this row; if so, nobody else comes to it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [work, pk])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(GIVE_BACK, [work, pk])
