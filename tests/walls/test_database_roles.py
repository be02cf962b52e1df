"""Whoever serves pages or tasks may read the record of what happened, and may not write, change or empty it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import InternalError, ProgrammingError, connection, transaction
from pghistory.models import Event

from safeguarding.access.models import RoleAssignment
from safeguarding.access.services import change_unit
from safeguarding.audit.management.commands.database_roles import (
    ROLES,
    WEB,
    WORKER,
    pinned_tables,
    record_tables,
)
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.audit.services import consult, record
from safeguarding.cases.services.links import link, unlink
from safeguarding.core import history
from safeguarding.core.history import OwnerEvent
from tests.cast import Cast
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db

RECORD = sorted(record_tables())
PINNED = sorted(pinned_tables() - record_tables())
WRITES = (
    "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
)


@pytest.fixture
def roles(db: None) -> None:
    call_command("database_roles", verbosity=0)


@pytest.fixture(params=ROLES)
def as_role(request: pytest.FixtureRequest, roles: None) -> Iterator[str]:
    """The rest of the test acts as this role."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {request.param}")
        yield request.param
        cursor.execute("RESET ROLE")


def refused(sql: str, *, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def first_column(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)[0].name


def test_the_record_holds_every_history_table_and_both_audit_tables() -> None:
    assert {"audit_auditevent", "audit_consultation", "access_userevent", "cases_caseevent"} <= set(RECORD)


@pytest.mark.parametrize("table", RECORD)
def test_no_role_may_write_the_record(table: str, as_role: str) -> None:
    for sql in WRITES:
        refused(
            sql.format(table=table, column=first_column(table)),
            error=ProgrammingError,
            words=f"permission denied for table {table}",
        )


def test_what_is_never_changed_is_known() -> None:
    assert {"conversations_message", "communications_ruleresult", "cases_decision", "cases_chronologyentry"} <= set(
        PINNED
    )
    assert not {"cases_case", "evidence_exhibit", "risk_riskassessment"} & set(PINNED)


@pytest.mark.parametrize("table", PINNED)
def test_a_setting_does_not_open_what_is_never_changed(table: str, as_role: str) -> None:
    """Triggers that refuse a change can be switched off by whoever acts, so the right to change is not given."""
    with connection.cursor() as cursor:
        names = "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgrelid = %s::regclass"
        cursor.execute(f"SELECT set_config('pgtrigger.ignore', ({names}), true)", [table])
    column = first_column(table)
    for sql in WRITES[1:]:
        refused(
            sql.format(table=table, column=column),
            error=ProgrammingError,
            words=f"permission denied for table {table}",
        )


@pytest.mark.parametrize("table", [table for table in RECORD if table != "django_migrations"])
def test_not_even_the_owner_empties_the_record_by_mistake(table: str, db: None) -> None:
    refused(f"TRUNCATE {table}", error=InternalError, words="append-only")


def test_what_somebody_did_and_read_is_recorded_through_the_functions(cast: Cast, as_role: str) -> None:
    record("unit.changed", by=cast.adam, obj=cast.hub, data={"name": "Hub"})
    consult(cast.hub, by=cast.aud, page="unit", purpose="audit")
    event, seen = AuditEvent.objects.get(verb="unit.changed"), Consultation.objects.get()
    assert (event.actor_id, event.object_type, event.object_id) == (cast.adam.pk, "unit", cast.hub.pk)
    assert (seen.actor_id, seen.purpose) == (cast.aud.pk, "audit")


def test_history_is_written_with_who_did_it(cast: Cast, as_role: str) -> None:
    with history.acting(user_id=cast.adam.pk):
        change_unit(by=cast.adam, unit=cast.hub, version=1, name="Safeguarding Hub North")
    newest = apps.get_model("access", "UnitEvent").objects.filter(pgh_obj_id=cast.hub.pk).latest("pgh_id")
    assert (newest.name, newest.pgh_label) == ("Safeguarding Hub North", "update")
    assert newest.pgh_context["user"] == cast.adam.pk


def test_a_setting_does_not_switch_history_off(cast: Cast, as_role: str) -> None:
    events = apps.get_model("access", "UnitEvent").objects.filter(pgh_obj_id=cast.hub.pk)
    before = events.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{pgtrigger_update_update}"])
        triggers = "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgrelid = 'access_unit'::regclass"
        cursor.execute(f"SELECT set_config('pgtrigger.ignore', ({triggers}), true)")
        cursor.execute("UPDATE access_unit SET name = 'Quietly' WHERE id = %s", [cast.hub.pk])
    assert events.count() == before + 1


def test_a_link_that_was_wrong_can_be_taken_away(cast: Cast, as_role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    one, other = a_case(cast), a_case(cast)
    made = link(case=one, other=other.reference, reason="Same school", by=cast.lena)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {as_role}")
    unlink(case=one, link=made, reason="Another school", by=cast.lena)
    assert not one.links_from.exists()


def test_records_of_people_and_cases_cannot_be_deleted(roles: None) -> None:
    with connection.cursor() as cursor:
        for table in ("cases_case", "cases_concern", "people_person", "access_user", "access_roleassignment"):
            cursor.execute("SELECT has_table_privilege(%s, %s, 'DELETE')", [WEB, table])
            assert cursor.fetchone()[0] is False, table


def test_the_worker_cannot_read_sign_in_secrets(roles: None) -> None:
    with connection.cursor() as cursor:
        for table in ("mfa_authenticator", "access_apitoken"):
            cursor.execute("SELECT has_table_privilege(%s, %s, 'SELECT')", [WORKER, table])
            assert cursor.fetchone()[0] is False, table


def test_no_role_makes_tables_or_switches_triggers_off(as_role: str) -> None:
    refused("CREATE TABLE mine (id int)", error=ProgrammingError, words="permission denied")
    refused("ALTER TABLE access_unit DISABLE TRIGGER ALL", error=ProgrammingError, words="must be owner")
    refused("SET session_replication_role = replica", error=ProgrammingError, words="permission denied")


def test_deleting_a_tracked_row_keeps_its_last_state(cast: Cast) -> None:
    held = RoleAssignment.objects.filter(user=cast.nora).count()
    gone = RoleAssignment.objects.create(user=cast.nora, unit=cast.hub, role="lead")
    number = gone.pk
    gone.delete()
    kept = apps.get_model("access", "RoleAssignmentEvent").objects.filter(pgh_obj_id=number).latest("pgh_id")
    assert (held, kept.pgh_label, kept.role) == (0, "delete", "lead")


@pytest.mark.parametrize(
    "event_model", [m for m in apps.get_models() if issubclass(m, Event)], ids=lambda model: model._meta.label
)
def test_every_tracked_model_is_tracked_in_full(event_model: type[Event]) -> None:
    """Born, changed, gone: all three by triggers that run as the owner; the history itself append-only."""
    guards = {trigger.name for trigger in event_model._meta.triggers}
    writers = {
        trigger.name for trigger in event_model.pgh_tracked_model._meta.triggers if isinstance(trigger, OwnerEvent)
    }
    assert guards == {"append_only", "no_truncate"}
    assert writers == {"insert_insert", "update_update", "delete_delete"}
