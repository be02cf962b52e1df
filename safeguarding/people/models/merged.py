"""Since when somebody was on record under the records that were merged into theirs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateTimeField, F, Func, Value

WALK = """(
    WITH RECURSIVE merged AS (
        SELECT one.id, one.created_at, one.unit_id FROM people_person one WHERE one.merged_into_id = {person}
        UNION ALL
        SELECT next.id, next.created_at, next.unit_id
        FROM people_person next JOIN merged ON next.merged_into_id = merged.id
    )
    SELECT min(merged.created_at) FROM merged WHERE merged.unit_id = ANY({units})
)"""


class OldestMerged(Func):
    """When the first of the records merged into a person, by whatever steps, was made; of those that these units keep.

    A walk from record to record by their index. Written as one join for each length of chain, it made of who sees a
    person a query of some twenty tables, which PostgreSQL plans by chance.
    """

    def __init__(self, person: str, *, units: Collection[int]) -> None:
        kept = Value(sorted(units), output_field=ArrayField(BigIntegerField()))
        super().__init__(F(person), kept, output_field=DateTimeField(null=True))

    def as_sql(
        self, compiler: Any, connection: Any, function: str | None = None, template: str | None = None,
        arg_joiner: str | None = None, **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:  # fmt: skip
        (person, of_person), (units, of_units) = (compiler.compile(part) for part in self.source_expressions)
        return WALK.format(person=person, units=units), (*of_person, *of_units)
