"""What every test stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from tests import cast as cast_module


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
