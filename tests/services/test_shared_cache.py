"""What web processes keep for one another: written in one statement, and gone once it has run out."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entries")
        return int(cursor.fetchone()[0])


def test_what_is_kept_is_found_again_and_replaced_in_one_statement() -> None:
    cache.clear()
    cache.set("numbers", [1, 2], 60)
    with CaptureQueriesContext(connection) as seen:
        cache.set("numbers", [3], 60)
    assert (len(seen), cache.get("numbers"), entries()) == (1, [3], 1)


def test_what_has_run_out_is_not_found_and_goes_when_the_next_is_kept() -> None:
    cache.clear()
    cache.set("old", 1, -5)
    cache.set("for_ever", 2, None)
    assert (cache.get("old"), cache.get("for_ever"), entries()) == (None, 2, 1)
    cache.set("old", 1, -5)
    cache.set("new", 3, 60)
    assert entries() == 2
