"""Rows that stand somewhere in their table of states: PostgreSQL lets them get there only step by step."""

from __future__ import annotations

from typing import Any

from safeguarding.cases import states
from safeguarding.cases.models import Concern, Referral, Task
from safeguarding.cases.states.statuses import Table

TABLES: dict[type, Table] = {
    Concern: states.CONCERN_MOVES, Referral: states.REFERRAL_MOVES, Task: states.TASK_MOVES,
}  # fmt: skip


def brought_to(row: Any, status: str, **more: Any) -> Any:
    """The row, led along its table to the status; the last step writes the other fields too."""
    path = way(TABLES[type(row)], row.status, status)
    for step in path[:-1]:
        type(row).objects.filter(pk=row.pk).update(status=step)
    type(row).objects.filter(pk=row.pk).update(status=status, **more)
    row.refresh_from_db()
    return row


def way(table: Table, source: str, target: str) -> list[str]:
    """The statuses on the way, the target last."""
    ways: dict[str, list[str]] = {source: []}
    while target not in ways:
        found = {b: [*ways[a], b] for a, b in states.edges(table) if a in ways and b not in ways}
        assert found, f"nothing leads from {source} to {target}"
        ways |= found
    return ways[target]
