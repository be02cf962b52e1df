"""Triage by program: the same rules as the pages, one shape for every refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import Indicator, Route
from safeguarding.cases.models import Case, Concern, PatternReview, ThresholdDecision
from safeguarding.cases.services import triage
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.triage import ADULT, CHILD, STORY, a_waiting_concern

pytestmark = pytest.mark.django_db
SECRET = (Indicator.ASKS_SECRECY, Indicator.AFFECTION)
CONCERNS = "/api/v1/concerns/"


def at(concern: Concern, verb: str = "") -> str:
    return f"{CONCERNS}{concern.reference}/{verb + '/' if verb else ''}"


def match(concern: Concern) -> dict[str, str]:
    return {"HTTP_IF_MATCH": f'"v{concern.version}"', "format": "json"}


def decision(**more: Any) -> dict[str, Any]:
    return {"route": "case_psd", "rationale": "Secret messages to a child", **more}


def about_brian(cast: Cast, *indicators: str) -> Concern:
    return a_waiting_concern(cast, *indicators, people=[(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])])


def test_the_list_says_how_each_stands_and_no_word_of_what_was_told(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    answer = caller(cast.lena).get(CONCERNS, {"queue": "new"})
    (row,) = answer.json()["results"]
    assert (row["reference"], row["status"], row["route"]) == (concern.reference, "new", "")
    assert row["due_at"]
    assert STORY not in answer.content.decode()
    assert caller(cast.lena).get(CONCERNS, {"queue": "urgent"}).json()["results"] == []
    assert caller(cast.lena).get(CONCERNS, {"queue": "burning"}).status_code == 422


def test_one_concern_is_read_and_the_reading_written_down(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    answer = caller(cast.lena).get(at(concern))
    body = answer.json()
    assert body["told"]["what_happened"] == STORY
    assert {party["name"] for party in body["told"]["parties"]} == {"Ann Archer", "Carl Cooper"}
    assert body["told"]["indicators"] == ["asks_for_secrecy", "expresses_affection"]
    assert "Pat" not in answer.content.decode()
    assert answer["ETag"] == f'"v{concern.version}"'
    assert Consultation.objects.get().object_label == concern.reference
    concern.refresh_from_db()
    assert concern.looked_at


def test_a_manager_gets_numbers_and_null(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    mona = caller(cast.mona)
    body = mona.get(at(concern)).json()
    assert (body["reference"], body["told"], body["decision"]) == (concern.reference, None, None)
    for verb in ("proposal", "earlier", "reporter"):
        assert mona.get(at(concern, verb)).status_code == 403
    assert mona.post(at(concern, "decide"), decision(), **match(concern)).status_code == 403


@pytest.mark.parametrize("name", ["bella", "brian", "pat", "lars", "wes", "ivy", "aud", "adam", "root", "nora"])
def test_who_may_not_see_it_finds_what_is_not_there(cast: Cast, caller: Caller, name: str) -> None:
    concern = about_brian(cast, *SECRET)
    program = caller(cast.users[name])
    assert program.get(CONCERNS).json().get("results", []) == []
    for verb in ("", "proposal", "earlier", "reporter"):
        there, nowhere = program.get(at(concern, verb)), program.get(at(concern, verb).replace("C-2026", "C-1999"))
        assert there.status_code == nowhere.status_code
        assert there.status_code in (403, 404)
        assert {**there.json(), "request_id": ""} == {**nowhere.json(), "request_id": ""}
    for verb in ("decide", "ask", "indicators", "split", "join"):
        assert program.post(at(concern, verb), decision(), **match(concern)).status_code in (403, 404)
    assert not ThresholdDecision.objects.exists()


def test_the_proposal_with_the_callers_answers_and_the_clocks(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast)
    lena = caller(cast.lena)
    assert lena.get(at(concern, "proposal")).json()["proposal"]["threshold"] == "unclear"
    answered = {"may_pose_a_risk_of_harm_to_children": "yes"}
    body = lena.get(at(concern, "proposal"), answered).json()
    assert body["proposal"]["threshold"] == "met"
    assert {clock["rule"] for clock in body["clocks"]} == {"lado_referral", "case_review", ""}
    assert lena.get(at(concern, "proposal"), {"may_pose_a_risk_of_harm_to_children": "perhaps"}).status_code == 422


def test_deciding(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    lena = caller(cast.lena)
    answer = lena.post(at(concern, "decide"), decision(owner=cast.leo.pk), **match(concern))
    assert answer.status_code == 201
    body, case = answer.json(), Case.objects.get()
    assert (body["case"], body["threshold"], body["is_abuse_of_position"]) == (case.reference, "met", True)
    assert case.owner == cast.leo
    assert lena.get(at(concern)).json()["decision"]["rationale"] == "Secret messages to a child"
    late = caller(cast.leo).post(at(concern, "decide"), decision(), **match(concern))
    assert late.status_code == 409
    assert "Lena Example decided" in late.json()["detail"]


def test_the_version_is_asked_for_and_held_to(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    lena = caller(cast.lena)
    assert lena.post(at(concern, "decide"), decision(), format="json").status_code == 428
    stale = lena.post(at(concern, "decide"), decision(), HTTP_IF_MATCH='"v99"', format="json")
    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == concern.version


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (decision(route="joined"), "route"),
        (decision(route=None), "route"),
        (decision(rationale="  "), "rationale"),
        (decision(rationale="x" * 100_001), "rationale"),
        (decision(rationale=["x"]), "rationale"),
        (decision(route="nfa"), "disagreement"),
        (decision(route="nfa", disagreement="mistaken"), "lado_consulted"),
        (decision(owner=10**30), "owner"),
        (decision(owner=1), "owner"),
        (decision(review_in_days=0), "review_in_days"),
        (decision(first_clear_at="2199-01-01T10:00:00Z"), "first_clear_at"),
        (decision(first_clear_at="soon"), "first_clear_at"),
        (decision(answers={"may_pose_a_risk_of_harm_to_children": "perhaps"}), "answers"),
    ],
)
def test_what_cannot_be_is_said_by_field(cast: Cast, caller: Caller, sent: dict[str, Any], field: str) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    answer = caller(cast.lena).post(at(concern, "decide"), sent, **match(concern))
    assert answer.status_code == 422
    assert any(name.split(".")[0] == field for name in answer.json()["errors"])
    assert not ThresholdDecision.objects.exists()


def test_joining_asking_noting_and_splitting(cast: Cast, caller: Caller) -> None:
    case = triage.decide(
        a_waiting_concern(cast, *SECRET),
        triage.Verdict(route=Route.CASE_PSD, rationale="x"),
        version=None,
        by=fresh(cast.lena),
    ).case
    assert case
    lena, concern = caller(cast.lena), a_waiting_concern(cast, *SECRET)
    asked = lena.post(at(concern, "ask"), {"text": "Which evening?"}, **match(concern))
    assert asked.status_code == 201
    concern.refresh_from_db()
    noted = lena.post(at(concern, "indicators"), {"indicators": ["child_reports_fear"]}, **match(concern))
    assert "child_reports_fear" in noted.json()["told"]["indicators"]
    concern.refresh_from_db()
    parties = [concern.parties.get(person=cast.people["carl"]).pk]
    split = lena.post(at(concern, "split"), {"parties": parties, "about": "About him"}, **match(concern))
    assert split.status_code == 201
    assert split["Location"].endswith(f"{split.json()['reference']}/")
    assert split.json()["told"]["split_from"] == concern.reference
    concern.refresh_from_db()
    wrong = lena.post(at(concern, "join"), {"case": "SC-2026-999999", "rationale": "x"}, **match(concern))
    assert wrong.json()["errors"] == {"case": ["There is no open case with this reference that you work on."]}
    joined = lena.post(at(concern, "join"), {"case": case.reference, "rationale": "Same PCSO"}, **match(concern))
    assert (joined.status_code, joined.json()["case"]) == (201, case.reference)


def test_splitting_off_somebody_of_another_concern_is_refused(cast: Cast, caller: Caller) -> None:
    concern, other = a_waiting_concern(cast), a_waiting_concern(cast)
    sent = {"parties": [other.parties.first().pk], "about": "x"}  # type: ignore[union-attr]  # it has two
    assert caller(cast.lena).post(at(concern, "split"), sent, **match(concern)).status_code == 422


def test_who_reported_it_is_a_route_of_its_own(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast)
    assert caller(cast.lena).get(at(concern, "reporter")).json()["name"] == "Pat Example"
    assert Consultation.objects.get().object_type == "reporteridentity"


def test_a_key_that_may_only_read_decides_nothing(cast: Cast, caller: Caller) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    answer = caller(cast.lena, scopes=("read",)).post(at(concern, "decide"), decision(), **match(concern))
    assert answer.status_code == 403


def test_patterns(cast: Cast, caller: Caller) -> None:
    for _ in range(2):
        concern = about_brian(cast, Indicator.WELLBEING_OPENER)
        triage.decide(concern, triage.Verdict(route=Route.LOW_LEVEL, rationale="x"), version=None, by=fresh(cast.lena))
    review, lena = PatternReview.objects.get(), caller(cast.lena)
    address = f"/api/v1/patterns/{review.pk}/"
    assert address == reverse("api:pattern-detail", args=[review.pk])
    (row,) = lena.get("/api/v1/patterns/").json()["results"]
    assert row["count"] == 2
    body = lena.get(address).json()
    assert len(body["concerns"]) == 2
    for name in ("bella", "brian", "lars", "mona"):
        assert caller(cast.users[name]).get(address).status_code in (403, 404)
        assert caller(cast.users[name]).get("/api/v1/patterns/").json().get("results", []) == []
    sent = {"route": "case", "rationale": "Together it is more"}
    assert lena.post(f"{address}decide/", sent, format="json").status_code == 428
    made = lena.post(f"{address}decide/", sent, HTTP_IF_MATCH=lena.get(address)["ETag"], format="json")
    assert (made.status_code, made.json()["route"]) == (200, "case")
    assert Case.objects.get().case_concerns.count() == 2
