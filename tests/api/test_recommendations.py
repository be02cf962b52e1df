"""Recommendations through the API: the same rules as the pages, and the figures that the board shows."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.recommendations.models import Recommendation
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories import guidance
from tests.factories import recommendations as make
from tests.factories.casework import opened
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
ALL = "/api/v1/recommendations/"


@pytest.fixture
def lena(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.lena)


def at(held: Recommendation) -> str:
    return f"{ALL}{held.pk}/"


def send(client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def test_from_nothing_to_an_answer_that_a_chief_officer_approved(cast: Cast, lena: APIClient, caller: Caller) -> None:
    new = {
        "title": "Own accounts", "text": "Say it plainly.", "basis": "para_28a", "scope": "local",
        "recommended_by": "The IOPC", "addressee": "Northshire Police", "addressee_kind": "this_force",
        "made_on": make.day(-10).isoformat(),
    }  # fmt: skip
    assert send(caller(cast.aud), ALL, new).status_code == 403
    made = send(lena, ALL, new)
    assert made.status_code == 201, made.data
    (running,) = made.data["clocks"]
    assert running["rule_source"] == "Police Reform Act 2002 Sch 3 para 28B(2)"
    assert running["due_at"][:10] == make.day(45).isoformat()
    one, version = f"{ALL}{made.data['id']}/", made.data["version"]
    assert send(lena, f"{one}assign/", {"owner": cast.cora.pk}).status_code == 428
    given = send(lena, f"{one}assign/", {"owner": cast.cora.pk}, version)
    assert given.data["status"] == "owner_assigned"
    cora, mona = caller(cast.cora), caller(cast.mona)
    todo = {"what": "Revise the policy", "owner": cast.cora.pk, "due_on": make.day(9).isoformat()}
    added = send(cora, f"{one}actions/", todo).data
    assert added["actions"][0]["what"] == "Revise the policy"
    bare = send(cora, f"{one}steps/", {"verb": "draft"}, added["version"])
    assert (bare.status_code, set(bare.data["errors"])) == (422, {"position", "response_text"})
    answer = {"verb": "draft", "position": "accepted", "response_text": "It is revised."}
    # What is to be done is a part of the answer: who read it before that was added is told.
    assert send(cora, f"{one}steps/", answer, given.data["version"]).status_code == 412
    drafted = send(cora, f"{one}steps/", answer, added["version"])
    assert drafted.data["status"] == "drafting"
    approve = {"verb": "approve", "approved_as": "Deputy Chief Constable"}
    assert send(lena, f"{one}steps/", approve, drafted.data["version"]).status_code == 403
    assert send(mona, f"{one}steps/", approve, given.data["version"]).status_code == 412
    approved = send(mona, f"{one}steps/", approve, drafted.data["version"])
    assert (approved.data["status"], approved.data["approved_as"]) == (
        "chief_officer_approved", "Deputy Chief Constable"
    )  # fmt: skip
    again = send(mona, f"{one}steps/", approve, approved.data["version"])
    assert (again.status_code, "somebody may have been quicker" in str(again.data)) == (409, True)


def test_more_time_asked_for_too_late_is_refused_with_the_rule(cast: Cast, lena: APIClient) -> None:
    held = make.in_hand(cast, make.day(-60))
    asks = {
        "verb": "ask_extension", "asked_on": make.day(0).isoformat(), "wanted_until": make.day(9).isoformat(),
        "reason": "A survey",
    }  # fmt: skip
    answer = send(lena, f"{at(held)}steps/", asks, held.version)
    assert answer.status_code == 422
    assert "Police Reform Act 2002 Sch 3 para 28B(3)" in str(answer.data["errors"]["asked_on"])


def test_coverage_is_counted_as_it_is_read(cast: Cast, lena: APIClient, caller: Caller) -> None:
    guidance.placed(cast.people["brian"], tolerated(cast))
    version, held = guidance.in_force(cast), make.in_hand(cast)
    new = {
        "audience": "outside_official", "channel": "policy", "message": "It holds for all",
        "policy": version.document_id, "due_on": make.day(20).isoformat(),
    }  # fmt: skip
    made = send(lena, f"{at(held)}audiences/", new)
    (line,) = made.data["audiences"]
    assert (line["count"], line["reached"], line["share"]) == (1, 0, 0)
    told = {"told_on": make.day(0).isoformat(), "proof": "Minutes"}
    assert send(lena, f"{at(held)}audiences/{line['id']}/told/", told, line["version"]).data["least_reached"] == 0
    guidance.on_paper(cast, version, cast.people["carl"])
    guidance.services.acknowledge(version, by=cast.brian)
    assert lena.get(at(held)).data["least_reached"] == 100


def test_the_list_narrows_and_names_the_case_to_who_sees_it_alone(cast: Cast, lena: APIClient, caller: Caller) -> None:
    case = opened(cast)
    held = make.recorded(cast, case=case)
    aud = caller(cast.aud)
    assert aud.get(at(held)).status_code == 404
    assert send(lena, f"{at(held)}release/", version=held.version).status_code == 200
    assert lena.get(at(held)).data["case"] == case.reference
    assert aud.get(at(held)).data["case"] is None
    late = make.in_hand(cast, make.day(-60))
    refused = make.refused_by_them(cast)

    def numbers(asked: str) -> list[int]:
        return [one["id"] for one in aud.get(f"{ALL}?{asked}").data["results"]]

    assert numbers("overdue=true") == [late.pk]
    assert numbers("position=not_accepted") == [refused.pk]
    assert numbers("scope=national&status=not_accepted") == [refused.pk]
    (shown,) = aud.get(f"{ALL}?position=not_accepted").data["results"]
    assert (shown["standing"], shown["reasons"]) == ("refused", ["existing_rules"])


def test_something_to_do_is_given_to_somebody_else_with_a_reason(cast: Cast, lena: APIClient) -> None:
    held = make.in_hand(cast)
    todo = make.action(cast, held, owner=cast.ivy)
    address, asks = f"{at(held)}actions/{todo.pk}/give/", {"owner": cast.leo.pk, "reason": "She has left."}
    assert send(lena, address, asks).status_code == 428
    assert send(lena, address, {"owner": cast.leo.pk}, todo.version).status_code == 422
    unknown = send(lena, address, {**asks, "owner": cast.wes.pk}, todo.version)
    assert set(unknown.data["errors"]) == {"owner"}
    (now,) = send(lena, address, asks, todo.version).data["actions"]
    assert (now["owner"], now["version"]) == (cast.leo.pk, todo.version + 1)
    # Sent once more, it changes nothing and says so.
    assert send(lena, address, asks, todo.version).status_code == 412
