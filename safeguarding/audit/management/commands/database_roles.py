"""Make the roles that web and worker act as, and give each what it needs: never a right to write the record itself.

Run by the owner of the tables after every `migrate`; running it again changes nothing.
"""

from __future__ import annotations

from typing import Any

import pghistory.models
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

WEB = "safeguarding_web"
WORKER = "safeguarding_worker"
ROLES = (WEB, WORKER)

# Secrets that only signing in needs.
CLOSED_TO_WORKER = frozenset({"mfa_authenticator", "access_apitoken"})

CREATE_ROLE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""


class Command(BaseCommand):
    help = "Makes the database roles of web and worker, and gives each exactly the rights it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            for role in ROLES:
                create(cursor, role)
            with transaction.atomic():
                for role in ROLES:
                    give(cursor, role)
        self.stdout.write(f"{' and '.join(ROLES)}: rights set.")


def create(cursor: CursorWrapper, role: str) -> None:
    """The role, of which the owner is a member: else it could not act as it."""
    cursor.execute(CREATE_ROLE.format(role=role))
    cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [role])
    if not cursor.fetchone()[0]:
        cursor.execute(f"GRANT {role} TO CURRENT_USER")


def give(cursor: CursorWrapper, role: str) -> None:
    """Take everything away, then give table by table. In one transaction: nobody meets the state between."""
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
    for table in tables(cursor):
        rights = rights_on(table, role)
        if rights:
            cursor.execute(f"GRANT {', '.join(rights)} ON TABLE {connection.ops.quote_name(table)} TO {role}")
    for function in settings.DATABASE_FUNCTIONS:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {role}")
    # A table that a migration adds can be read at once; what else may be done with it is decided here, on the next run.
    cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {role}")


def tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def rights_on(table: str, role: str) -> tuple[str, ...]:
    """What the role may do with a table: read the record, write the rest, delete only what is meant to go."""
    if role == WORKER and table in CLOSED_TO_WORKER:
        return ()
    if table in record_tables() or table in settings.DATABASE_TABLES_OF_FUNCTIONS:
        return ("SELECT",)
    if table in pinned_tables():
        return ("SELECT", "INSERT")
    return ("SELECT", "INSERT", "UPDATE", *(("DELETE",) if table in passing_tables() else ()))


def record_tables() -> frozenset[str]:
    """The tables that say what happened: the audit tables, and the history of every tracked model."""
    models = apps.get_models(include_auto_created=True)
    history = {model._meta.db_table for model in models if issubclass(model, pghistory.models.Event)}
    audit = {model._meta.db_table for model in apps.get_app_config("audit").get_models()}
    return frozenset(history | audit | {"django_migrations"})


def pinned_tables() -> frozenset[str]:
    """The tables whose rows are never changed: a trigger says so, and whoever acts can switch triggers off."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if any(map(_pins, getattr(model._meta, "triggers", ()))))


def _pins(trigger: pgtrigger.Trigger) -> bool:
    """Whether the trigger refuses every change of a row, whatever is in it."""
    refuses = isinstance(trigger, pgtrigger.Protect) and not isinstance(trigger, pgtrigger.ReadOnly)
    return refuses and not trigger.condition and "UPDATE" in str(trigger.operation)


def passing_tables() -> frozenset[str]:
    """The tables whose rows come and go: those named in the settings, and the rows that join two others."""
    joins = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.auto_created}
    return frozenset(joins | set(settings.DATABASE_TABLES_WITH_DELETE))
