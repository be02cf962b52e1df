"""What every test stands on."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.signals import connection_created
from hypothesis import HealthCheck, settings

from safeguarding.audit.management.commands.database_roles import passing_tables
from tests import cast as cast_module

HERE = Path(__file__).resolve().parent
DELETED_FROM = re.compile(r'DELETE FROM "(\w+)"')
# How long something takes says nothing of whether it is right: a busy machine fails no test.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture
def cast(db: None) -> cast_module.Cast:
    """The named cast of `tests/cast.py`, made afresh."""
    return cast_module.build()


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards() -> Iterator[None]:
    """Tests that commit are emptied by TRUNCATE, which the append-only tables refuse: for that the guards rest."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        plain(self, ["SET session_replication_role = replica;", *sql_list, "SET session_replication_role = DEFAULT;"])

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]  # put back below
    yield
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _deletes_only_what_the_roles_may() -> Iterator[None]:
    """Tests act as the owner of the tables: what the application deletes must be open to its own roles, too."""

    def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if refuse_other_deletes not in connection.execute_wrappers:
            # Before those already there: each takes away the last when it ends, and means itself.
            connection.execute_wrappers.insert(0, refuse_other_deletes)

    connection_created.connect(watch)
    yield
    connection_created.disconnect(watch)


def refuse_other_deletes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    deleted = DELETED_FROM.match(sql)
    if deleted and deleted[1] not in passing_tables() and _is_asked_by_the_application():
        raise AssertionError(f"{deleted[1]} is not among DATABASE_TABLES_WITH_DELETE: no role may do this")
    return execute(sql, params, many, context)


def _is_asked_by_the_application() -> bool:
    frame: Any = sys._getframe()
    while frame:
        if "/safeguarding/" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


# What takes long goes first, so that no worker is left alone with it at the end.
LONG_FIRST = (
    "walls/test_matrix.py", "walls/test_api_fuzz.py", "services/test_demo.py", "walls/test_agreement.py",
    "walls/test_case_content_fuzz.py", "services/test_passes_at_work.py", "services/test_founding_gaps.py",
    "services/test_exports_at_work.py", "services/test_imports_at_work.py",
)  # fmt: skip
#: Files whose tests share nothing that is dear to make, with how many parts of them may run beside each other.
IN_PARTS = {"walls/test_matrix.py": 6, "walls/test_api_fuzz.py": 2, "walls/test_case_content_fuzz.py": 2}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of one file run in one process, one after the other: what they share is made once."""
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        return
    places = {name: number for number, name in enumerate(LONG_FIRST)}
    seen: Counter[str] = Counter()
    order: dict[str, int] = {}
    for item in items:
        name = item.path.relative_to(HERE).as_posix()
        part = seen[name] % IN_PARTS.get(name, 1)
        seen[name] += 1
        item.add_marker(pytest.mark.xdist_group(f"{name} {part}"))
        order[item.nodeid] = places.get(name, len(places))
    items.sort(key=lambda item: order[item.nodeid])
