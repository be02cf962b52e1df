"""Risk assessments and the risk register through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.risk.models import RiskAssessment, RiskRegisterEntry
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.risk import a_draft, a_risk, approved, in_days, submitted
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
ASSESSMENTS, ENTRIES = "/api/v1/risk-assessments/", "/api/v1/risk-entries/"
HAZARD = {
    "hazard": "Traffic", "who": "Those on foot", "likelihood": 3, "impact": 4, "controls": "An adult at the gate",
    "likelihood_after": 1, "impact_after": 4,
}  # fmt: skip


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


@pytest.fixture
def mona(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.mona)


def send(client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def test_from_nothing_to_approved(cast: Cast, cora: APIClient, mona: APIClient) -> None:
    scheme = tolerated(cast)
    made = send(cora, ASSESSMENTS, {"scheme": scheme.pk, "kind": "venue", "title": "Hall", "venue_name": "Hall"})
    assert made.status_code == 201, made.data
    at = f"{ASSESSMENTS}{made.data['id']}/"
    assert made["Location"].endswith(at)
    assert send(cora, f"{at}hazards/", HAZARD).status_code == 428
    added = send(cora, f"{at}hazards/", HAZARD, made.data["version"])
    assert added.data["hazards"][0]["before"] == {"likelihood": 3, "impact": 4, "score": 12, "band": "high"}
    sent = send(cora, f"{at}submit/", version=added.data["version"])
    review = {"review_on": in_days(90).isoformat()}
    assert send(cora, f"{at}approve/", review, sent.data["version"]).status_code == 403
    answer = send(mona, f"{at}approve/", review, sent.data["version"])
    assert (answer.status_code, answer.data["status"], answer.data["approved_by"]) == (200, "approved", cast.mona.pk)
    venues = cora.get("/api/v1/venues/").data["results"]
    assert [venue["name"] for venue in venues] == ["Hall"]


def test_a_hazard_is_changed_and_removed_in_a_draft_alone(cast: Cast, cora: APIClient) -> None:
    held = a_draft(tolerated(cast), cast.cora)
    at = f"{ASSESSMENTS}{held.pk}/hazards/{held.hazards.get().pk}/"
    worse = send(cora, f"{at}change/", {**HAZARD, "likelihood_after": 5}, held.version)
    assert worse.status_code == 422
    changed = send(cora, f"{at}change/", {**HAZARD, "controls": "A barrier"}, held.version)
    assert changed.data["hazards"][0]["controls"] == "A barrier"
    assert send(cora, f"{at}remove/", version=changed.data["version"]).data["hazards"] == []
    done = approved(cast, tolerated(cast, "Another club"))
    at = f"{ASSESSMENTS}{done.pk}/hazards/"
    assert send(cora, at, HAZARD, done.version).status_code == 409


def test_sent_back_copied_and_withdrawn(cast: Cast, cora: APIClient, mona: APIClient) -> None:
    done = approved(cast, tolerated(cast))
    new = send(cora, f"{ASSESSMENTS}{done.pk}/next-version/")
    assert (new.status_code, new.data["number"], new.data["replaces"]) == (201, 2, done.pk)
    at = f"{ASSESSMENTS}{new.data['id']}/"
    changed = cora.patch(at, {"title": "Weekly, with the river"}, format="json", headers={"If-Match": '"v1"'})
    assert changed.data["title"] == "Weekly, with the river"
    sent = send(cora, f"{at}submit/", version=changed.data["version"])
    back = send(mona, f"{at}refuse/", {"reason": "No word of water"}, sent.data["version"])
    assert (back.data["status"], back.data["refused_because"]) == ("draft", "No word of water")
    gone = send(cora, f"{at}withdraw/", {"reason": "Not needed"}, back.data["version"])
    assert gone.data["status"] == "withdrawn"


def test_an_activity_is_copied_for_another(cast: Cast, cora: APIClient) -> None:
    held = approved(cast, tolerated(cast), kind="activity")
    made = send(cora, f"{ASSESSMENTS}{held.pk}/copy/", {"title": "Next year"})
    assert (made.status_code, made.data["title"], len(made.data["hazards"])) == (201, "Next year", 1)


def test_the_list_of_assessments_narrows(cast: Cast, cora: APIClient) -> None:
    scheme = tolerated(cast)
    approved(cast, scheme)
    a_draft(tolerated(cast, "Another club"), cast.cora)
    found = cora.get(ASSESSMENTS, {"scheme": scheme.pk, "status": "approved"}).data["results"]
    assert [row["scheme"] for row in found] == [scheme.pk]
    assert RiskAssessment.objects.count() == 2


def test_a_risk_is_raised_looked_at_and_closed(cast: Cast, cora: APIClient) -> None:
    sent = {"title": "Lifts", "description": "In cars", "likelihood": 4, "impact": 4}
    made = send(cora, ENTRIES, sent)
    assert (made.status_code, made.data["rating"]["band"]) == (201, "very_high")
    at = f"{ENTRIES}{made.data['id']}/"
    owned = cora.patch(at, {"owner": cast.sam.pk}, format="json", headers={"If-Match": '"v1"'})
    assert (owned.data["owner"], owned.data["title"]) == (cast.sam.pk, "Lifts")
    acted = send(cora, f"{at}actions/", {"what": "Write", "owner": cast.sam.pk, "due_on": in_days(5).isoformat()})
    action = acted.data["actions"][0]
    closing = {"outcome": "closed", "reason": "No more lifts", "likelihood": 1, "impact": 4}
    assert send(cora, f"{at}look/", closing, owned.data["version"]).status_code == 409
    done = send(cora, f"{at}actions/{action['id']}/finish/", {"evidence": "Sent"}, action["version"])
    assert done.data["actions"][0]["evidence"] == "Sent"
    closed = send(cora, f"{at}look/", closing, done.data["version"])
    assert (closed.data["status"], closed.data["closed_because"]) == ("closed", "No more lifts")


def test_something_to_do_is_dropped(cast: Cast, cora: APIClient) -> None:
    at = f"{ENTRIES}{a_risk(cast, by=cast.lena).pk}/"
    acted = send(cora, f"{at}actions/", {"what": "Write", "owner": cast.sam.pk, "due_on": in_days(5).isoformat()})
    action = acted.data["actions"][0]
    answer = send(cora, f"{at}actions/{action['id']}/drop/", {"reason": "Not needed"}, action["version"])
    assert answer.data["actions"][0]["dropped_because"] == "Not needed"


def test_nobody_is_named_who_has_no_part(cast: Cast, cora: APIClient) -> None:
    entry = a_risk(cast, by=cast.lena)
    for owner in (cast.wes.pk, cast.nora.pk):
        sent = {"what": "Write", "owner": owner, "due_on": in_days(5).isoformat()}
        assert send(cora, f"{ENTRIES}{entry.pk}/actions/", sent).status_code == 422


def test_the_register_narrows_by_size(cast: Cast, cora: APIClient) -> None:
    a_risk(cast, by=cast.lena, likelihood=1, impact=1)
    large = a_risk(cast, by=cast.lena, likelihood=5, impact=5)
    found = cora.get(ENTRIES, {"band": "very_high"}).data["results"]
    assert [row["id"] for row in found] == [large.pk]
    assert cora.get(ENTRIES, {"overdue": "true"}).data["results"] == []
    assert RiskRegisterEntry.objects.count() == 2


def test_others_raise_nothing_and_see_nothing(cast: Cast, caller: Caller) -> None:
    a_risk(cast, by=cast.lena)
    pat = caller(cast.pat)
    assert send(pat, ENTRIES, {"title": "A", "description": "B", "likelihood": 1, "impact": 1}).status_code == 403
    assert pat.get(ENTRIES).data["results"] == []


def test_an_approval_on_paper_is_recorded(cast: Cast, cora: APIClient, mona: APIClient) -> None:
    held = submitted(tolerated(cast, ago=300), cast.cora)
    said = {
        "approved_on": str(in_days(-100)), "review_on": str(in_days(100)), "signed_by": "Chief Inspector North",
        "evidence": "Signed original", "late_reason": "Kept on paper until now",
    }  # fmt: skip
    address = f"/api/v1/risk-assessments/{held.pk}/approve-on-paper/"
    assert send(cora, address, said, held.version).status_code == 403
    done = send(mona, address, said, held.version)
    assert done.status_code == 200, done.json()
    assert (done.json()["status"], done.json()["written_down_on"]) == ("approved", str(in_days(0)))
    found = cora.get("/api/v1/risk-assessments/?q=traffic").json()["results"]
    assert [one["id"] for one in found] == [held.pk]
    assert cora.get("/api/v1/risk-entries/?q=nothing").json()["results"] == []
