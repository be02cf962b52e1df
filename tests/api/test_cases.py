"""Cases by program: the same rules as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from safeguarding.audit.models import Consultation
from safeguarding.cases.api.case_serializers import CaseHeaderSerializer
from safeguarding.cases.choices import PartyRole, Stage
from safeguarding.cases.models import Case, CaseGrant
from safeguarding.cases.services import access, casework, decisions, parties
from safeguarding.core import clock
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.casework import SECRETS, last_review, opened
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases/"
LISTS = ("chronology/", "decisions/", "links/", "access/", "access/who/", "conflicts/", "stage/")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    lena = fresh(cast.lena)
    casework.edit_header(case=case, by=lena, version=None, situation="Snowdrop.", safety_plan="Primrose.")
    return Case.objects.get(pk=case.pk)


def at(case: Case, rest: str = "") -> str:
    return f"{CASES}{case.reference}/{rest}"


def post(client: APIClient, address: str, etag: str = "", **body: Any) -> Any:
    headers = {"HTTP_IF_MATCH": etag} if etag else {}
    return client.post(address, body, format="json", **headers)


def test_the_list_gives_headers_of_what_the_caller_sees_with_the_next_clock(
    cast: Cast, case: Case, caller: Caller
) -> None:
    casework.restrict(case=opened(cast), reason="x", by=fresh(cast.sam))
    (row,) = caller(cast.leo).get(CASES).json()["results"]
    assert row["reference"] == case.reference
    assert row["next_clock"]["title"] == "Review the case"
    assert "situation" not in row
    assert caller(cast.pat).get(CASES).json()["results"] == []


def test_a_case_in_the_list_says_what_it_says_on_its_own(cast: Cast, case: Case, caller: Caller) -> None:
    """The list is written out by hand to be quick; the description is that of the serializer, so they must agree."""
    july = dt.datetime(2026, 7, 1, 9, 30, 15, 120_000, tzinfo=dt.UTC)
    a_case(cast, supervisor=None, opened_at=july, is_urgent=True, psd_unit=cast.psd)
    client = caller(cast.lena)
    rows = client.get(CASES).json()["results"]
    assert len(rows) == 2
    for row in rows:
        alone = client.get(f"{CASES}{row['reference']}/").json()
        assert set(row) == set(CaseHeaderSerializer.Meta.fields)
        assert row == {name: alone[name] for name in row}


def test_the_filters_are_those_of_the_page(cast: Cast, case: Case, caller: Caller) -> None:
    other = a_case(cast, owner=cast.leo, is_urgent=True)
    client = caller(cast.lena)
    today = clock.today().isoformat()
    for query, expected in (
        ("urgent=true", [other]), ("mine=true", [case]), ("mine=false", [other]), ("stage=closed", []),
        (f"q={other.reference[-5:]}", [other]), ("referral=lado", []), ("overdue=true", []), ("psd=true", []),
        (f"opened_from={today}&opened_to={today}&mine=true", [case]),
    ):  # fmt: skip
        found = {row["reference"] for row in client.get(f"{CASES}?{query}").json()["results"]}
        assert found == {one.reference for one in expected}, query
    assert client.get(f"{CASES}?stage=nonsense").status_code == 422
    assert client.get(f"{CASES}?opened_from=32").status_code == 422


def test_a_list_costs_the_same_for_one_case_and_for_sixty(cast: Cast, caller: Caller) -> None:
    client = caller(cast.lena)

    def cost() -> int:
        client.get(CASES)
        with CaptureQueriesContext(connection) as found:
            assert client.get(CASES).status_code == 200
        return len(found)

    a_case(cast)
    one = cost()
    for _ in range(59):
        a_case(cast)
    assert cost() == one
    assert one <= 12


def test_the_pages_of_the_list_hold_every_case_once_newest_first_and_back_again(cast: Cast, caller: Caller) -> None:
    cases = [a_case(cast) for _ in range(7)]
    same = cases[3].updated_at
    Case.objects.filter(pk__in=[case.pk for case in cases[2:6]]).update(updated_at=same)
    client = caller(cast.lena)
    expected = list(Case.objects.order_by("-updated_at", "pk").values_list("reference", flat=True))
    found, address = [], f"{CASES}?limit=2"
    while address:
        body = client.get(address).json()
        found += [row["reference"] for row in body["results"]]
        back, address = body["previous"], body["next"]
    assert found == expected
    assert [row["reference"] for row in client.get(back).json()["results"]] == expected[4:6]


def test_one_case_is_given_whole_to_who_may_read_it_and_the_reading_is_written_down(
    cast: Cast, case: Case, caller: Caller
) -> None:
    answer = caller(cast.lena).get(at(case))
    body = answer.json()
    assert (body["level"], body["situation"], len(body["concerns"])) == ("full", "Snowdrop.", 1)
    assert answer["ETag"] == f'"v{case.version}"'
    assert Consultation.objects.filter(object_type="case", actor_id=cast.lena.pk, page="api: case").count() == 1


@pytest.mark.parametrize("rest", ["", "parties/", *LISTS])
def test_who_sees_only_headers_gets_no_name_and_no_text_in_any_byte(
    cast: Cast, case: Case, caller: Caller, rest: str
) -> None:
    parties.add_party(
        case=case, role=PartyRole.UNIDENTIFIED, description="Bluebell", by=fresh(cast.lena),
        contact_preference="Through Primrose",
    )  # fmt: skip
    answer = caller(cast.mona).get(at(case, rest))
    assert answer.status_code == (200 if rest in ("", "parties/") else 403)
    assert [secret for secret in SECRETS if secret in answer.content.decode()] == []
    if rest == "parties/":
        assert [row["label"] for row in answer.json()["results"]] == ["Child A", "PCSO B", "Unidentified C"]


@pytest.mark.parametrize("rest", ["", "parties/", *LISTS])
def test_a_case_that_is_not_the_callers_answers_like_one_that_is_not_there(
    cast: Cast, case: Case, caller: Caller, rest: str
) -> None:
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    for user in (cast.pat, cast.lars, cast.wes, cast.root, cast.brian, cast.bella):
        client = caller(user)
        there, nowhere = client.get(at(case, rest)), client.get(f"{CASES}SC-2026-999999/{rest}")
        assert there.status_code == nowhere.status_code == 404
        assert {**there.json(), "request_id": ""} == {**nowhere.json(), "request_id": ""}


def test_a_header_is_changed_on_the_version_that_was_read(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    read = client.get(at(case))["ETag"]
    changed = {"situation": "Tulips."}
    assert client.patch(at(case), changed, format="json").status_code == 428
    assert client.patch(at(case), changed, format="json", HTTP_IF_MATCH=read).json()["situation"] == "Tulips."
    stale = client.patch(at(case), changed, format="json", HTTP_IF_MATCH=read)
    assert stale.status_code == 412
    assert stale.json()["current"]["situation"] == "Tulips."
    assert caller(cast.mona).patch(at(case), changed, format="json", HTTP_IF_MATCH=read).status_code == 403


def test_steps_are_taken_by_the_table_and_closing_says_what_is_left(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    assert [step["verb"] for step in client.get(at(case, "stage/")).json()["steps"]] == ["assess"]
    etag = post(client, at(case, "steps/"), client.get(at(case))["ETag"], verb="assess")["ETag"]
    refused = post(client, at(case, "steps/"), etag, verb="close", reason="Done")
    assert refused.status_code == 409
    assert "no review has been held" in refused.json()["detail"]
    checks = client.get(at(case, "stage/")).json()["checks"]
    assert [check["key"] for check in checks if not check["is_done"]] == ["review"]
    last_review(cast, case)
    assert post(client, at(case, "steps/"), etag, verb="close", reason="Done").json()["stage"] == Stage.CLOSED
    assert post(client, at(case, "steps/"), etag, verb="explode").status_code == 422


def test_owner_supervisor_and_restriction(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.sam)
    etag = client.get(at(case))["ETag"]
    answer = post(client, at(case, "owner/"), etag, user=cast.leo.pk, reason="Moves")
    assert answer.json()["owner"]["id"] == cast.leo.pk
    assert post(client, at(case, "owner/"), answer["ETag"], user=cast.wes.pk, reason="x").status_code == 422
    answer = post(client, at(case, "supervisor/"), answer["ETag"], user=cast.piers.pk, reason="PSD")
    assert answer.json()["supervisor"]["id"] == cast.piers.pk
    answer = post(caller(cast.leo), at(case, "restrict/"), answer["ETag"], reason="Close to the subject")
    assert answer.json()["is_restricted"] is True
    assert caller(cast.lena).get(at(case)).status_code == 404
    assert post(caller(cast.leo), at(case, "unrestrict/"), answer["ETag"], reason="Over").status_code == 200


def test_people_come_and_go_under_labels_that_are_never_given_again(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    added = post(client, at(case, "parties/"), role="witness", person=cast.people["bella"].pk)
    assert (added.status_code, added.json()["label"]) == (201, "Officer C")
    assert client.get(added["Location"]).json()["name"] == "Bella Bright"
    unknown = post(client, at(case, "parties/"), role="unidentified", kind="young_person", description="A friend")
    where = f"parties/{unknown.json()['id']}/"
    known = post(
        client, at(case, f"{where}identify/"), unknown["ETag"], person=cast.people["fay"].pk, role="young_person"
    )
    assert (known.json()["label"], known.json()["name"]) == ("Unidentified D", "Fay Fletcher")
    assert post(client, at(case, f"{where}remove/"), known["ETag"], reason="Not in it").status_code == 204
    again = post(client, at(case, "parties/"), role="young_person", person=cast.people["fay"].pk)
    assert again.json()["label"] == "Child E"
    assert post(client, at(case, "parties/"), role="witness", person=10**9).status_code == 422


def test_the_chronology_takes_entries_and_corrections(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    moment = (clock.now() - dt.timedelta(hours=1)).isoformat()
    entry = {"kind": "call", "text": "Called the mother.", "is_opinion": False, "precision": "exact"}
    assert post(client, at(case, "chronology/"), **entry).json()["errors"].keys() == {"happened_at"}
    first = post(client, at(case, "chronology/"), **entry, happened_at=moment).json()
    wrong = {**entry, "text": "Called the father.", "happened_at": moment}
    new = post(client, at(case, f"chronology/{first['id']}/correct/"), **wrong, reason="It was the father").json()
    assert new["corrects"] == first["id"]
    assert client.get(at(case, f"chronology/{first['id']}/")).json()["correction"] == new["id"]
    assert post(client, at(case, f"chronology/{first['id']}/correct/"), **wrong, reason="x").status_code == 409


def test_a_create_that_is_sent_twice_makes_one_decision(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    body = {"question": "Who?", "options": "A or B", "decision": "A", "reason": "B is away"}
    said = [client.post(at(case, "decisions/"), body, format="json", HTTP_IDEMPOTENCY_KEY="one") for _ in range(2)]
    assert [answer.json()["number"] for answer in said] == [2, 2]
    assert case.decisions.count() == 2
    assert client.get(at(case, "decisions/2/")).json()["reason"] == "B is away"


def test_a_link_is_given_only_to_who_may_read_both(cast: Cast, case: Case, caller: Caller) -> None:
    other = opened(cast)
    made = post(caller(cast.lena), at(case, "links/"), other=other.reference, reason="The same PCSO")
    assert made.json()["other"]["reference"] == other.reference
    assert caller(cast.leo).get(at(other, "links/")).json()["results"][0]["other"]["reference"] == case.reference
    casework.restrict(case=other, reason="x", by=fresh(cast.sam))
    assert caller(cast.leo).get(at(case, "links/")).json()["results"] == []
    link = f"links/{made.json()['id']}/remove/"
    assert post(caller(cast.leo), at(case, link), reason="x").status_code == 404
    assert post(caller(cast.lena), at(case, link), reason="Another PCSO").status_code == 204


def test_access_is_given_listed_and_taken_away(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    until = (clock.now() + dt.timedelta(days=7)).isoformat()
    body = {"user": cast.pat.pk, "kind": "access_case", "reason": "School meeting"}
    assert post(client, at(case, "access/"), **body).json()["errors"].keys() == {"expires_at"}
    given = post(client, at(case, "access/"), **body, expires_at=until)
    assert given.status_code == 201
    who = client.get(at(case, "access/who/")).json()
    assert {"id": cast.pat.pk, "name": "Pat Example"} in [person for way in who for person in way["people"]]
    assert post(caller(cast.pat), at(case, "access/"), **body, expires_at=until).status_code == 403
    assert post(client, at(case, f"access/{given.json()['id']}/revoke/"), reason="Over").status_code == 204
    assert caller(cast.pat).get(at(case)).status_code == 404


def test_an_emergency_by_program_tells_no_more_than_the_page(cast: Cast, case: Case, caller: Caller) -> None:
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    why = "The child is at the desk"
    client = caller(cast.bella)
    said = [
        post(client, f"{CASES}emergency/", reference=reference, reason=why).json()["errors"]
        for reference in (case.reference, "SC-2026-999999")
    ]
    assert said[0] == said[1]
    lars = caller(cast.lars)
    assert post(lars, f"{CASES}emergency/", reference=case.reference, reason=why).json()["level"] == "full"
    grant = CaseGrant.objects.get(user=cast.lars)
    answer = post(caller(cast.sam), at(case, f"access/{grant.pk}/review/"), note="It was right")
    assert answer.json()["review_note"] == "It was right"


def test_an_emergency_sent_again_gives_nothing_of_a_case_that_is_closed_to_the_caller(
    cast: Cast, case: Case, caller: Caller
) -> None:
    client, said = caller(cast.lars), {"reference": case.reference, "reason": "The child is at the desk"}
    key = {"HTTP_IDEMPOTENCY_KEY": "once-only"}
    assert "Snowdrop." in client.post(f"{CASES}emergency/", said, format="json", **key).content.decode()
    access.declare_conflict(case=case, user=cast.lars, reason="A friend", by=fresh(cast.sam))
    again = client.post(f"{CASES}emergency/", said, format="json", **key)
    assert again.status_code == 422
    assert "Snowdrop." not in again.content.decode()


def test_a_manager_gives_a_reason_and_reads(cast: Cast, case: Case, caller: Caller) -> None:
    answer = post(caller(cast.mona), at(case, "identify/"), reason="A complaint has come in")
    assert (answer.json()["level"], answer.json()["situation"]) == ("full", "Snowdrop.")


def test_conflicts_are_recorded_and_shown_by_who_decides_on_access(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    assert post(client, at(case, "conflicts/"), user=cast.leo.pk, reason="A neighbour").status_code == 204
    assert caller(cast.leo).get(at(case)).status_code == 404
    (row,) = client.get(at(case, "conflicts/")).json()["results"]
    assert (row["user"]["id"], row["reason"]) == (cast.leo.pk, "A neighbour")
    assert post(client, at(case, "conflicts/withdraw/"), user=cast.leo.pk, reason="A mistake").status_code == 204
    assert caller(cast.leo).get(at(case)).status_code == 200


def test_bad_input_is_said_by_field(cast: Cast, case: Case, caller: Caller) -> None:
    client = caller(cast.lena)
    decisions.add_decision(case=case, question="q", options="o", decision="d", reason="r", by=fresh(cast.lena))
    for rest, body in (
        ("decisions/", {"question": "x" * 301, "options": "", "decision": [], "reason": None}),
        ("chronology/", {"kind": "system", "text": "", "precision": "sometime", "happened_at": "2026-02-30"}),
        ("links/", {"other": "x" * 21}),
        ("access/", {"user": -1, "kind": "break_glass_case"}),
        ("parties/", {"role": "king", "person": "me"}),
    ):  # fmt: skip
        answer = post(client, at(case, rest), **body)
        assert answer.status_code == 422, rest
        assert answer.json()["errors"], rest
    assert access.case_grants(case).count() == 2
