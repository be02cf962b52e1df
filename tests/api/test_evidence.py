"""Exhibits, hand-overs and files through the API: the same rules as the pages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import put_grant
from safeguarding.core import clock
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile
from safeguarding.files.models import StoredFile
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db(transaction=True)
OPENED = {"purpose": "case_work"}


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "files"


@pytest.fixture
def case(place: Path, cast: Cast) -> Case:
    made: Case = a_case(cast, unit=cast.hub, owner=cast.lena, supervisor=cast.sam)
    for user, kind in ((cast.lena, GrantKind.LEAD), (cast.sam, GrantKind.SUPERVISE)):
        put_grant(case=made, user=user, kind=kind, reason="Named", by=cast.lena)
    return made


@pytest.fixture
def exhibit(case: Case) -> Exhibit:
    return an_exhibit(case)


@pytest.fixture
def lena(caller: Caller, cast: Cast) -> APIClient:
    return caller(cast.lena)


def address(case: Case, *more: object) -> str:
    return f"/api/v1/cases/{case.reference}/" + "".join(f"{part}/" for part in more)


def send(
    client: APIClient, where: str, sent: dict[str, Any] | None = None, version: int | None = None, how: str = "post"
) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return getattr(client, how)(where, sent or {}, format="json", headers=headers)


def lying(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def upload(client: APIClient, exhibit: Exhibit, data: bytes = TEXT, name: str = "chat.txt", **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "holds_no_indecent_image": "true", **more}
    return client.post(address(exhibit.case, "exhibits", exhibit.pk, "files"), sent, format="multipart")


def a_label(**more: Any) -> dict[str, Any]:
    seized = clock.now() - dt.timedelta(hours=3)
    return {
        "reference": "JB/2", "kind": "phone", "description": "Black phone", "seized_at": seized.isoformat(),
        "seized_where": "Home", "seized_by": "PC 1234", **more,
    }  # fmt: skip


def test_an_exhibit_is_added_read_put_right_and_ended(lena: APIClient, case: Case, cast: Cast) -> None:
    made = send(lena, address(case, "exhibits"), a_label())
    assert made.status_code == 201, made.data
    where = made["Location"].removeprefix("http://testserver")
    assert (made.data["custodian"]["id"], made.data["analysis"], made.data["files"]) == (cast.lena.pk, "not_needed", 0)
    assert [one["reference"] for one in lena.get(address(case, "exhibits")).data["results"]] == ["JB/2"]
    assert lena.get(where)["ETag"] == made["ETag"] == '"v1"'
    again = send(lena, address(case, "exhibits"), a_label(reference="jb/2"))
    assert again.json()["errors"] == {"reference": ["This case has an exhibit with this reference already."]}
    assert send(lena, where, {"analysis": "at_work"}, 1, "patch").json()["errors"] == {
        "reason": ["Say why it is changed."]
    }
    changed = send(lena, where, {"analysis": "at_work", "reason": "Sent off"}, 1, "patch")
    assert (changed.status_code, changed.data["analysis"], changed["ETag"]) == (200, "at_work", '"v2"')
    assert send(lena, where, {"analysis": "done", "reason": "Back"}, 1, "patch").status_code == 412
    assert send(lena, where, {"analysis": "done", "reason": "Back"}, how="patch").status_code == 428
    given = {
        "status": "returned", "ended_on": str(clock.today()), "ended_to": "The family", "reason": "Not needed",
    }  # fmt: skip
    ended = send(lena, f"{where}end/", given, 2)
    assert (ended.status_code, ended.data["status"]) == (200, "returned")
    assert send(lena, where, {"analysis": "done", "reason": "Back"}, 3, "patch").status_code == 409
    assert [one["id"] for one in lena.get(address(case, "exhibits") + "?status=held").data["results"]] == []
    assert lena.get(address(case, "exhibits") + "?status=nowhere").status_code == 422


def test_from_whom_it_came_is_somebody_of_the_case(lena: APIClient, case: Case, exhibit: Exhibit) -> None:
    told = send(lena, address(case, "exhibits"), a_label(seized_from=1_000_000))
    assert told.json()["errors"] == {"seized_from": ["Choose somebody of this case."]}


def test_a_hand_over_needs_both_signatures(caller: Caller, lena: APIClient, exhibit: Exhibit, cast: Cast) -> None:
    case, sam = exhibit.case, caller(cast.sam)
    own = address(case, "exhibits", exhibit.pk)
    takers = [one["id"] for one in lena.get(f"{own}takers/").data]
    assert cast.sam.pk in takers
    assert cast.lena.pk not in takers
    offer = {"taken_by": cast.sam.pk, "place": "Front desk", "reason": "For analysis"}
    assert send(sam, f"{own}hand-over/", {**offer, "taken_by": cast.leo.pk}, 1).status_code == 403
    told = send(lena, f"{own}hand-over/", {**offer, "taken_by": cast.cora.pk}, 1)
    assert told.json()["errors"] == {"taken_by": ["Choose somebody else who works with this case."]}
    made = send(lena, f"{own}hand-over/", offer, 1)
    assert made.status_code == 201, made.data
    waiting = sam.get("/api/v1/my-signatures/").data["results"]
    assert [(one["id"], one["case"]) for one in waiting] == [(made.data["id"], case.reference)]
    assert lena.get("/api/v1/my-signatures/").data["results"] == []
    handover = address(case, "hand-overs", made.data["id"])
    assert send(lena, f"{handover}sign/", version=1).status_code == 403
    assert lena.get(own).data["custodian"]["id"] == cast.lena.pk, "it stays where it was"
    signed = send(sam, f"{handover}sign/", version=1)
    assert (signed.status_code, signed.data["status"]) == (200, "accepted")
    assert lena.get(own).data["custodian"]["id"] == cast.sam.pk
    assert send(sam, f"{handover}sign/", version=2).status_code == 409
    chain = lena.get(f"{address(case, 'hand-overs')}?exhibit={exhibit.pk}").data["results"]
    assert [one["status"] for one in chain] == ["accepted"]


def test_a_hand_over_is_declined_or_taken_back(caller: Caller, lena: APIClient, exhibit: Exhibit, cast: Cast) -> None:
    case, sam = exhibit.case, caller(cast.sam)
    offer = {"taken_by": cast.sam.pk, "place": "Front desk", "reason": "For analysis"}
    first = send(lena, address(case, "exhibits", exhibit.pk, "hand-over"), offer, 1).data["id"]
    assert send(sam, address(case, "hand-overs", first, "decline"), {}, 1).status_code == 422
    told = send(sam, address(case, "hand-overs", first, "decline"), {"answer": "The bag is open"}, 1)
    assert (told.data["status"], told.data["answer"]) == ("declined", "The bag is open")
    second = send(lena, address(case, "exhibits", exhibit.pk, "hand-over"), offer, 1).data["id"]
    assert send(sam, address(case, "hand-overs", second, "take-back"), version=1).status_code == 403
    assert send(lena, address(case, "hand-overs", second, "take-back"), version=1).data["status"] == "taken_back"


def test_a_file_goes_in_sealed_and_comes_out_with_a_purpose(lena: APIClient, exhibit: Exhibit, place: Path) -> None:
    made = upload(lena, exhibit, note="Export")
    assert made.status_code == 201, made.data
    digest = hashlib.sha256(TEXT).hexdigest()
    assert (made.data["sha256"], made.data["size"], made.data["note"]) == (digest, len(TEXT), "Export")
    assert all(b"tell anyone" not in path.read_bytes() for path in lying(place))
    where = made["Location"].removeprefix("http://testserver")
    assert lena.get(where).data["name"] == "chat.txt"
    assert send(lena, f"{where}open/", {}).json()["errors"] == {"purpose": ["This field is required."]}
    assert "purpose_text" in send(lena, f"{where}open/", {"purpose": "other"}).json()["errors"]
    answer = send(lena, f"{where}open/", OPENED)
    assert b"".join(answer.streaming_content) == TEXT
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-File-SHA256"] == digest
    assert AuditEvent.objects.filter(verb="exhibit.file_opened").count() == 1
    bytes_asked = lena.post(f"{where}open/", OPENED, format="json", headers={"Accept": "application/octet-stream"})
    assert bytes_asked.status_code == 200


def test_a_file_is_removed_by_two_people(caller: Caller, lena: APIClient, exhibit: Exhibit, cast: Cast) -> None:
    case, sam, row = exhibit.case, caller(cast.sam), a_file(exhibit)
    asking = address(case, "exhibits", exhibit.pk, "files", row.pk, "removal")
    assert lena.get(asking).data == {"stays": "", "goes_with": []}
    assert list(send(lena, asking, {"reason": " "}).json()["errors"]) == ["reason"]
    made = send(lena, asking, {"reason": "A wrong phone"})
    assert made.status_code == 201, made.data
    assert send(lena, asking, {"reason": "Again"}).status_code == 409
    where = made["Location"].removeprefix("http://testserver")
    decided = {"decision": "remove", "answer": "I looked"}
    assert send(lena, f"{where}decide/", decided, 1).status_code == 403, "not who asked"
    assert send(sam, f"{where}take-back/", version=1).status_code == 403
    assert send(sam, f"{where}decide/", decided).status_code == 428
    told = send(sam, f"{where}decide/", decided, 1)
    assert (told.status_code, told.data["status"], told.data["decided_by"]["id"]) == (200, "removed", cast.sam.pk)
    row.file.refresh_from_db()
    assert row.file.destroyed_at
    assert [one["file"] for one in lena.get(address(case, "removals") + "?status=removed").data["results"]] == [row.pk]
    assert send(lena, address(case, "exhibits", exhibit.pk, "files", row.pk, "open"), OPENED).status_code == 409


def test_without_the_promise_nothing_is_kept(lena: APIClient, exhibit: Exhibit, place: Path) -> None:
    for sent in ({"holds_no_indecent_image": "false"}, {"holds_no_indecent_image": ""}):
        told = upload(lena, exhibit, **sent)
        assert told.status_code == 422
        assert "holds_no_indecent_image" in told.json()["errors"]
    assert lying(place) == []
    assert not StoredFile.objects.exists()


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept(
    lena: APIClient, exhibit: Exhibit, place: Path, settings: Settings
) -> None:
    assert upload(lena, exhibit, b"").status_code == 422
    assert "is not taken in" in json.dumps(upload(lena, exhibit, b"MZ\x90\x00\x03", "setup.exe").json())
    settings.FILES_MOST_BYTES = 1000
    told = upload(lena, exhibit, b"x" * 300_000)
    assert told.status_code == 413
    assert told.json()["errors"]["file"] == ["The file must be smaller than 1000 bytes."]
    assert lying(place) == []
    settings.FILES_MOST_BYTES = 10**6
    assert upload(lena, exhibit).status_code == 201
    assert "already" in json.dumps(upload(lena, exhibit).json())
    assert ExhibitFile.objects.count() == 1


def test_what_is_said_to_be_too_large_is_answered_before_it_is_read(lena: APIClient, exhibit: Exhibit) -> None:
    where = address(exhibit.case, "exhibits", exhibit.pk, "files")
    told = lena.post(where, {"note": "x"}, format="multipart", CONTENT_LENGTH=6 * 2**30)
    assert (told.status_code, told["Content-Type"], told["Connection"]) == (413, "application/problem+json", "close")
    assert "MB are taken here" in told.json()["detail"]


def test_a_damaged_file_is_409_and_the_alarm_stays_on_record(lena: APIClient, exhibit: Exhibit, place: Path) -> None:
    row = a_file(exhibit)
    body = place / row.file.key.hex[:2] / row.file.key.hex
    body.write_bytes(body.read_bytes()[:-1] + b"x")
    told = send(lena, address(exhibit.case, "exhibits", exhibit.pk, "files", row.pk, "open"), OPENED)
    assert told.status_code == 409
    assert told["Content-Type"] == "application/problem+json"
    assert "not what was handed in" in told.json()["detail"]
    assert AuditEvent.objects.filter(verb="files.damaged").count() == 1
    assert not AuditEvent.objects.filter(verb="exhibit.file_opened").exists()


def test_a_reader_reads_and_changes_nothing(caller: Caller, exhibit: Exhibit, cast: Cast, place: Path) -> None:
    case = exhibit.case
    put_grant(case=case, user=cast.nora, kind=GrantKind.ACCESS, reason="Once", by=cast.lena,
              expires_at=clock.now() + dt.timedelta(days=1))  # fmt: skip
    row, nora, mona = a_file(exhibit), caller(cast.nora), caller(cast.mona)
    own = address(case, "exhibits", exhibit.pk)
    assert nora.get(own).status_code == 200
    assert send(nora, address(case, "exhibits"), a_label()).status_code == 403
    assert send(nora, own, {"held_at": "Home", "reason": "x"}, 1, "patch").status_code == 403
    assert upload(nora, exhibit, b"more").status_code == 403
    assert send(nora, f"{own}files/{row.pk}/open/", OPENED).status_code == 200
    assert len(lying(place)) == 2, "nothing of what was refused stays"
    for where in (address(case, "exhibits"), own, f"{own}files/", address(case, "hand-overs")):
        assert mona.get(where).status_code == 404, "who sees headers is not told that there is evidence"
    assert CustodyTransfer.objects.count() == 0


def test_a_key_that_reads_opens_no_file(caller: Caller, exhibit: Exhibit, cast: Cast) -> None:
    row = a_file(exhibit)
    reader = caller(cast.lena, ("read",))
    where = address(exhibit.case, "exhibits", exhibit.pk, "files", row.pk)
    assert reader.get(where).status_code == 200
    assert send(reader, f"{where}open/", OPENED).status_code == 403, "opening is written down, and so is a write"


def test_a_page_sends_its_token_in_the_header_and_no_file_is_read_without(exhibit: Exhibit, cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.lena)
    where = address(exhibit.case, "exhibits", exhibit.pk, "files")
    page = browser.get("/account/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    sent = {"file": SimpleUploadedFile("chat.txt", TEXT), "holds_no_indecent_image": "true"}
    refused = browser.post(where, {**sent, "csrfmiddlewaretoken": token})
    assert refused.status_code == 403
    sent["file"] = SimpleUploadedFile("chat.txt", TEXT)
    assert browser.post(where, sent, headers={"X-CSRFToken": token}).status_code == 201
