"""What changed: every version of a row, kept by the database itself, and who changed it.

A model decorated with `@track()` gets an event table that only its triggers can write. They run with the rights of the
tables' owner, so the roles that serve pages and tasks need no right to write there, and have none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pghistory
import pghistory.middleware
import pghistory.trigger
import pgtrigger
from django.db import models
from django.http import HttpRequest
from pgtrigger import compiler

from safeguarding.core import request_context

M = TypeVar("M", bound=type[models.Model])

NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'this table is append-only: it cannot be emptied';",
)


class OwnerTriggerSql(compiler.UpsertTriggerSql):
    """A trigger that runs as the owner of its table, on a pinned search path, and cannot be switched off by a setting.

    Migrations refer to this class: a change of the template needs a new class beside it.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;

            REVOKE ALL ON FUNCTION {pgid}() FROM PUBLIC;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class OwnerEvent(pghistory.trigger.Event):
    """The trigger that writes one row of history, as the owner of the tables."""

    def compile(self, model: type[models.Model]) -> compiler.Trigger:  # type: ignore[override]  # stub wants an instance
        plain = super().compile(model)  # type: ignore[arg-type]  # same
        return compiler.Trigger(name=plain.name, sql=OwnerTriggerSql(**plain.sql.kwargs))


class _ByOwner:
    """Registers the owner's trigger in place of the plain one."""

    def add_event_trigger(self: Any, event_model: Any) -> None:
        trigger = OwnerEvent(
            event_model=event_model, label=self.label, name=self.trigger_name, row=self.row,
            operation=self.operation, condition=self.condition, level=self.level,
        )  # fmt: skip
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


class Inserted(_ByOwner, pghistory.InsertEvent):
    """A row came to be."""


class Updated(_ByOwner, pghistory.UpdateEvent):
    """A row changed."""


class Deleted(_ByOwner, pghistory.DeleteEvent):
    """A row went away; its last state is kept."""


def track(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Keep every version of this model's rows: born, changed, deleted; append-only, and never emptied."""
    return pghistory.track(
        Inserted(),
        Updated(),
        Deleted(),
        exclude=exclude,
        append_only=True,
        meta={"triggers": [NO_TRUNCATE]},
    )


@contextlib.contextmanager
def acting(*, user_id: int | None, **more: Any) -> Iterator[None]:
    """Whatever changes inside is put down to this user (background work: a system user)."""
    with pghistory.context(user=user_id, request_id=request_context.request_id(), **more):
        yield


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Puts the user's id and the request's number on every change made while answering a request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = super().get_context(request)["user"]
        return {"user": user, "request_id": request_context.request_id()}
