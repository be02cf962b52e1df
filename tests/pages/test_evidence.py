"""The pages of exhibits: a file goes in and comes out through a browser's own requests."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import put_grant
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile
from safeguarding.files.models import StoredFile
from tests.cast import Cast
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db(transaction=True)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "files"


@pytest.fixture
def exhibit(place: Path, cast: Cast) -> Exhibit:
    case: Case = a_case(cast, unit=cast.hub, owner=cast.lena, supervisor=cast.sam)
    for user, kind in ((cast.lena, GrantKind.LEAD), (cast.sam, GrantKind.SUPERVISE)):
        put_grant(case=case, user=user, kind=kind, reason="Named", by=cast.lena)
    return an_exhibit(case)


def lying(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def signed_in(user: User, **kept: Any) -> Client:
    client = Client(**kept)
    client.force_login(user)
    return client


def address(name: str, exhibit: Exhibit, *more: Any) -> str:
    return reverse(f"evidence:{name}", args=[exhibit.case.reference, *more])


def send(client: Client, exhibit: Exhibit, data: bytes, name: str, **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "note": "Export", "holds_no_indecent_image": "on", **more}
    return client.post(address("file_add", exhibit, exhibit.pk), sent)


def test_it_is_asked_before_a_file_is_chosen(exhibit: Exhibit, cast: Cast) -> None:
    client = signed_in(cast.lena)
    ask = address("file_ask", exhibit, exhibit.pk)
    assert client.get(address("file_add", exhibit, exhibit.pk))["Location"] == ask
    told = client.post(ask, {"holds": "yes"})
    assert b"Do not upload this file" in told.content
    assert exhibit.reference.encode() in told.content
    assert client.get(address("file_add", exhibit, exhibit.pk)).status_code == 302
    assert client.post(ask, {"holds": "no"}).status_code == 302
    assert client.get(address("file_add", exhibit, exhibit.pk)).status_code == 200


def test_a_file_goes_in_and_comes_out_and_is_never_shown_in_place(exhibit: Exhibit, cast: Cast, place: Path) -> None:
    client = signed_in(cast.lena)
    assert send(client, exhibit, TEXT, "chat.txt").status_code == 302
    row = ExhibitFile.objects.get()
    digest = hashlib.sha256(TEXT).hexdigest()
    assert digest in client.get(exhibit.get_absolute_url()).content.decode()
    assert all(b"tell anyone" not in path.read_bytes() for path in lying(place))
    opening = address("file_open", exhibit, row.pk)
    assert client.post(opening, {}).status_code == 422
    answer = client.post(opening, {"purpose": "case_work"})
    assert b"".join(answer.streaming_content) == TEXT  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-File-SHA256"] == digest
    assert AuditEvent.objects.filter(verb="exhibit.file_opened").count() == 1


def test_a_damaged_file_is_not_given_out_and_the_alarm_stays_on_record(
    exhibit: Exhibit, cast: Cast, place: Path
) -> None:
    row = a_file(exhibit)
    body = place / row.file.key.hex[:2] / row.file.key.hex
    body.write_bytes(body.read_bytes()[:-1] + b"x")
    answer = signed_in(cast.lena).post(address("file_open", exhibit, row.pk), {"purpose": "case_work"})
    assert answer.status_code == 409
    assert b"not what was handed in" in answer.content
    assert AuditEvent.objects.filter(verb="files.damaged").count() == 1
    assert not AuditEvent.objects.filter(verb="exhibit.file_opened").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("page.jpg", b"<!DOCTYPE html><html><script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("picture2.svg", b"<?xml version='1.0'?><svg onload='1'/>"),
        ("setup.exe", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("run.pdf", b"\x7fELF\x02\x01\x01\x00"),
        ("script.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("shell.gif", b"<?php system($_GET['c']);"),
        ("noise.jpg", bytes(range(256)) * 10),
    ],
)
def test_what_is_not_taken_in_is_told_and_leaves_nothing(
    exhibit: Exhibit, cast: Cast, place: Path, name: str, data: bytes
) -> None:
    answer = send(signed_in(cast.lena), exhibit, data, name)
    assert answer.status_code == 422
    assert lying(place) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "data", "kept", "saved_as"),
    [
        ("a.txt", TEXT, "a.txt", "a.txt"),
        ("photo.jpg.exe", b"%PDF-1.7 x", "photo.jpg.exe", "photo.jpg.exe.pdf"),
        ("chat\u202etxt.exe", TEXT, "chattxt.exe", "chattxt.exe.txt"),
        ("..\\..\\etc\\passwd", TEXT, "passwd", "passwd.txt"),
        ("CON.txt", TEXT, "_CON.txt", "_CON.txt"),
        ("🙈 chat.txt", TEXT, "🙈 chat.txt", "🙈 chat.txt"),
        ("x" * 300 + ".txt", TEXT, "x" * 196 + ".txt", "x" * 196 + ".txt"),
        ("gifar.gif", b"GIF89a" + b"\0" * 50 + b"PK\x03\x04<?php", "gifar.gif", "gifar.gif"),
        ("eicar.txt", EICAR, "eicar.txt", "eicar.txt"),
        ("formula.csv", b"=HYPERLINK(1)\n", "formula.csv", "formula.csv"),
    ],
)
def test_names_are_harmless_and_end_in_what_the_file_is(
    exhibit: Exhibit, cast: Cast, given: str, data: bytes, kept: str, saved_as: str
) -> None:
    from urllib.parse import quote

    client = signed_in(cast.lena)
    assert send(client, exhibit, data, given).status_code == 302
    row = ExhibitFile.objects.get()
    assert row.file.name == kept
    answer = client.post(address("file_open", exhibit, row.pk), {"purpose": "case_work"})
    answer.close()
    assert answer["Content-Disposition"].endswith(f"filename*=UTF-8''{quote(saved_as)}")
    assert "\n" not in answer["Content-Disposition"]


def test_what_is_too_big_is_broken_off_and_leaves_nothing(
    exhibit: Exhibit, cast: Cast, place: Path, settings: Settings
) -> None:
    settings.FILES_MOST_BYTES = 100_000
    answer = send(signed_in(cast.lena), exhibit, TEXT * 5000, "chat.txt")
    assert answer.status_code in (413, 422)
    assert b"must be smaller" in answer.content
    assert lying(place) == []


def test_an_upload_that_says_it_is_too_big_is_not_read(exhibit: Exhibit, cast: Cast, settings: Settings) -> None:
    client = signed_in(cast.lena)
    for name, most, status in (("file_add", settings.FILES_MOST_BYTES, 413), ("file_ask", 30 * 2**20, 413)):
        answer = client.post(address(name, exhibit, exhibit.pk), CONTENT_LENGTH=str(most + 2 * 2**20))
        assert answer.status_code == status
    fits = client.post(address("file_add", exhibit, exhibit.pk), {"note": "x"})
    assert fits.status_code == 422


def test_a_file_without_the_promise_is_refused(exhibit: Exhibit, cast: Cast, place: Path) -> None:
    answer = send(signed_in(cast.lena), exhibit, TEXT, "chat.txt", holds_no_indecent_image="")
    assert answer.status_code == 422
    assert lying(place) == []


def test_another_site_cannot_upload(exhibit: Exhibit, cast: Cast, place: Path) -> None:
    client = signed_in(cast.lena, enforce_csrf_checks=True)
    assert send(client, exhibit, TEXT, "chat.txt").status_code == 403
    assert lying(place) == []


def test_nothing_is_received_for_who_may_not_send(exhibit: Exhibit, cast: Cast, place: Path) -> None:
    for user in (cast.lars, cast.mona, cast.adam):
        assert send(signed_in(user), exhibit, TEXT, "chat.txt").status_code == 404
    assert not place.exists()


def test_a_store_that_is_away_is_told(exhibit: Exhibit, cast: Cast, place: Path) -> None:
    place.write_bytes(b"")
    answer = send(signed_in(cast.lena), exhibit, TEXT, "chat.txt")
    assert answer.status_code == 503
    assert b"Nothing was changed" in answer.content


def test_a_hand_over_is_signed_by_both_on_their_own_pages(exhibit: Exhibit, cast: Cast) -> None:
    lena, sam = signed_in(cast.lena), signed_in(cast.sam)
    given = {"version": 1, "taken_by": cast.sam.pk, "place": "Desk", "reason": "Analysis", "seal_number": "B7"}
    assert lena.post(address("hand_over", exhibit, exhibit.pk), given).status_code == 302
    made = CustodyTransfer.objects.get()
    assert exhibit.reference in sam.get(reverse("evidence:to_sign")).content.decode()
    answer = address("handover_answer", exhibit, made.pk)
    assert lena.get(answer).status_code == 403
    assert sam.post(answer, {"version": 1, "answer": "sign"}).status_code == 302
    exhibit.refresh_from_db()
    assert (exhibit.custodian, exhibit.seal_number) == (cast.sam, "B7")
    printed = sam.get(address("custody_print", exhibit, exhibit.pk)).content.decode()
    assert "Signed by both" in printed
    assert AuditEvent.objects.filter(verb="exhibit.printed").count() == 1
