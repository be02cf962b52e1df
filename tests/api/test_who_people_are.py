"""Putting people on record, who they are, and striking out parts, through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.people.models import Person
from safeguarding.people.services import place
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.people import young
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


@pytest.fixture
def adam(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.adam)


def at(version: int) -> dict[str, str]:
    return {"If-Match": f'"v{version}"'}


def test_while_somebody_may_be_the_one_nobody_is_added_until_it_is_said(cast: Cast, cora: APIClient) -> None:
    young(cast)
    sent = {"kind": "young_person", "given_name": "Una", "family_name": "Uptn", "unit": cast.cadets.pk}
    asked = cora.post("/api/v1/people/", sent, format="json")
    assert asked.status_code == 422
    assert list(asked.data["errors"]) == ["is_nobody_on_record"]
    made = cora.post("/api/v1/people/", {**sent, "is_nobody_on_record": True}, format="json")
    assert made.status_code == 201, made.data
    assert Person.objects.get(family_name="Uptn").unit == cast.cadets


def test_a_young_person_joins_a_scheme_at_once_and_only_a_unit_of_ones_own_keeps_them(
    cast: Cast, cora: APIClient
) -> None:
    club = tolerated(cast)
    sent: dict[str, Any] = {
        "kind": "young_person", "given_name": "Quentin", "family_name": "Quill", "scheme": club.pk,
        "starts_on": str(days_ago(3)),
    }  # fmt: skip
    elsewhere = cora.post("/api/v1/people/", {**sent, "unit": cast.psd.pk}, format="json")
    assert list(elsewhere.data["errors"]) == ["unit"]
    made = cora.post("/api/v1/people/", {**sent, "unit": cast.cadets.pk}, format="json")
    assert made.status_code == 201, made.data
    assert Person.objects.get(pk=made.data["id"]).placements.get().scheme == club


def test_who_somebody_is_changes_with_the_version_read(cast: Cast, cora: APIClient) -> None:
    una = young(cast)
    bare = f"/api/v1/people/{una.pk}/"
    address = f"{bare}?purpose=running_scheme"
    assert list(cora.patch(bare, {"school": "?"}, format="json", headers=at(una.version)).data["errors"]) == ["purpose"]
    assert cora.patch(address, {"school": "Riverside High"}, format="json").status_code == 428
    done = cora.patch(address, {"school": "Riverside High"}, format="json", headers=at(una.version))
    assert done.status_code == 200, done.data
    una.refresh_from_db()
    assert (una.school, una.given_name) == ("Riverside High", "Una")
    assert cora.patch(address, {"school": "?"}, format="json", headers=at(1)).status_code == 412


def test_staff_are_kept_by_administrators_with_the_reason(cast: Cast, adam: APIClient, cora: APIClient) -> None:
    carl = cast.people["carl"]
    address = f"/api/v1/staff/{carl.pk}/"
    assert cora.get(address).status_code == 403
    assert carl.pk in [one["id"] for one in adam.get("/api/v1/staff/").data["results"]]
    refused = adam.patch(address, {"collar_number": "88"}, format="json", headers=at(carl.version))
    assert list(refused.data["errors"]) == ["reason"]
    done = adam.patch(address, {"collar_number": "88", "reason": "New"}, format="json", headers=at(carl.version))
    assert done.data["collar_number"] == "88", done.data
    linked = adam.post(
        f"{address}links/", {"email": cast.nora.email, "line_manager": None}, format="json",
        headers=at(done.data["version"]),
    )  # fmt: skip
    assert linked.data["email"] == cast.nora.email, linked.data


def test_a_struck_part_leaves_the_list_and_stands_under_struck(cast: Cast, cora: APIClient) -> None:
    una = young(cast)
    part = place(una, tolerated(cast), "young_person", starts_on=days_ago(4), by=fresh(cast.cora))
    address = f"/api/v1/people/{una.pk}/placements/"
    struck = cora.post(f"{address}{part.pk}/strike/", {"reason": "For Ula"}, format="json", headers=at(part.version))
    assert struck.data["struck_because"] == "For Ula", struck.data
    assert cora.get(f"{address}?purpose=running_scheme").data["results"] == []
    listed = cora.get(f"{address}struck/?purpose=running_scheme").data["results"]
    assert [one["id"] for one in listed] == [part.pk]
    again = cora.post(
        f"{address}{part.pk}/strike/", {"reason": "?"}, format="json", headers=at(struck.data["version"])
    )  # fmt: skip
    assert again.status_code == 409


def test_whether_a_carer_may_be_contacted_has_to_be_sent(cast: Cast, cora: APIClient) -> None:
    sent = {"adult": cast.people["fay"].pk, "relationship": "mother"}
    answer = cora.post(f"/api/v1/people/{young(cast).pk}/carers/", sent, format="json")
    assert answer.status_code == 422
    assert "contact" in answer.data["errors"]
