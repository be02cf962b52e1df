"""The admin: for administrators of a force, of that force, and never a door to a case or a person."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.test import Client, override_settings
from django.urls import reverse

from safeguarding.access.choices import Role
from safeguarding.access.models import RoleAssignment, Unit, User
from safeguarding.audit.models import AuditEvent
from tests.cast import Cast, fresh

pytestmark = pytest.mark.django_db
USERS, ROLES, UNITS = "/admin/access/user/", "/admin/access/roleassignment/", "/admin/access/unit/"


@pytest.fixture
def adam(client: Client, cast: Cast) -> Client:
    client.force_login(cast.adam)
    return client


def test_what_is_registered_is_accounts_and_reference_data_and_nothing_else() -> None:
    assert {model._meta.label_lower for model in admin.site._registry} == {
        "access.force", "access.unit", "access.user", "access.roleassignment", "deadlines.deadlinerule",
        "deadlines.bankholidayoverride",
    }  # fmt: skip


def test_no_registered_model_reaches_a_case_a_concern_or_a_person() -> None:
    """Neither the columns nor the fields, filters and inlines of any admin page lead into the content apps."""
    for model, model_admin in admin.site._registry.items():
        assert not model_admin.inlines
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created:
                assert field.related_model._meta.app_label in {"access", "auth", "deadlines"}, (model, field)


@pytest.mark.parametrize("name", ["pat", "cora", "lena", "sam", "ivy", "piers", "mona", "aud", "nora", "root", "wes"])
def test_nobody_else_finds_anything_there(client: Client, cast: Cast, name: str) -> None:
    client.force_login(getattr(cast, name))
    for address in ("/admin/", USERS, f"{USERS}{cast.lena.pk}/change/", "/admin/jsi18n/"):
        assert client.get(address).status_code == 404, address


def test_whoever_is_signed_out_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(USERS)["Location"] == f"/sign-in/login/?next={USERS}"


@pytest.mark.parametrize(
    "asked", ["password__startswith=argon2", "reports=1", "reports__pk=1", "owned_cases=1", "casegrant=1", "person=1"]
)
def test_the_address_of_a_list_asks_nothing_but_its_filters(adam: Client, asked: str) -> None:
    """Neither a password's hash nor who reported a concern can be found by guessing in an address."""
    assert adam.get(f"{USERS}?{asked}").status_code == 400


def test_the_filters_on_offer_work(adam: Client) -> None:
    assert adam.get(f"{USERS}?is_active__exact=1").status_code == 200
    assert adam.get(f"{ROLES}?role__exact={Role.LEAD}").status_code == 200


def test_an_ended_role_opens_nothing(adam: Client, cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.adam).update(ends_on="2024-06-01")
    assert adam.get("/admin/").status_code == 404


@override_settings(ADMIN_NEEDS_TWO_STEP=True)
def test_administrators_turn_two_step_sign_in_on_first(adam: Client, cast: Cast) -> None:
    assert adam.get(USERS)["Location"].startswith("/admin/login/")
    assert adam.get(adam.get(USERS)["Location"])["Location"] == reverse("mfa_activate_totp")
    TOTP.activate(cast.adam, generate_totp_secret())
    assert adam.get(USERS).status_code == 200


def test_another_force_does_not_exist(adam: Client, cast: Cast) -> None:
    pages = [adam.get(address).content.decode() for address in (USERS, ROLES, UNITS, "/admin/access/force/")]
    for hidden in ("Wes", "wes@", "Westmoor"):
        assert not any(hidden in page for page in pages)
    for address in (f"{USERS}{cast.wes.pk}/change/", f"{UNITS}{cast.other_hub.pk}/change/"):
        assert adam.get(address, follow=True).redirect_chain[-1][0] == "/admin/"


def test_choices_are_of_the_own_force(adam: Client, cast: Cast) -> None:
    page = adam.get(f"{ROLES}add/").content.decode()
    assert "Lena Example" in page
    assert not re.search("Wes Example|Westmoor|System", page)


def test_opening_an_account_goes_through_the_service(adam: Client, cast: Cast) -> None:
    sent = {"first_name": "Nia", "last_name": "New", "email": "Nia@Northshire.example", "home_unit": cast.hub.pk}
    adam.post(f"{USERS}add/", {**sent, "version": 1})
    made = User.objects.get(email="nia@northshire.example")
    assert (made.force_id, made.home_unit_id, made.is_staff) == (cast.force.pk, cast.hub.pk, False)
    assert not made.has_usable_password()
    assert made.principal
    event = AuditEvent.objects.get(verb="user.created")
    assert (event.actor_id, event.object_id) == (cast.adam.pk, made.pk)


def test_changing_an_account_that_somebody_else_changed_is_refused_and_shows_what_was_typed(
    adam: Client, cast: Cast
) -> None:
    User.objects.filter(pk=cast.lena.pk).update(version=2, last_name="Quicker")
    sent = {"first_name": "Lena", "last_name": "Slower of the two", "email": cast.lena.email, "home_unit": cast.hub.pk}
    response = adam.post(f"{USERS}{cast.lena.pk}/change/", {**sent, "version": 1})
    assert response.status_code == 412
    assert "Slower of the two" in response.content.decode()
    assert User.objects.get(pk=cast.lena.pk).last_name == "Quicker"


def test_nobody_makes_themself_or_another_more_than_the_form_offers(adam: Client, cast: Cast) -> None:
    sent = {"first_name": "Lena", "last_name": "Lead", "email": cast.lena.email, "home_unit": cast.hub.pk, "version": 1}
    adam.post(
        f"{USERS}{cast.lena.pk}/change/",
        {**sent, "is_superuser": "on", "is_staff": "on", "force": cast.other_force.pk, "password": "x"},
    )
    after = User.objects.get(pk=cast.lena.pk)
    assert (after.last_name, after.version) == ("Lead", 2)
    assert not after.is_superuser
    assert not after.is_staff
    assert after.force_id == cast.force.pk
    assert after.password == cast.lena.password


def act(client: Client, address: str, action: str, *rows: Any) -> Any:
    return client.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def test_closing_and_opening_accounts(adam: Client, cast: Cast) -> None:
    act(adam, USERS, "close_accounts", cast.lena)
    assert not User.objects.get(pk=cast.lena.pk).is_active
    act(adam, USERS, "open_accounts", cast.lena)
    assert User.objects.get(pk=cast.lena.pk).is_active
    assert "You cannot close your own account" in act(adam, USERS, "close_accounts", cast.adam).content.decode()
    assert User.objects.get(pk=cast.adam.pk).is_active


def test_an_account_of_another_force_is_not_closed_by_naming_its_number(adam: Client, cast: Cast) -> None:
    act(adam, USERS, "close_accounts", cast.wes)
    assert User.objects.get(pk=cast.wes.pk).is_active


def give(client: Client, user: User, unit: Unit, role: str) -> Any:
    sent = {"user": user.pk, "unit": unit.pk, "role": role, "starts_on": "2026-01-01", "ends_on": "", "version": 1}
    return client.post(f"{ROLES}add/", sent)


def test_giving_and_ending_a_role(adam: Client, cast: Cast) -> None:
    assert give(adam, cast.nora, cast.hub, Role.LEAD).status_code == 302
    held = RoleAssignment.objects.get(user=cast.nora)
    assert fresh(cast.nora).live_roles == {(cast.hub.pk, "lead")}
    act(adam, ROLES, "end_now", held)
    assert fresh(cast.nora).live_roles == frozenset()
    told = AuditEvent.objects.filter(verb__startswith="role.").order_by("pk")
    assert [event.verb for event in told] == ["role.assigned", "role.ended"]


def test_nobody_gives_a_role_to_themself(adam: Client, cast: Cast) -> None:
    assert give(adam, cast.adam, cast.hub, Role.LEAD).status_code == 403
    assert RoleAssignment.objects.filter(user=cast.adam).count() == 1


def test_nobody_is_given_a_role_in_another_force(adam: Client, cast: Cast) -> None:
    give(adam, cast.nora, cast.other_hub, Role.LEAD)
    give(adam, cast.walt, cast.hub, Role.LEAD)
    assert not RoleAssignment.objects.filter(user=cast.nora).exists()
    assert RoleAssignment.objects.filter(user=cast.walt).count() == 1


def test_nothing_is_deleted(adam: Client, cast: Cast) -> None:
    for address in (f"{USERS}{cast.lena.pk}/delete/", f"{UNITS}{cast.hub.pk}/delete/"):
        assert adam.post(address, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=cast.lena.pk).exists()


def test_renaming_a_unit_and_naming_the_information_owner(adam: Client, cast: Cast) -> None:
    adam.post(f"{UNITS}{cast.hub.pk}/change/", {"name": "Hub", "kind": "safeguarding", "is_active": "on", "version": 1})
    adam.post(f"/admin/access/force/{cast.force.pk}/change/", {"information_owner": cast.mona.pk, "version": 1})
    cast.force.refresh_from_db()
    assert Unit.objects.get(pk=cast.hub.pk).name == "Hub"
    assert cast.force.information_owner == cast.mona


@pytest.mark.parametrize("address", ["/admin/", USERS, f"{USERS}add/", ROLES, f"{ROLES}add/", UNITS])
def test_the_admin_pages_stand_under_the_content_security_policy(adam: Client, address: str) -> None:
    page = adam.get(address).content.decode()
    assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    assert not re.findall(r"\son[a-z]+=\"", page)
