"""References given in order, each once; and writes that never overwrite somebody else's."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from safeguarding.core import clock
from safeguarding.core.errors import Stale
from safeguarding.core.models import Versioned

TAKE_NEXT = """
    INSERT INTO core_referencecounter (prefix, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = core_referencecounter.last + 1
    RETURNING last
"""


def next_reference(prefix: str) -> str:
    """The next reference, such as C-2026-000123. Takes a row lock until the transaction ends: call it last."""
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT, [prefix, year])
        (number,) = cursor.fetchone()
    return f"{prefix}-{year}-{number:06d}"


V = TypeVar("V", bound=Versioned)


def lock_fresh(queryset: QuerySet[V], *, pk: int, version: int | None) -> V:
    """Lock the row and check that it is the one the person was looking at; raises Stale when it has changed since.

    `version` None means that the caller decides on what the row says now and needs no check.
    """
    row = queryset.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if version is not None and row.version != version:
        raise Stale("Somebody changed this since you opened it.")
    return row


def differing(row: V, **fields: object) -> dict[str, object]:
    """Those of the named fields that the row does not hold already. Where there are none, nothing is a change."""
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def save_fields(row: V, **fields: object) -> None:
    """Set the named fields, count the version up and save just those."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
