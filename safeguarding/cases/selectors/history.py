"""What was done on a case, in sentences, and what changed, with before and after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission as AuthPermission
from django.db import connection, models
from django.db.models import Q, QuerySet

from safeguarding.access.models import Unit, User
from safeguarding.audit import events
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import (
    Case,
    CaseConcern,
    CaseGrant,
    CaseParty,
    Concern,
    DbsDuty,
    ProtectiveMeasure,
    Referral,
    Task,
)
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.people.models import Person

PAGE = 50
CREATED, CHANGED, REMOVED = "insert", "update", "delete"

# What is counted or kept for the machine, and says nothing to a reader.
SILENT = ("id", "version", "updated_at", "labels_given", "force_id", "case_id", "content_object_id")

# The records of a case that change, by the column that says which case they belong to. Entries of the chronology,
# decisions and reviews never change: they are on their own pages.
TRACKED: tuple[tuple[type[models.Model], str], ...] = (
    (Case, "pgh_obj_id"),
    (CaseParty, "case_id"),
    (Task, "case_id"),
    (Referral, "case_id"),
    (ProtectiveMeasure, "case_id"),
    (DbsDuty, "case_id"),
    (CaseConcern, "case_id"),
    (CaseGrant, "content_object_id"),
)

ONE_TABLE = """
    SELECT * FROM (
        SELECT {place} AS place, pgh_id, pgh_created_at, pgh_label, pgh_obj_id,
               (pgh_context ->> 'user')::bigint AS user_id,
               to_jsonb(row) - {machinery} AS after,
               lag(to_jsonb(row) - {machinery}) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
        FROM {table} AS row
        WHERE {column} = %(case)s
    ) AS versions
    WHERE before IS NULL OR pgh_label = 'delete' OR before - {silent} IS DISTINCT FROM after - {silent}
"""


@dataclass(frozen=True)
class Done:
    """One thing somebody did, in words."""

    at: dt.datetime
    words: str
    reason: str


@dataclass(frozen=True)
class FieldChange:
    """A field, with what it said before and says after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One version of one record: what it is, what happened to it, by whom, and which fields differ."""

    at: dt.datetime
    by: str
    what: str
    kind: str
    fields: tuple[FieldChange, ...]

    @property
    def words(self) -> str:
        verb = {CREATED: "added", REMOVED: "removed"}.get(self.kind, "changed")
        return f"{self.what}: {verb}"


_OUT_OF_SIGHT: list[Callable[[Case, User], set[int]]] = []


def register_out_of_sight(events: Callable[[Case, User], set[int]]) -> None:
    """An app above says which of a case's events tell of something that a user may not see."""
    if events not in _OUT_OF_SIGHT:
        _OUT_OF_SIGHT.append(events)


def events_of(case: Case, user: User, *, with_conflicts: bool) -> QuerySet[AuditEvent]:
    """What was done on the case, its clocks and its work, the latest first.

    A link to a case that the user may not read leaves no trace; conflicts are for those who decide on access.
    """
    hidden = set(_links_out_of_sight(case, user)).union(*(events(case, user) for events in _OUT_OF_SIGHT))
    done = _events(case).exclude(pk__in=hidden)
    return done if with_conflicts else done.exclude(verb__startswith="case.conflict_")


def _links_out_of_sight(case: Case, user: User) -> list[int]:
    linked = AuditEvent.objects.filter(object_type="case", object_id=case.pk, verb__in=("case.linked", "case.unlinked"))
    others = dict(linked.values_list("pk", "data__other"))
    seen = Case.objects.fully_visible_to(user).filter(reference__in=set(others.values()))
    visible = set(seen.values_list("reference", flat=True))
    return [pk for pk, reference in others.items() if reference not in visible]


def _events(case: Case) -> QuerySet[AuditEvent]:
    clocks = Deadline.objects.filter(subject_type="case", subject_id=case.pk)
    wanted = Q(object_type="case", object_id=case.pk) | Q(object_type="deadline", object_id__in=clocks.values("pk"))
    for model in (Task, Referral, ProtectiveMeasure, DbsDuty, CaseParty):
        ids = model.objects.filter(case=case).values("pk")
        wanted |= Q(object_type=model._meta.model_name, object_id__in=ids)
    return AuditEvent.objects.filter(wanted).order_by("-pk")


def in_sentences(rows: Iterable[AuditEvent]) -> list[Done]:
    """Each event as its verb tells it; a verb that is no longer known keeps its name."""
    return [Done(row.at, _sentence(row), row.reason) for row in rows]


def _sentence(row: AuditEvent) -> str:
    try:
        return events.sentence(row.verb, actor=row.actor_label, label=row.object_label, data=row.data)
    except events.UnknownVerb:
        return f"{row.actor_label}: {row.verb}, {row.object_label}"


def changes_of(case: Case, *, first: int, size: int = PAGE) -> tuple[list[Change], int]:
    """What changed, the latest first, and how many changes there are in all; always the same number of queries."""
    union = " UNION ALL ".join(
        ONE_TABLE.format(
            place=place, table=connection.ops.quote_name(model._meta.db_table + "event"), column=column,
            machinery=_array(MACHINERY), silent=_array(SILENT),
        )
        for place, (model, column) in enumerate(TRACKED)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT *, count(*) OVER () AS total FROM ({union}) AS changes"  # noqa: S608 - names of our own tables
            " ORDER BY pgh_created_at DESC, pgh_id DESC LIMIT %(size)s OFFSET %(first)s",
            {"case": case.pk, "first": first, "size": size},
        )
        names = [column.name for column in cursor.description]
        rows = [_version(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return _in_words(rows), rows[0]["total"] if rows else 0


def _version(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "before": json.loads(row["before"] or "null"), "after": json.loads(row["after"])}


MACHINERY = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context", "pgh_context_id")


def _array(names: Iterable[str]) -> str:
    return "'{" + ",".join(names) + "}'::text[]"


def _in_words(rows: list[dict[str, Any]]) -> list[Change]:
    named = _Names(rows)
    return [
        Change(
            at=row["pgh_created_at"],
            by=named.of(User, row["user_id"]),
            what=_what(TRACKED[row["place"]][0], row["after"]),
            kind=row["pgh_label"],
            fields=tuple(_fields(TRACKED[row["place"]][0], row, named)),
        )
        for row in rows
    ]


def _what(model: type[models.Model], says: dict[str, Any]) -> str:
    """What the record is, in a few words that name nobody."""
    title = str(model._meta.verbose_name)
    if model is CaseParty:
        return str(says["label"])
    if model is Task:
        return f"Task “{says['title']}”"
    if model in (Referral, ProtectiveMeasure):
        return f"{title.capitalize()}: {_plain(model._meta.get_field('kind'), says['kind'])}"
    return {Case: "The case", CaseGrant: "Access", CaseConcern: "Concern"}.get(model, title)


def _fields(model: type[models.Model], row: dict[str, Any], named: _Names) -> Iterable[FieldChange]:
    if row["pgh_label"] == REMOVED:
        return
    before, after = row["before"] or {}, row["after"]
    for name, value in after.items():
        was = before.get(name)
        if name in SILENT or was == value or (not before and _goes_without_saying(name, value)):
            continue
        field = model._meta.get_field(name.removesuffix("_id"))
        yield FieldChange(
            name=str(getattr(field, "verbose_name", name)).capitalize(),
            before=named.say(field, was) if before else "",
            after=named.say(field, value),
        )


def _goes_without_saying(name: str, value: Any) -> bool:
    """What a new record leaves empty, and when and by whom it was made: the line above says that."""
    return value in (None, "", False) or name.endswith(("_at", "_by_id", "_since"))


def _plain(field: Any, value: Any) -> str:
    """A stored value as a reader says it."""
    if value in (None, ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = dt.datetime.fromisoformat(value).astimezone(clock.LONDON)
        return f"{clock.date_words(moment)} at {moment:%H:%M}"
    if isinstance(field, models.DateField):
        return clock.date_words(dt.date.fromisoformat(value))
    return str(value)


class _Names:
    """What the records that changes point at are called: one query for each kind, however many there are."""

    KINDS: tuple[type[models.Model], ...] = (User, Unit, Person, Concern, CaseParty)

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        wanted: dict[type[models.Model], set[int]] = {kind: set() for kind in self.KINDS}
        wanted[User] |= {row["user_id"] for row in rows if row["user_id"]}
        for row in rows:
            for version in filter(None, (row["before"], row["after"])):
                self._collect(TRACKED[row["place"]][0], version, wanted)
        kinds = AuthPermission.objects.filter(content_type__app_label="cases", codename__in=GrantKind.values)
        self._grant_kinds = dict(kinds.values_list("pk", "codename"))
        self._known = {kind: kind._default_manager.in_bulk(wanted[kind]) for kind in self.KINDS}

    def _collect(
        self, model: type[models.Model], version: dict[str, Any], wanted: dict[type[models.Model], set[int]]
    ) -> None:
        for name, value in version.items():
            if value is None or name in SILENT:
                continue
            related = model._meta.get_field(name.removesuffix("_id")).related_model
            if related in wanted:
                wanted[related].add(value)

    def of(self, kind: type[models.Model], pk: int | None) -> str:
        """What a record is called; who is not known any more was the system."""
        found = self._known[kind].get(pk) if pk else None
        return str(found) if found is not None else "The system"

    def say(self, field: Any, value: Any) -> str:
        related = getattr(field, "related_model", None)
        if related is AuthPermission:
            return GrantKind(self._grant_kinds[value]).label
        if related in self._known:
            return self.of(related, value) if value else "nobody"
        if related is not None and value:
            return str(field.verbose_name)
        return _plain(field, value)
