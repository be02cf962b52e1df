"""Writing the record of what was done and who looked. Nothing decides from it, but that
whoever changed an account does not approve it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from safeguarding.audit import events
from safeguarding.core import request_context

if TYPE_CHECKING:
    from django.db.models import Model


class Actor(Protocol):
    """Whoever acts: a user, or a named system user."""

    pk: Any
    force_id: int | None

    def __str__(self) -> str: ...


# The web and worker roles may run these two functions and may not write the tables (see the first migration).
WRITE_EVENT = "SELECT audit_write_event(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)"
WRITE_EVENTS = """
    SELECT audit_write_event(%s, %s, %s, %s, u.force_id, u.object_type, u.object_id, u.label, %s, u.told::jsonb, %s)
    FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[])
        AS u (force_id, object_type, object_id, label, told)
"""
WRITE_CONSULTATION = "SELECT audit_write_consultation(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
WRITE_CONSULTATIONS = """
    SELECT audit_write_consultation(%s, %s, u.force_id, u.object_type, u.object_id, u.label, %s, %s, %s, %s)
    FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[]) AS u (force_id, object_type, object_id, label)
"""


def record(
    verb: str,
    *,
    by: Actor,
    obj: Model | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Record that `by` did `verb` to `obj`, in the transaction of the act itself."""
    declared = events.verb(verb)
    object_type, object_id, label = _point_at(obj)
    force_id = getattr(obj, "force_id", None) or by.force_id
    body = json.dumps(data or {}, cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_EVENT,
            [verb, declared.operation, by.pk, str(by)[:200], force_id, object_type, object_id, label, reason, body,
             request_context.request_id()],
        )  # fmt: skip


def record_many(verb: str, *, by: Actor, rows: Sequence[tuple[Model, dict[str, Any]]], reason: str = "") -> None:
    """Record that `by` did `verb` to each of many things, one event for each as `record` would, in one statement."""
    declared = events.verb(verb)
    points = [_point_at(obj) for obj, _ in rows]
    forces = [getattr(obj, "force_id", None) or by.force_id for obj, _ in rows]
    told = [json.dumps(data, cls=DjangoJSONEncoder) for _, data in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_EVENTS,
            [verb, declared.operation, by.pk, str(by)[:200], reason, request_context.request_id(), forces,
             [point[0] for point in points], [point[1] for point in points], [point[2] for point in points], told],
        )  # fmt: skip


def consult(obj: Model, *, by: Actor, page: str, purpose: str, purpose_text: str = "") -> None:
    """Record that `by` read `obj` (DPA 2018 s.62), in the same transaction as the reading, never through a queue."""
    object_type, object_id, label = _point_at(obj)
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_CONSULTATION,
            [by.pk, str(by)[:200], getattr(obj, "force_id", None) or by.force_id, object_type, object_id, label, page,
             purpose, purpose_text, request_context.request_id()],
        )  # fmt: skip


def consult_many(objs: Sequence[Model], *, by: Actor, page: str, purpose: str, purpose_text: str = "") -> None:
    """Record that `by` read each of these, one consultation for each as `consult` would, in one statement."""
    points = [_point_at(obj) for obj in objs]
    forces = [getattr(obj, "force_id", None) or by.force_id for obj in objs]
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_CONSULTATIONS,
            [by.pk, str(by)[:200], page, purpose, purpose_text, request_context.request_id(), forces,
             [point[0] for point in points], [point[1] for point in points], [point[2] for point in points]],
        )  # fmt: skip


def note_list_file(*, by: Actor, verb: str, name: str, kind: str, count: int, data: dict[str, Any]) -> None:
    """A list left the system as a file: a disclosure (DPA 2018 s.62(1)(d))."""
    record(verb, by=by, data={"list": name, "as": kind, "count": count, **data})


def _point_at(obj: Model | None) -> tuple[str, int | None, str]:
    """How the record points at a thing: its type, its id, and a label that names no person."""
    if obj is None:
        return "", None, ""
    label = getattr(obj, "reference", "") or f"{obj._meta.verbose_name} {obj.pk}"
    return obj._meta.model_name or "", obj.pk, str(label)[:60]
