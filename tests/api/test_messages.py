"""Messages through the API: the same services as the pages, a purpose at every look, pages that hold at any length."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rest_framework.test import APIClient

from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant
from safeguarding.conversations.services import looking
from safeguarding.conversations.services.judging import judge_waiting
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.evidence import a_file, an_exhibit
from tests.factories.exports import an_exhibit_file, read, spoil, whatsapp
from tests.factories.messages import founding
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db
WHY = "?purpose=case_work"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def lena(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.lena)


def address(case: Case, *more: object, query: str = WHY) -> str:
    return f"/api/v1/cases/{case.reference}/" + "".join(f"{part}/" for part in more) + query


def of_export(export: MessageExport, *more: object, query: str = WHY) -> str:
    return address(export.case, "message-exports", export.pk, *more, query=query)


def messages(export: MessageExport, *more: object, query: str = WHY) -> str:
    conversation = Conversation.objects.get(export=export)
    return of_export(export, "conversations", conversation.pk, "messages", *more, query=query)


def send(client: APIClient, where: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(where, sent or {}, format="json", headers=headers)


def positions(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.data
    return [one["position"] for one in answer.data["results"]]


def test_every_look_needs_a_purpose_and_is_written_down(lena: APIClient, case: Case, cast: Cast) -> None:
    export = read(case, fresh(cast.lena), whatsapp(3))
    for where in (
        address(case, "message-exports", query=""), of_export(export, query=""), messages(export, query=""),
        of_export(export, "participants", query=""), address(case, "message-findings", query=""),
        messages(export, query="?purpose=curiosity"),
    ):  # fmt: skip
        assert lena.get(where).json()["errors"] == {
            "purpose": ["Say why you read this: one of the purposes named in the description."]
        }
    before = Consultation.objects.count()
    assert positions(lena.get(messages(export))) == [1, 2, 3]
    seen = Consultation.objects.order_by("-pk")[: Consultation.objects.count() - before]
    assert [(one.object_id, one.purpose, one.page) for one in seen] == [(case.pk, "case_work", "api: case messages")]


def test_pages_go_on_and_back_and_none_is_left_out_or_given_twice(lena: APIClient, case: Case, cast: Cast) -> None:
    export = read(case, fresh(cast.lena), whatsapp(250))
    found, where = [], messages(export, query=f"{WHY}&limit=60")
    while where:
        answer = lena.get(where)
        found += positions(answer)
        where, back = answer.data["next"], answer.data["previous"]
    assert found == list(range(1, 251))
    assert positions(lena.get(back)) == list(range(181, 241))
    first = lena.get(messages(export, query=f"{WHY}&limit=60"))
    assert first.data["previous"] is None
    second = lena.get(first.data["next"])
    again = lena.get(second.data["previous"])
    assert (positions(again), again.data["previous"]) == (positions(first), None)
    assert lena.get(messages(export, query=f"{WHY}&cursor=x")).status_code == 422


def test_a_thousand_messages_without_a_time_are_given_page_by_page(lena: APIClient, case: Case, cast: Cast) -> None:
    """All of them have one place in time: a cursor that counted within it would lose its way."""
    export = read(case, fresh(cast.lena), whatsapp(2))
    thread = Conversation.objects.get(export=export)
    Message.objects.bulk_create(
        Message(export=export, conversation=thread, position=number, kind="text", text="?", raw="?", place="x")
        for number in range(3, 2_503)
    )
    found, where, costs = [], messages(export, query=f"{WHY}&limit=200"), set()
    lena.get(where)
    while where:
        with CaptureQueriesContext(connection) as ran:
            answer = lena.get(where)
        costs.add(len(ran))
        found += positions(answer)
        where = answer.data["next"]
    assert found == [*range(3, 2_503), 1, 2], "what has no time stands before all"
    assert len(costs) == 1


def test_messages_are_narrowed_and_searched_in_the_body(lena: APIClient, case: Case, cast: Cast) -> None:
    export = read(case, fresh(cast.lena), whatsapp(250))
    sender = Participant.objects.filter(export=export).first()
    assert sender is not None
    of_one = lena.get(messages(export, query=f"{WHY}&sender={sender.pk}&limit=200")).data["results"]
    assert {one["sender"] for one in of_one} == {sender.pk}
    assert {one["label"] for one in of_one} == {f"Unidentified {sender.number}"}
    assert lena.get(messages(export, query=f"{WHY}&kind=poem")).status_code == 422
    assert positions(lena.get(messages(export, query=f"{WHY}&kind=call"))) == []
    hits = send(lena, messages(export, "search"), {"words": "message 240"})
    assert positions(hits) == [241]
    exact = send(lena, messages(export, "search", query=f"{WHY}&limit=5"), {"words": "ssage 24", "is_exact": True})
    assert positions(exact) == [25, 241, 242, 243, 244]
    assert positions(send(lena, exact.data["next"], {"words": "ssage 24", "is_exact": True})) == list(range(245, 250))
    assert send(lena, messages(export, "search"), {}).status_code == 422


def test_one_message_says_what_stands_in_the_file_and_goes_into_the_chronology(
    lena: APIClient, case: Case, cast: Cast
) -> None:
    export = read(case, fresh(cast.lena), whatsapp(3))
    message = Message.objects.filter(export=export, position=2).get()
    told = lena.get(messages(export, message.pk)).data
    assert (told["raw"], told["place"]) == (message.raw, message.place)
    made = send(lena, messages(export, message.pk, "chronology"))
    assert made.status_code == 201, made.data
    assert message.text in ChronologyEntry.objects.get(pk=made.data["id"]).text


def test_a_file_is_read_once_and_says_how_far_it_is(lena: APIClient, case: Case, cast: Cast) -> None:
    row = a_file(an_exhibit(case), data=whatsapp(3), name="chat.txt")
    made = send(lena, address(case, "message-exports"), {"file": row.pk})
    assert made.status_code == 201, made.data
    assert (made.data["status"], made.data["format"], made.data["percent"]) == ("waiting", "whatsapp", 0)
    assert made["ETag"] == '"v1"'
    assert send(lena, address(case, "message-exports"), {"file": row.pk}).status_code == 200, "nothing was added"
    assert MessageExport.objects.count() == 1
    told = send(lena, address(case, "message-exports"), {"file": 1_000_000}).json()
    assert told["errors"] == {"file": ["Choose a file of an exhibit of this case"]}
    own = of_export(MessageExport.objects.get(), "answer")
    assert send(lena, own, {"day_order": "day_first"}, 1).status_code == 409, "it asks nothing"
    assert send(lena, of_export(MessageExport.objects.get(), "again"), {}, 1).status_code == 409


def test_a_file_that_is_not_what_was_handed_in_is_409_and_the_alarm_stays_on_record(
    lena: APIClient, case: Case, cast: Cast
) -> None:
    file = an_exhibit_file(case, cast.lena, whatsapp(3))
    spoil(file)
    told = send(lena, address(case, "message-exports"), {"file": file.pk})
    assert told.status_code == 409
    assert "not what was handed in" in told.json()["detail"]
    assert AuditEvent.objects.get(verb="files.damaged").data == {"trouble": "Tampered"}


def test_the_rules_are_asked_and_say_what_they_said(lena: APIClient, cast: Cast) -> None:
    case = a_case(cast)
    export, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    assert lena.get(of_export(export, "rules")).data["rules"] == []
    assert send(lena, of_export(export, "rules")).data["status"] == "waiting"
    assert send(lena, of_export(export, "rules")).status_code == 409, "it is under way"
    judge_waiting()
    told = lena.get(of_export(export, "rules")).data
    assert (told["status"], len(told["rules"])) == ("done", 22)
    failed = {one["rule"] for one in told["rules"] if one["failed"]}
    assert {"COM-15", "COM-21"} <= failed
    assert all(one["why_failed"] for one in told["rules"] if one["failed"])


def test_who_somebody_is_is_said_and_taken_back(lena: APIClient, cast: Cast, case: Case) -> None:
    party = case.parties.all()[0]
    export = read(case, fresh(cast.lena), whatsapp(3))
    held = Participant.objects.filter(export=export).order_by("number")[0]
    where = of_export(export, "participants", held.pk)
    assert lena.get(where).data["label"] == "Unidentified 1"
    assert lena.get(of_export(export, "participants", held.pk, "suggestions")).status_code == 200
    matching = of_export(export, "participants", held.pk, "match")
    assert send(lena, matching, {"party": 1_000_000}, 1).json()["errors"] == {"party": ["Choose a person of this case"]}
    assert send(lena, matching, {}, 1).status_code == 422
    matched = send(lena, matching, {"party": party.pk}, 1)
    assert (matched.data["label"], matched.data["party"], matched["ETag"]) == (party.label, party.pk, '"v2"')
    assert send(lena, matching, {"party": party.pk}, 1).status_code == 412
    assert send(lena, of_export(export, "participants", held.pk, "owner"), {}, 2).data["is_owner"] is True
    undone = send(lena, of_export(export, "participants", held.pk, "unmatch"), {}, 3)
    assert (undone.data["label"], undone.data["party"]) == ("Unidentified 1", None)


def test_findings_are_agreed_dismissed_and_undone_with_their_version(lena: APIClient, cast: Cast) -> None:
    case = a_case(cast)
    export, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    looking.look_through(export=export)
    finding = export.findings.get(indicator=Indicator.ASKS_SECRECY)
    found = lena.get(address(case, "message-findings", query=f"{WHY}&indicator={Indicator.ASKS_SECRECY}")).data
    assert [one["id"] for one in found["results"]] == [finding.pk]
    one = found["results"][0]
    assert one["text"][one["starts"] : one["ends"]] == "don't tell anyone"
    assert "Dont tell any1" in one["because"]
    own = ("message-findings", finding.pk)
    assert send(lena, address(case, *own, "decide"), {"said": "dismissed"}, 1).status_code == 422
    decided = send(lena, address(case, *own, "decide"), {"said": "dismissed", "reason": "A joke"}, 1)
    assert (decided.data["status"], decided.data["decided_by"]["id"], decided["ETag"]) == (
        "dismissed", cast.lena.pk, '"v2"',
    )  # fmt: skip
    assert send(lena, address(case, *own, "undo"), {}, 1).status_code == 412
    assert send(lena, address(case, *own, "undo"), {}, 2).data["status"] == "open"
    same = lena.get(address(case, *own, "same")).data["results"]
    assert [each["id"] for each in same] == [finding.pk]
    wrong = {"said": "agreed", "reason": "Secrecy", "expected": 2}
    assert send(lena, address(case, *own, "decide-same"), wrong).status_code == 409
    assert send(lena, address(case, *own, "decide-same"), {**wrong, "expected": 1}).data == {"count": 1}


def test_the_lexicon_is_open_to_who_signs_in(caller: Caller, cast: Cast) -> None:
    told = caller(cast.pat).get("/api/v1/message-lexicon/").data
    assert told["version"].startswith("2026.")
    assert len(told["lines"]) > 40
    assert caller().get("/api/v1/message-lexicon/").status_code == 401
