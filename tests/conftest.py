"""What every test stands on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.signals import connection_created

from safeguarding.audit.management.commands.database_roles import passing_tables
from tests import cast as cast_module

DELETED_FROM = re.compile(r'DELETE FROM "(\w+)"')


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
