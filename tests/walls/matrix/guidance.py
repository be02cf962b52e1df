"""Policies: what was published is read by everybody in the force; all else is for keepers. Each acknowledges alone."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, Expect, Row, Way, everybody, seen_by

#: Who sees a version, by whether it was published and where.
VERSIONS = {"own": NORTHSHIRE, "draft": KEEPERS, "westmoor": ("wes", "walt")}
#: Those of the cast who are on record as staff and sign in.
ON_RECORD = ("bella", "brian")


def acknowledges(relation: str, person: str) -> Expect:
    """Whoever is on record, for themself; of another force's it does not exist."""
    if person not in VERSIONS[relation]:
        return ABSENT
    return OK if relation == "own" and person in ON_RECORD else FORBIDDEN


def _version(it: Any, world: Any) -> tuple[int, ...]:
    return (it.version.pk,)


ROWS: tuple[Row, ...] = (
    Row("guidance:to_read", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "guidance:read",
        {"GET": Way(seen_by(VERSIONS), ok=(200,)), "POST": Way(acknowledges)},
        _version,
        tuple(VERSIONS),
        of="guidance",
    ),
)
