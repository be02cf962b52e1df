"""The routes that say who the caller is and whom they may choose."""

from __future__ import annotations

import pytest

from tests.api.conftest import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_me(caller: Caller, cast: Cast) -> None:
    me = caller(cast.lena).get("/api/v1/me/").json()
    assert me["name"] == "Lena Example"
    assert me["force"]["slug"] == "northshire"
    assert [(role["unit"], role["role"]) for role in me["roles"]] == [(cast.hub.pk, "lead")]
    assert "triage" in me["permissions"]
    assert "administer" not in me["permissions"]


def test_colleagues_are_active_people_of_the_own_force(caller: Caller, cast: Cast) -> None:
    names = {row["name"] for row in caller(cast.lena).get("/api/v1/users/").json()["results"]}
    assert "Sam Example" in names
    assert not names & {"Wes Example", "Ines Example", "System"}


def test_who_only_logs_concerns_sees_themself(caller: Caller, cast: Cast) -> None:
    names = [row["name"] for row in caller(cast.pat).get("/api/v1/users/").json()["results"]]
    assert names == ["Pat Example"]


def test_colleagues_by_role_and_unit(caller: Caller, cast: Cast) -> None:
    client = caller(cast.lena)
    supervisors = client.get("/api/v1/users/", {"role": "supervisor"}).json()["results"]
    assert [row["name"] for row in supervisors] == ["Sam Example"]
    assert client.get("/api/v1/users/", {"home_unit": cast.other_hub.pk}).json()["results"] == []


def test_a_list_of_colleagues_costs_the_same_whatever_its_length(
    caller: Caller, cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = caller(cast.lena)
    client.get("/api/v1/users/")
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # key, roles, people, their roles, savepoint
        assert len(client.get("/api/v1/users/").json()["results"]) > 10
