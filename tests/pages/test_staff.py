"""Who signs in as which member of staff and who manages whom: the administrator's pages."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Concern
from safeguarding.people.choices import PersonType
from safeguarding.people.models import Person
from tests.cast import Cast, fresh, staff
from tests.factories.triage import a_waiting_concern

pytestmark = pytest.mark.django_db
LIST = "/people/staff/"


@pytest.fixture
def adam(cast: Cast, client: Client) -> Client:
    client.force_login(cast.adam)
    return client


def page_of(person: Person) -> str:
    return reverse("people:staff_links", args=[person.pk])


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]  # the answer of Django's client


def test_the_list_says_whose_account_and_whose_manager_is_not_recorded(cast: Cast, adam: Client) -> None:
    page = text(adam.get(LIST))
    assert "Brian" in page
    assert cast.brian.email in page
    carl = cast.people["carl"]
    assert carl.name in text(adam.get(f"{LIST}?missing=account"))
    assert cast.people["brian"].name not in text(adam.get(f"{LIST}?missing=account"))
    assert "No such staff" in text(adam.get(f"{LIST}?q=Nobody"))


def test_no_young_person_and_no_other_adult_stands_there(cast: Cast, adam: Client) -> None:
    page = text(adam.get(LIST))
    for name in ("fay", "child"):
        person = cast.people.get(name)
        if person:
            assert person.family_name not in page
            assert adam.get(page_of(person)).status_code == 404


def test_what_the_administrator_says_hides_a_concern_with_the_next_click(cast: Cast, adam: Client) -> None:
    concern = a_waiting_concern(cast)
    carl = cast.people["carl"]
    assert Concern.objects.visible_to(fresh(cast.leo)).filter(pk=concern.pk).exists()
    sent = {"version": carl.version, "email": cast.leo.email.upper(), "manager": "", "manager_id": ""}
    assert adam.post(page_of(carl), sent).status_code == 302
    carl.refresh_from_db()
    assert carl.user == cast.leo
    assert not Concern.objects.visible_to(fresh(cast.leo)).filter(pk=concern.pk).exists()


def test_a_manager_is_found_by_name_without_script(cast: Cast, adam: Client) -> None:
    carl, chief = cast.people["carl"], staff(cast, "Chi", "Ef", PersonType.POLICE_OFFICER)
    sent = {"version": carl.version, "email": "", "manager": "chi ef", "manager_id": ""}
    assert adam.post(page_of(carl), sent).status_code == 302
    carl.refresh_from_db()
    assert carl.line_manager == chief


def test_of_several_with_one_name_it_is_asked_which(cast: Cast, adam: Client) -> None:
    carl = cast.people["carl"]
    staff(cast, "Chi", "Ef", PersonType.POLICE_OFFICER)
    second = staff(cast, "Chi", "Ef", PersonType.PCSO)
    sent = {"version": carl.version, "email": "", "manager": "Chi Ef", "manager_id": ""}
    answer = adam.post(page_of(carl), sent)
    assert answer.status_code == 422
    assert "Which of them manages them?" in text(answer)
    assert adam.post(page_of(carl), {**sent, "which": second.pk}).status_code == 302
    carl.refresh_from_db()
    assert carl.line_manager == second


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "nobody@northshire.example"}, "No account of your force signs in with this address"),
        ({"email": "not an address"}, "email address"),
        ({"manager": "Zzz Qqq"}, "No member of staff has this name"),
        ({"manager_id": "9" * 30, "manager": "Zzz"}, "No member of staff has this name"),
        ({"version": "999"}, "Somebody changed this since you opened it"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_saved(
    cast: Cast, adam: Client, wrong: dict[str, str], said: str
) -> None:
    carl = cast.people["carl"]
    answer = adam.post(page_of(carl), {"version": carl.version, "email": "", "manager": "", **wrong})
    assert answer.status_code in (412, 422)
    assert said in text(answer)
    assert Person.objects.get(pk=carl.pk).version == carl.version


def test_an_account_of_another_force_or_of_somebody_else_is_not_taken(cast: Cast, adam: Client) -> None:
    carl = cast.people["carl"]
    for user, said in ((cast.wes, "No account of your force"), (cast.brian, "Somebody else on record signs in")):
        answer = adam.post(page_of(carl), {"version": carl.version, "email": user.email, "manager": ""})
        assert answer.status_code == 422
        assert said in text(answer)


def test_nobody_manages_themself(cast: Cast, adam: Client) -> None:
    carl = cast.people["carl"]
    answer = adam.post(page_of(carl), {"version": carl.version, "manager": carl.name, "manager_id": carl.pk})
    assert answer.status_code == 422
    assert "Nobody manages themself" in text(answer)


def test_an_account_of_nobody_is_put_on_record_from_the_list(cast: Cast, adam: Client) -> None:
    page = text(adam.get(f"{LIST}accounts/"))
    assert cast.leo.email in page
    assert "wes@" not in page
    form = text(adam.get(f"{LIST}add/?account={cast.leo.pk}"))
    assert f'value="{cast.leo.email}"' in form
    sent = {
        "given_name": "Leo", "family_name": "Example", "person_type": PersonType.PCSO, "unit": cast.hub.pk,
        "email": cast.leo.email, "manager": "", "role_description": "Lead",
    }  # fmt: skip
    assert adam.post(f"{LIST}add/", sent).status_code == 302
    assert User.objects.get(pk=cast.leo.pk).person.person_type == PersonType.PCSO
    assert cast.leo.email not in text(adam.get(f"{LIST}accounts/"))


def test_only_staff_are_added_there_and_only_to_units_of_the_force(cast: Cast, adam: Client) -> None:
    people = Person.objects.count()
    sent = {"given_name": "Pa", "family_name": "Rent", "person_type": "parent", "unit": cast.hub.pk, "email": ""}
    assert adam.post(f"{LIST}add/", sent).status_code == 422
    sent |= {"person_type": PersonType.PCSO, "unit": cast.other_hub.pk}
    assert adam.post(f"{LIST}add/", sent).status_code == 422
    assert Person.objects.count() == people


def test_administrators_turn_two_step_sign_in_on_first_here_too(cast: Cast, adam: Client, settings: Any) -> None:
    settings.ADMIN_NEEDS_TWO_STEP = True
    carl = cast.people["carl"]
    pages = (LIST, f"{LIST}add/", f"{LIST}accounts/", page_of(carl))
    for page in pages:
        assert adam.get(page)["Location"] == reverse("mfa_activate_totp")
    adam.post(page_of(carl), {"version": carl.version, "email": cast.leo.email, "manager": "", "manager_id": ""})
    assert Person.objects.get(pk=carl.pk).user is None
    TOTP.activate(cast.adam, generate_totp_secret())
    assert {adam.get(page).status_code for page in pages} == {200}
