"""Accounts, roles and keys: who may change them, what is written down, and what counts from when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from safeguarding.access import policies, services
from safeguarding.access.choices import Role
from safeguarding.access.models import ApiToken, Force, IdempotencyKey, Principal, RoleAssignment, User
from safeguarding.access.tasks import forget
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.notices.models import Notice
from tests.cast import Cast, fresh

pytestmark = pytest.mark.django_db


def told(verb: str) -> AuditEvent:
    return AuditEvent.objects.get(verb=verb)


def nia(cast: Cast, by: User, **more: Any) -> User:
    return services.create_user(
        by=by, email=more.get("email", "nia@northshire.example"), first_name="Nia", last_name="New", home_unit=cast.hub
    )


class TestAccounts:
    def test_an_account_belongs_to_the_force_of_its_unit_and_is_a_principal(self, cast: Cast) -> None:
        made = nia(cast, cast.adam)
        assert made.force == cast.force
        assert Principal.objects.get(user=made).role == ""
        assert told("user.created").sentence == f"Adam Example opened the account of user {made.pk}"

    @pytest.mark.parametrize("email", ["lena@northshire.example", "LENA@Northshire.Example "])
    def test_one_account_an_address_whatever_the_case(self, cast: Cast, email: str) -> None:
        with pytest.raises(Invalid, match="already an account"):
            nia(cast, cast.adam, email=email)

    @pytest.mark.parametrize("name", ["lena", "sam", "mona", "root", "wes"])
    def test_only_an_administrator_of_the_force_opens_accounts(self, cast: Cast, name: str) -> None:
        with pytest.raises(NotAllowed):
            nia(cast, getattr(cast, name))

    def test_a_change_names_its_fields_and_not_their_values(self, cast: Cast) -> None:
        services.change_user(by=cast.adam, user=cast.lena, version=1, last_name="Lovelace", first_name="Lena")
        event = told("user.changed")
        assert event.data == {"fields": "last_name"}
        assert "Lovelace" not in event.sentence

    def test_a_stale_change_is_refused(self, cast: Cast) -> None:
        services.change_user(by=cast.adam, user=cast.lena, version=1, last_name="First")
        with pytest.raises(Stale):
            services.change_user(by=cast.adam, user=cast.lena, version=1, last_name="Second")

    @pytest.mark.parametrize("field", ["is_superuser", "force", "is_active", "password"])
    def test_only_what_may_be_changed_is(self, cast: Cast, field: str) -> None:
        with pytest.raises(Invalid, match="cannot be changed here"):
            services.change_user(by=cast.adam, user=cast.lena, version=1, **{field: "x"})

    def test_nobody_moves_to_another_force(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="own force"):
            services.change_user(by=cast.adam, user=cast.lena, version=1, home_unit=cast.other_hub)

    def test_the_system_user_is_made_once_and_holds_nothing(self, cast: Cast) -> None:
        first, second = services.system_user(name="reminders"), services.system_user(name="reminders")
        assert first == second
        assert not first.has_usable_password()
        with pytest.raises(Invalid, match="holds no role"):
            services.assign_role(by=services.system_user(name="other"), user=first, unit=cast.hub, role=Role.LEAD)


class TestRoles:
    def give(self, cast: Cast, **more: Any) -> RoleAssignment:
        return services.assign_role(**{"by": cast.adam, "user": cast.nora, "unit": cast.hub, "role": Role.LEAD, **more})

    def test_a_role_counts_from_its_day_until_its_day(self, cast: Cast) -> None:
        today = clock.today()
        held = self.give(cast, starts_on=today, ends_on=today)
        assert policies.has_permission(fresh(cast.nora), "triage")
        RoleAssignment.objects.filter(pk=held.pk).update(
            starts_on=today - dt.timedelta(days=2), ends_on=today - dt.timedelta(days=1)
        )
        assert not policies.has_permission(fresh(cast.nora), "triage")
        RoleAssignment.objects.filter(pk=held.pk).update(starts_on=today + dt.timedelta(days=1), ends_on=None)
        assert not policies.has_permission(fresh(cast.nora), "triage")

    def test_everybody_with_the_role_in_the_unit_is_a_principal(self, cast: Cast) -> None:
        self.give(cast)
        held = Principal.objects.get(unit=cast.hub, role=Role.LEAD, user=None)
        assert held.pk in fresh(cast.nora).principal_ids

    def test_ending_counts_at_once_and_can_be_undone_by_giving_again(self, cast: Cast) -> None:
        services.end_role(by=cast.adam, assignment=self.give(cast))
        assert fresh(cast.nora).live_roles == frozenset()
        self.give(cast)
        assert fresh(cast.nora).live_roles == {(cast.hub.pk, "lead")}

    def test_the_same_role_twice_is_refused(self, cast: Cast) -> None:
        self.give(cast)
        with pytest.raises(Conflict):
            self.give(cast)

    def test_ending_twice_is_refused(self, cast: Cast) -> None:
        held = self.give(cast)
        services.end_role(by=cast.adam, assignment=held)
        with pytest.raises(Conflict):
            services.end_role(by=cast.adam, assignment=held)
        with pytest.raises(Conflict):
            services.change_role(by=cast.adam, assignment=held, version=None, ends_on=None)

    @pytest.mark.parametrize(
        "wrong",
        [{"role": "emperor"}, {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)}],
        ids=["no such role", "ends before it starts"],
    )
    def test_what_makes_no_sense_is_refused(self, cast: Cast, wrong: dict[str, Any]) -> None:
        with pytest.raises(Invalid):
            self.give(cast, **wrong)

    def test_no_role_across_forces(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            self.give(cast, unit=cast.other_hub)
        with pytest.raises(NotAllowed):
            self.give(cast, user=cast.walt, unit=cast.other_hub)

    def test_a_closed_unit_gives_nobody_anything(self, cast: Cast) -> None:
        services.change_unit(by=cast.adam, unit=cast.psd, version=1, is_active=False)
        assert fresh(cast.ivy).live_roles == frozenset()


class TestKeys:
    def test_only_its_owner_revokes_it(self, cast: Cast) -> None:
        token, _ = services.create_token(by=cast.lena, name="x", scopes=["read"], days=1)
        with pytest.raises(NotAllowed):
            services.revoke_token(by=cast.adam, token=token)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"days": 91}, "days"), ({"days": 0}, "days"), ({"scopes": []}, "scopes"), ({"scopes": ["all"]}, "scopes"),
         ({"name": "  "}, "name")],
    )  # fmt: skip
    def test_limits(self, cast: Cast, wrong: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            services.create_token(**{"by": cast.lena, "name": "x", "scopes": ["read"], "days": 1, **wrong})
        assert set(refused.value.errors) == {field}

    def test_the_key_is_in_no_table(self, cast: Cast) -> None:
        _, key = services.create_token(by=cast.lena, name="x", scopes=["read"], days=1)
        kept = [str(row) for model in (ApiToken, AuditEvent) for row in model.objects.values()]
        assert key.startswith("sgk_")
        assert not any(key in row for row in kept)


def test_what_a_page_changes_is_put_down_to_who_asked_for_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.adam)
    response = client.post(
        f"/admin/access/unit/{cast.hub.pk}/change/",
        {"name": "Hub", "kind": "safeguarding", "is_active": "on", "version": 1},
    )
    newest = apps.get_model("access", "UnitEvent").objects.filter(pgh_obj_id=cast.hub.pk).latest("pgh_id")
    assert newest.pgh_context == {"user": cast.adam.pk, "request_id": response["X-Request-ID"]}
    assert told("unit.changed").request_id == response["X-Request-ID"]


def test_what_is_old_is_forgotten_and_what_is_not_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.lena)
    now = clock.now()
    for age, key in ((1, "new"), (25, "old")):
        IdempotencyKey.objects.create(
            user=cast.lena, key=key, route="/", request_hash="", created_at=now - dt.timedelta(hours=age)
        )
    Session.objects.create(session_key="old", session_data="", expire_date=now - dt.timedelta(days=1))
    forget()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
    assert Session.objects.get().session_key == client.session.session_key


def test_the_record_says_until_when_a_key_is_valid_as_people_write_a_day(cast: Cast) -> None:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        services.create_token(by=cast.lena, name="x", scopes=["read"], days=10)
    assert told("token.created").sentence.endswith("read, valid until 2 December 2026")


class TestNobodyLetsPeopleInUnseen:
    """An administrator could open an account for themself, or take over a colleague's: others are told."""

    @pytest.fixture(autouse=True)
    def _information_owner(self, cast: Cast) -> None:
        Force.objects.filter(pk=cast.force.pk).update(information_owner=cast.aud)

    def who_was_told(self, words: str) -> set[int]:
        return set(Notice.objects.filter(title__contains=words).values_list("recipient", flat=True))

    def test_of_another_address_to_sign_in_with(self, cast: Cast) -> None:
        lena = fresh(cast.lena)
        services.change_user(by=cast.adam, user=lena, version=lena.version, first_name="Helena")
        assert not Notice.objects.exists()
        services.change_user(by=cast.adam, user=lena, version=None, first_name="Mal", email="mal@northshire.example")
        assert self.who_was_told(f"{cast.lena.email} has another address") == {cast.aud.pk}

    def test_of_a_role_that_shows_what_is_kept_from_others(self, cast: Cast) -> None:
        services.assign_role(by=cast.adam, user=cast.nora, unit=cast.hub, role=Role.PRACTITIONER)
        services.assign_role(by=cast.adam, user=cast.nora, unit=cast.hub, role=Role.COORDINATOR)
        assert not Notice.objects.exists()
        services.assign_role(by=cast.adam, user=cast.nora, unit=cast.hub, role=Role.LEAD)
        assert self.who_was_told(f"{cast.nora.email} was given") == {cast.aud.pk}

    def test_the_other_administrators_are_told_too(self, cast: Cast) -> None:
        services.assign_role(by=cast.adam, user=cast.nora, unit=cast.hub, role=Role.ADMINISTRATOR)
        services.assign_role(by=cast.adam, user=cast.pat, unit=cast.hub, role=Role.LEAD)
        assert self.who_was_told("Safeguarding lead") == {cast.aud.pk, cast.nora.pk}

    def test_who_is_told_of_emergencies_is_told_when_that_is_somebody_else(self, cast: Cast) -> None:
        force = Force.objects.get(pk=cast.force.pk)
        services.change_force(by=cast.adam, force=force, version=None, information_owner=cast.aud)
        assert not Notice.objects.exists(), "nothing changed"
        services.change_force(by=cast.adam, force=force, version=None, information_owner=None)
        assert self.who_was_told("Somebody else is told of emergencies") == {cast.aud.pk}
