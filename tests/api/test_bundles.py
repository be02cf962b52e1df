"""Bundles, what failed one rule, and a concern from the rules, through the API: the same services as the pages."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.audit.models import Consultation
from safeguarding.cases.models import Case, ConcernDraft
from safeguarding.conversations.models import Bundle, BundleOpening, Message, MessageExport
from safeguarding.conversations.services.making import make_waiting
from tests.api.conftest import Caller
from tests.api.test_messages import _place, address, of_export, send
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.exports import read, whatsapp
from tests.factories.judged import asked
from tests.factories.messages import founding
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db
__all__ = ["_place"]


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def lena(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.lena)


@pytest.fixture
def export(case: Case, cast: Cast) -> MessageExport:
    return read(case, fresh(cast.lena), whatsapp(6))


def numbers(export: MessageExport, *positions: int) -> list[int]:
    found = Message.objects.filter(export=export, position__in=positions).order_by("position")
    return list(found.values_list("pk", flat=True))


def in_bundle(lena: APIClient, bundle: Bundle) -> list[int]:
    found = lena.get(address(bundle.case, "message-bundles", bundle.pk, "messages") + "&limit=2").data
    rows = found["results"]
    while found["next"]:
        found = lena.get(found["next"]).data
        rows += found["results"]
    return [one["id"] for one in rows]


def test_a_bundle_is_begun_filled_and_put_right(lena: APIClient, case: Case, export: MessageExport) -> None:
    late, early = numbers(export, 5)[0], numbers(export, 2, 3)
    made = send(lena, address(case, "message-bundles"), {"reference": "HO/1", "title": "March", "messages": [late]})
    assert made.status_code == 201, made.data
    assert (made.data["messages"], made.data["before"], made["ETag"]) == (1, 2, '"v2"')
    bundle = Bundle.objects.get()
    where = address(case, "message-bundles", bundle.pk)
    taken = send(lena, address(case, "message-bundles"), {"reference": "ho/1", "title": "Again"})
    assert list(taken.json()["errors"]) == ["reference"]
    put = address(case, "message-bundles", bundle.pk, "messages")
    assert send(lena, put, {"messages": [late, *early]}).data == {"count": 2}
    assert in_bundle(lena, bundle) == [*early, late], "in the order of time"
    assert list(send(lena, put, {"messages": [1_000_000_000]}).json()["errors"]) == ["messages"]
    out = address(case, "message-bundles", bundle.pk, "take-out")
    assert send(lena, out, {"messages": early[:1]}).data == {"count": 1}
    assert [one["messages"] for one in lena.get(address(case, "message-bundles")).data["results"]] == [2]
    stale = lena.patch(where, {"title": "April"}, format="json", headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    changed = lena.patch(where, {"title": "April"}, format="json", headers={"If-Match": lena.get(where)["ETag"]})
    assert (changed.data["title"], changed.data["before"]) == ("April", 2), changed.data


def test_a_document_is_made_and_taken_out_with_a_purpose(
    lena: APIClient, caller: Caller, case: Case, cast: Cast, export: MessageExport
) -> None:
    sent = {"reference": "HO/1", "title": "March", "messages": numbers(export, 2)}
    pk = send(lena, address(case, "message-bundles"), sent).data["id"]
    asked_for = send(lena, address(case, "message-bundles", pk, "make"), version=2)
    assert (asked_for.status_code, asked_for.data["status"]) == (201, "waiting")
    assert send(lena, address(case, "message-bundles", pk, "make"), version=2).status_code == 409, "one is being made"
    where = ("message-bundles", pk, "versions", 1)
    assert send(lena, address(case, *where, "open")).status_code == 409, "it is not made yet"
    make_waiting()
    told = lena.get(address(case, *where)).data
    assert (told["status"], told["problem"], told["openings"], told["destroyed_at"]) == ("made", "", [], None)
    assert send(lena, address(case, *where, "open", query="?purpose=other")).status_code == 422
    answer = lena.post(
        address(case, *where, "open", query="?purpose=other"), format="json",
        headers={"Accept": "application/octet-stream", "Purpose-Text": "Asked for by the caf%C3%A9"},
    )  # fmt: skip
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == answer["X-File-SHA256"] == told["sha256"]
    opening = BundleOpening.objects.get()
    assert (opening.opened_by_id, opening.purpose, opening.purpose_text) == (
        cast.lena.pk, "other", "Asked for by the café",
    )  # fmt: skip
    assert lena.get(address(case, *where)).data["openings"][0]["opened_by"]["id"] == cast.lena.pk
    assert caller(cast.mona).get(address(case, *where)).status_code == 404


def test_what_failed_a_rule_is_given_page_by_page_and_begins_a_concern(lena: APIClient, cast: Cast) -> None:
    case = a_case(cast)
    export, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    failed = of_export(export, "rules", "COM-15", "messages")
    assert lena.get(failed).status_code == 404, "nothing was asked yet"
    assert send(lena, of_export(export, "concern")).status_code == 409
    judgement = asked(export, fresh(cast.lena))
    found: list[dict[str, Any]] = []
    where = f"{failed}&limit=3"
    while where:
        page = lena.get(where).data
        found, where = found + page["results"], page["next"]
    said = {one["rule"]: one["failed"] for one in lena.get(of_export(export, "rules")).data["rules"]}
    assert len(found) == len({one["id"] for one in found}) == said["COM-15"] > 3
    assert all(one["severity"] == "critical" and one["reason"] and one["text"] for one in found)
    assert any("COM-21" in one["others"] for one in found)
    assert lena.get(of_export(export, "rules", "COM-99", "messages")).data["results"] == []
    begun = send(lena, of_export(export, "concern"))
    assert begun.status_code == 201, begun.data
    draft = ConcernDraft.objects.get()
    assert begun.data["key"] == str(draft.key)
    assert draft.owner == judgement.asked_by


def test_the_reason_is_written_down_and_stands_in_no_address(
    lena: APIClient, case: Case, export: MessageExport
) -> None:
    where = address(case, "message-exports", query="?purpose=other")
    for headers in ({}, {"Purpose-Text": "  "}, {"Purpose-Text": "x" * 201}, {"Purpose-Text": "%ff"}):
        assert list(lena.get(where, headers=headers).json()["errors"]) == ["purpose_text"], headers
    assert lena.get(where, headers={"Purpose-Text": "Asked by the court"}).status_code == 200
    assert Consultation.objects.latest("pk").purpose_text == "Asked by the court"
