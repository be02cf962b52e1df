"""Policies through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.core import clock
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories import guidance as make
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
POLICIES, VERSIONS = "/api/v1/policies/", "/api/v1/policy-versions/"
CAMPAIGNS, GROUPS, MINE = "/api/v1/policy-campaigns/", "/api/v1/audience-groups/", "/api/v1/my-acknowledgements/"


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


@pytest.fixture
def brian(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.brian)


def post(client: APIClient, address: str, sent: dict[str, Any], version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent, format="json", headers=headers)


def test_from_a_title_to_people_who_are_asked(cast: Cast, cora: APIClient, brian: APIClient) -> None:
    made = post(cora, POLICIES, {"title": "Guidelines", "owner": "A chief", "meets": "communication_guidelines"})
    assert made.status_code == 201
    assert made.data["key"] == "communication_guidelines"
    words = {"summary": "First", "text": "In the open.", "question": "?", "answers": ["a", "b"], "right_answer": 2}
    draft = post(cora, f"{POLICIES}{made.data['id']}/versions/", words)
    assert draft.status_code == 201, draft.data
    pk = draft.data["id"]
    assert brian.get(f"{VERSIONS}{pk}/").status_code == 404
    sent = {"effective_from": clock.today().isoformat(), "approved_by": "A chief"}
    assert post(cora, f"{VERSIONS}{pk}/publish/", sent).status_code == 428
    published = post(cora, f"{VERSIONS}{pk}/publish/", sent, draft.data["version"])
    assert published.data["status"] == "in_force"
    asked = {"audiences": [{"kind": "person_type", "value": "pcso"}], "due_on": make.days_on(9).isoformat()}
    campaign = post(cora, f"{VERSIONS}{pk}/campaigns/", asked)
    assert campaign.data["state"] == "prepared"
    address = f"{CAMPAIGNS}{campaign.data['id']}/"
    assert cora.get(f"{address}reach/").data["count"] == 2
    assert post(cora, f"{address}open/", {}, campaign.data["version"]).data["state"] == "open"
    assert "right_answer" not in brian.get(f"{VERSIONS}{pk}/").data
    wrong = post(brian, f"{VERSIONS}{pk}/acknowledge/", {"choice": 1})
    assert (wrong.status_code, wrong.data) == (200, {"is_acknowledged": False, "attempts": 1})
    right = post(brian, f"{VERSIONS}{pk}/acknowledge/", {"choice": 2})
    assert right.data == {"is_acknowledged": True, "attempts": 2}
    assert [row["title"] for row in brian.get(MINE).data["results"]] == ["Guidelines"]
    assert cora.get(MINE).data["results"] == []


def test_a_draft_is_changed_as_a_whole_and_what_was_published_is_not(cast: Cast, cora: APIClient) -> None:
    draft = make.drafted(cast)
    sent = {"summary": "Again", "link": "https://example.org/policy"}
    headers = {"If-Match": '"v1"'}
    changed = cora.patch(f"{VERSIONS}{draft.pk}/", sent, format="json", headers=headers)
    assert (changed.data["text"], changed.data["link"]) == ("", "https://example.org/policy")
    version = make.in_force(cast, make.policy(cast, "Another"))
    headers = {"If-Match": f'"v{version.version}"'}
    assert cora.patch(f"{VERSIONS}{version.pk}/", sent, format="json", headers=headers).status_code == 409


def test_coverage_is_asked_for_any_past_day(cast: Cast, cora: APIClient, brian: APIClient) -> None:
    make.placed(cast.people["carl"], tolerated(cast, "Primary school scheme", ago=30), since=20)
    version = make.in_force(cast, since=days_ago(30))
    sent = {"person": cast.people["carl"].pk, "acknowledged_on": days_ago(5).isoformat(), "evidence": "A sheet"}
    assert post(cora, f"{VERSIONS}{version.pk}/paper/", sent).status_code == 204
    address = f"{VERSIONS}{version.pk}/coverage/"
    found = cora.get(address, {"on": days_ago(10).isoformat()}).data
    assert (found["outside"]["count"], found["outside"]["missing"]) == (1, 1)
    assert found["schemes"][0]["name"] == "Primary school scheme"
    assert cora.get(address).data["outside"]["missing"] == 0
    assert cora.get(address, {"on": make.days_on(1).isoformat()}).status_code == 422
    assert cora.get(address, {"on": "yesterday"}).status_code == 422
    assert brian.get(address).status_code == 403


def test_a_person_of_another_force_is_nobody(cast: Cast, cora: APIClient) -> None:
    sent = {"person": 999_999, "tag": "apprentice", "starts_on": clock.today().isoformat()}
    answer = post(cora, GROUPS, sent)
    assert answer.status_code == 422
    assert "person" in answer.data["errors"]


def test_a_group_is_joined_and_left(cast: Cast, cora: APIClient) -> None:
    sent = {"person": cast.people["carl"].pk, "tag": "apprentice", "starts_on": days_ago(3).isoformat()}
    made = post(cora, GROUPS, sent)
    assert made.status_code == 201
    left = post(cora, f"{GROUPS}{made.data['id']}/leave/", {"ends_on": days_ago(1).isoformat()}, 1)
    assert left.data["ends_on"] == days_ago(1).isoformat()


def test_everybody_finds_what_is_in_force_and_no_draft(cast: Cast, brian: APIClient) -> None:
    version = make.in_force(cast)
    make.drafted(cast, version.document)
    make.drafted(cast, make.policy(cast, "Another"))
    assert [row["title"] for row in brian.get(POLICIES).data["results"]] == ["Social media"]
    (one,) = brian.get(f"{POLICIES}{version.document_id}/").data["versions"]
    assert one["id"] == version.pk
    assert brian.get(VERSIONS, {"status": "draft"}).data["results"] == []


def test_a_line_manager_records_a_talk_and_finds_it(cast: Cast, cora: APIClient, caller: Caller) -> None:
    bella, version = caller(cast.bella), make.in_force(cast)
    address = f"/api/v1/policy-versions/{version.pk}/talks/"
    brian = cast.people["brian"].pk
    said = {"person": brian, "talked_on": str(clock.today()), "answered": "Understood."}
    made = post(bella, address, said)
    assert made.status_code == 201, made.json()
    assert made.json()["talked_by"] == cast.people["bella"].pk
    assert post(bella, address, {**said, "person": cast.people["carl"].pk}).status_code == 403
    found = cora.get("/api/v1/policy-talks/").json()["results"]
    assert [one["person"] for one in found] == [brian]
    line = next(one for one in cora.get(f"/api/v1/policy-versions/{version.pk}/coverage/").json()["lines"]
                if one["key"] == "all_staff")  # fmt: skip
    assert (line["reached"], line["talked"]) == (0, 1)
